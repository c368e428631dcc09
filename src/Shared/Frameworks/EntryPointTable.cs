namespace MlGuard.Frameworks;

/// <summary>Where requests, messages and schedules enter a program.</summary>
internal static class EntryPointTable
{
    /// <summary>Every kind of entry point. A new framework is one more row, for the editor and for the gate.</summary>
    public static ImmutableArray<EntryPointRow> All { get; } =
    [
        // ASP.NET Core, and the web frameworks before it
        new(EntryPointMark.PublicMethodOf, "Microsoft.AspNetCore.Mvc.ControllerBase", "*", EntryPointKind.Request),
        new(EntryPointMark.PublicMethodOf, "Microsoft.AspNetCore.Mvc.RazorPages.PageModel", "On*", EntryPointKind.Request),
        new(EntryPointMark.PublicMethodOf, "Microsoft.AspNetCore.Mvc.ViewComponent", "Invoke*", EntryPointKind.Request),
        new(EntryPointMark.PublicMethodOf, "Microsoft.AspNetCore.SignalR.Hub", "*", EntryPointKind.Request),
        new(EntryPointMark.PublicMethodOf, "Microsoft.AspNetCore.SignalR.Hub`1", "*", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "Microsoft.AspNetCore.Http.IMiddleware", "InvokeAsync", EntryPointKind.Request),
        new(EntryPointMark.PassedTo, "Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions", "Map*", EntryPointKind.Request),
        new(EntryPointMark.PassedTo, "Microsoft.AspNetCore.Builder.RunExtensions", "Run", EntryPointKind.Request),
        new(EntryPointMark.PassedTo, "Microsoft.AspNetCore.Builder.UseExtensions", "Use", EntryPointKind.Request),
        new(EntryPointMark.PassedTo, "Microsoft.AspNetCore.Builder.MapWhenExtensions", "MapWhen", EntryPointKind.Request),
        new(EntryPointMark.PassedTo, "Microsoft.AspNetCore.Builder.UseWhenExtensions", "UseWhen", EntryPointKind.Request),
        new(EntryPointMark.PublicTaking, "Microsoft.AspNetCore.Http.HttpContext", "Invoke*", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "Microsoft.AspNetCore.Http.IEndpointFilter", "InvokeAsync", EntryPointKind.Request),
        new(EntryPointMark.PassedTo, "Microsoft.AspNetCore.Http.EndpointFilterExtensions", "AddEndpointFilter", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "Microsoft.AspNetCore.Mvc.Filters.IActionFilter", "On*", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "Microsoft.AspNetCore.Mvc.Filters.IAsyncActionFilter", "On*", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "Microsoft.AspNetCore.Mvc.Filters.IAsyncResultFilter", "On*", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "Microsoft.AspNetCore.Mvc.Filters.IAsyncAuthorizationFilter", "On*", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "Microsoft.AspNetCore.Mvc.Filters.IAsyncPageFilter", "On*", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "FastEndpoints.Endpoint`2", "HandleAsync", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "FastEndpoints.Endpoint`2", "ExecuteAsync", EntryPointKind.Request),
        new(EntryPointMark.PublicMethodOf, "System.Web.Mvc.Controller", "*", EntryPointKind.Request),
        new(EntryPointMark.PublicMethodOf, "System.Web.Http.ApiController", "*", EntryPointKind.Request),
        // remote procedure calls and actors
        new(EntryPointMark.OverrideTaking, "Grpc.Core.ServerCallContext", "*", EntryPointKind.Request),
        new(EntryPointMark.PublicMethodOf, "Orleans.Grain", "*", EntryPointKind.Request),
        // functions
        new(EntryPointMark.Attribute, "Microsoft.Azure.Functions.Worker.FunctionAttribute", "*", EntryPointKind.Request),
        new(EntryPointMark.Attribute, "Microsoft.Azure.WebJobs.FunctionNameAttribute", "*", EntryPointKind.Request),
        new(EntryPointMark.PublicTaking, "Amazon.Lambda.Core.ILambdaContext", "*", EntryPointKind.Request),
        // messages
        new(EntryPointMark.ImplementationOf, "MediatR.IRequestHandler`1", "Handle", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "MediatR.IRequestHandler`2", "Handle", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "MediatR.IStreamRequestHandler`2", "Handle", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "MediatR.INotificationHandler`1", "Handle", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "Mediator.IRequestHandler`1", "Handle", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "Mediator.IRequestHandler`2", "Handle", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "Mediator.IQueryHandler`2", "Handle", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "Mediator.ICommandHandler`1", "Handle", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "Mediator.ICommandHandler`2", "Handle", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "Mediator.INotificationHandler`1", "Handle", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "Mediator.IStreamRequestHandler`2", "Handle", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "Mediator.IStreamQueryHandler`2", "Handle", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "Mediator.IStreamCommandHandler`2", "Handle", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "MassTransit.IConsumer`1", "Consume", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "NServiceBus.IHandleMessages`1", "Handle", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "Rebus.Handlers.IHandleMessages`1", "Handle", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "Microsoft.Bot.Builder.IBot", "OnTurnAsync", EntryPointKind.Request),
        new(EntryPointMark.ImplementationOf, "Microsoft.Bot.Builder.ActivityHandler", "On*", EntryPointKind.Request),
        // what a language model calls
        new(EntryPointMark.Attribute, "ModelContextProtocol.Server.McpServerToolAttribute", "*", EntryPointKind.Tool),
        new(EntryPointMark.PassedTo, "Microsoft.Extensions.AI.AIFunctionFactory", "Create", EntryPointKind.Tool),
        // what a service does by itself
        new(EntryPointMark.ImplementationOf, "Microsoft.Extensions.Hosting.BackgroundService", "ExecuteAsync", EntryPointKind.Background),
        new(EntryPointMark.ImplementationOf, "Quartz.IJob", "Execute", EntryPointKind.Background),
        new(EntryPointMark.PassedTo, "System.Threading.Timer", ".ctor", EntryPointKind.Callback),
        new(EntryPointMark.PassedTo, "System.Threading.Thread", ".ctor", EntryPointKind.Callback),
        new(EntryPointMark.PassedTo, "System.Threading.ThreadPool", "*QueueUserWorkItem", EntryPointKind.Callback),
        new(EntryPointMark.PassedTo, "System.Threading.CancellationToken", "Register", EntryPointKind.Callback),
    ];
}
