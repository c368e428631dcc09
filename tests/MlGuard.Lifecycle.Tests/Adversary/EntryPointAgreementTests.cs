using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MlGuard.Analyzers.Fallback;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests.Adversary;

/// <summary>
/// Editor and gate agree about the ways into a program: both see the same bare prediction behind each, and the same safe one.
/// </summary>
public sealed class EntryPointAgreementTests
{
    private const string Scorer = """
        using Microsoft.ML;

        public sealed class Row { public float X { get; set; } }
        public sealed class Answer { public float Score { get; set; } }
        public static class Rules { public static float Score(Row row) => row.X > 1 ? 1 : 0; public static float Least() => 0; }

        public sealed class Scorer(PredictionEngine<Row, Answer> engine)
        {
            public float Ask(Row row) BODY
        }

        /// <summary>The program serves.</summary>
        public sealed class HealthController : Microsoft.AspNetCore.Mvc.ControllerBase { public string Get() => "ok"; }
        """;

    private const string Bare = "=> engine.Predict(row).Score;";

    private const string Safe = "{ try { return engine.Predict(row).Score; } catch (Exception) { return Rules.Score(row); } }";

    /// <summary>What no package of these tests holds.</summary>
    private const string Libraries = """
        namespace MediatR
        {
            public interface IRequest<out T> { }
            public interface IRequestHandler<in TRequest, TResponse> where TRequest : IRequest<TResponse>
            {
                System.Threading.Tasks.Task<TResponse> Handle(TRequest request, System.Threading.CancellationToken token);
            }
        }
        namespace Mediator
        {
            public interface IQuery<out T> { }
            public interface IQueryHandler<in TQuery, TResponse>
            {
                System.Threading.Tasks.ValueTask<TResponse> Handle(TQuery query, System.Threading.CancellationToken token);
            }
        }
        namespace MassTransit
        {
            public interface ConsumeContext<out T> { T Message { get; } }
            public interface IConsumer<in T> { System.Threading.Tasks.Task Consume(ConsumeContext<T> context); }
        }
        namespace Quartz
        {
            public interface IJobExecutionContext { }
            public interface IJob { System.Threading.Tasks.Task Execute(IJobExecutionContext context); }
        }
        namespace Grpc.Core { public abstract class ServerCallContext { } }
        namespace Scoring
        {
            public static class Scores
            {
                public abstract class ScoresBase
                {
                    public virtual System.Threading.Tasks.Task<float> Score(float x, Grpc.Core.ServerCallContext context) => null!;
                }
            }
        }
        namespace Amazon.Lambda.Core { public interface ILambdaContext { } }
        namespace Microsoft.Azure.Functions.Worker
        {
            [System.AttributeUsage(System.AttributeTargets.Method)]
            public sealed class FunctionAttribute(string name) : System.Attribute { public string Name => name; }
        }
        namespace ModelContextProtocol.Server
        {
            [System.AttributeUsage(System.AttributeTargets.Method)]
            public sealed class McpServerToolAttribute : System.Attribute { }
        }
        """;

    private static readonly MetadataReference s_libraries = Image(
        CSharpCompilation.Create(
            "Libraries", [CSharpSyntaxTree.ParseText(Libraries)], SampleProduct.Libraries, new(OutputKind.DynamicallyLinkedLibrary)));

    public static TheoryData<string, string> Ways => Shapes("""
        # an action
        public class A(Scorer scorer) : Microsoft.AspNetCore.Mvc.ControllerBase { public float Post(Row row) => scorer.Ask(row); }
        # an action of a base class
        public abstract class B(Scorer scorer) : Microsoft.AspNetCore.Mvc.ControllerBase { public float Post(Row row) => scorer.Ask(row); } public class A(Scorer scorer) : B(scorer);
        # an asynchronous action
        public class A(Scorer scorer) : Microsoft.AspNetCore.Mvc.ControllerBase { public async Task<float> Post(Row row) { await Task.Yield(); return scorer.Ask(row); } }
        # an endpoint
        public static class A { public static void Map(WebApplication app, Scorer scorer) => app.MapPost("/score", (Row row) => scorer.Ask(row)); }
        # an endpoint of a group
        public static class A { public static void Map(WebApplication app, Scorer scorer) { var group = app.MapGroup("/v1"); group.MapPost("/score", (Row row) => scorer.Ask(row)); group.MapGet("/", () => "ok"); } }
        # an endpoint that is a method
        public static class A { public static void Map(WebApplication app) => app.MapPost("/score", Answer); static float Answer(Row row, Scorer scorer) => scorer.Ask(row); }
        # an endpoint that is a local function
        public static class A { public static void Map(WebApplication app) { app.MapPost("/score", Answer); float Answer(Row row, Scorer scorer) => scorer.Ask(row); } }
        # an endpoint that is kept in a variable
        public static class A { public static void Map(WebApplication app) { var answer = (Row row, Scorer scorer) => scorer.Ask(row); app.UseRouting(); app.MapPost("/score", answer); } }
        # an endpoint that waits
        public static class A { public static void Map(WebApplication app) => app.MapPost("/score", async (Row row, Scorer scorer) => { await Task.Yield(); return scorer.Ask(row); }); }
        # an endpoint behind a local function
        public static class A { public static void Map(WebApplication app) { Add(); void Add() => app.MapPost("/score", (Row row, Scorer scorer) => scorer.Ask(row)); } }
        # endpoints beside one another
        public static class A { public static void Map(WebApplication app) { app.MapGet("/", () => 1); app.MapPost("/safe", (Row row, Scorer scorer) => scorer.Ask(row)); app.MapPost("/score", (Row row, Scorer scorer) => scorer.Ask(row)); } }
        # a program that waits for its end
        var app = WebApplication.Create(args); var group = app.MapGroup("/v1"); group.MapPost("/score", (Row row, Scorer scorer) => scorer.Ask(row)); await app.RunAsync();
        # a program
        var app = WebApplication.Create(args); app.MapPost("/score", (Row row, Scorer scorer) => scorer.Ask(row)); app.Run();
        # a page
        public class A(Scorer scorer) : Microsoft.AspNetCore.Mvc.RazorPages.PageModel { public float Score { get; set; } public void OnPost(Row row) => Score = scorer.Ask(row); }
        # a hub
        public class A(Scorer scorer) : Microsoft.AspNetCore.SignalR.Hub { public float Score(Row row) => scorer.Ask(row); }
        # middleware
        public class A(Scorer scorer) : IMiddleware { public async Task InvokeAsync(HttpContext context, RequestDelegate next) { context.Items["score"] = scorer.Ask(new Row()); await next(context); } }
        # middleware by its shape
        public class A(RequestDelegate next) { public async Task InvokeAsync(HttpContext context, Scorer scorer) { context.Items["score"] = scorer.Ask(new Row()); await next(context); } }
        # middleware that is a lambda
        public static class A { public static void Map(WebApplication app, Scorer scorer) => app.Use(async (context, next) => { context.Items["score"] = scorer.Ask(new Row()); await next(context); }); }
        # the end of a branch
        public static class A { public static void Map(WebApplication app, Scorer scorer) => app.Map("/score", branch => branch.Run(context => context.Response.WriteAsync(scorer.Ask(new Row()).ToString()))); }
        # the end of a branch that is taken on a condition
        public static class A { public static void Map(WebApplication app, Scorer scorer) => app.MapWhen(context => context.Request.Path == "/score", branch => branch.Run(context => context.Response.WriteAsync(scorer.Ask(new Row()).ToString()))); }
        # the condition of a branch
        public static class A { public static void Map(WebApplication app, Scorer scorer) => app.MapWhen(context => scorer.Ask(new Row()) > 0, branch => branch.Run(context => Task.CompletedTask)); }
        # a filter of an endpoint
        public class A(Scorer scorer) : IEndpointFilter { public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) { context.HttpContext.Items["score"] = scorer.Ask(new Row()); return await next(context); } }
        # a filter that is a lambda
        public static class A { public static void Map(WebApplication app, Scorer scorer) => app.MapGet("/", () => 1).AddEndpointFilter(async (context, next) => { context.HttpContext.Items["score"] = scorer.Ask(new Row()); return await next(context); }); }
        # a filter of actions
        public class A(Scorer scorer) : Microsoft.AspNetCore.Mvc.Filters.IAsyncActionFilter { public async Task OnActionExecutionAsync(Microsoft.AspNetCore.Mvc.Filters.ActionExecutingContext context, Microsoft.AspNetCore.Mvc.Filters.ActionExecutionDelegate next) { context.HttpContext.Items["score"] = scorer.Ask(new Row()); await next(); } }
        # a service that runs by itself
        public class A(Scorer scorer) : BackgroundService { protected override async Task ExecuteAsync(CancellationToken token) { while (!token.IsCancellationRequested) { Console.WriteLine(scorer.Ask(new Row())); await Task.Delay(1, token); } } }
        # when the program has started
        public static class A { public static void Map(WebApplication app, Scorer scorer) => app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine(scorer.Ask(new Row()))); }
        # a timer
        public class A(Scorer scorer) { private Timer? _timer; private float _last; public void Start() => _timer = new Timer(_ => _last = scorer.Ask(new Row()), null, 0, 1000); }
        # a thread
        public class A(Scorer scorer) { private float _last; public void Start() => new Thread(() => _last = scorer.Ask(new Row())).Start(); }
        # the pool
        public class A(Scorer scorer) { private float _last; public void Start() => ThreadPool.QueueUserWorkItem(_ => _last = scorer.Ask(new Row())); }
        # an event
        public class A { private float _last; public A(FileSystemWatcher watcher, Scorer scorer) => watcher.Created += (sender, e) => _last = scorer.Ask(new Row()); }
        # an event of its own
        public class Source { public event EventHandler? Moved; public void Move() => Moved?.Invoke(this, EventArgs.Empty); } public class A { private float _last; public A(Source source, Scorer scorer) => source.Moved += (sender, e) => _last = scorer.Ask(new Row()); }
        # a method of an event
        public class A { private readonly Scorer _scorer; private float _last; public A(FileSystemWatcher watcher, Scorer scorer) { _scorer = scorer; watcher.Created += OnCreated; } private void OnCreated(object sender, FileSystemEventArgs e) => _last = _scorer.Ask(new Row()); }
        # a request of MediatR
        public sealed class Ask : MediatR.IRequest<float>; public class A(Scorer scorer) : MediatR.IRequestHandler<Ask, float> { public Task<float> Handle(Ask request, CancellationToken token) => Task.FromResult(scorer.Ask(new Row())); }
        # a query of Mediator
        public sealed class Ask : Mediator.IQuery<float>; public class A(Scorer scorer) : Mediator.IQueryHandler<Ask, float> { public ValueTask<float> Handle(Ask query, CancellationToken token) => new(scorer.Ask(new Row())); }
        # a message
        public class A(Scorer scorer) : MassTransit.IConsumer<Row> { private float _last; public Task Consume(MassTransit.ConsumeContext<Row> context) { _last = scorer.Ask(context.Message); return Task.CompletedTask; } }
        # a job
        public class A(Scorer scorer) : Quartz.IJob { private float _last; public Task Execute(Quartz.IJobExecutionContext context) { _last = scorer.Ask(new Row()); return Task.CompletedTask; } }
        # a remote procedure
        public class A(Scorer scorer) : Scoring.Scores.ScoresBase { public override Task<float> Score(float x, Grpc.Core.ServerCallContext context) => Task.FromResult(scorer.Ask(new Row { X = x })); }
        # a function of AWS
        public class A(Scorer scorer) { public float Handle(Row row, Amazon.Lambda.Core.ILambdaContext context) => scorer.Ask(row); }
        # a function of Azure
        public class A(Scorer scorer) { [Microsoft.Azure.Functions.Worker.Function("score")] public float Run(Row row) => scorer.Ask(row); }
        """);

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_bare_prediction_is_seen_by_both(string shape, string code)
    {
        var (compilation, facts) = Compile(code, Bare);

        Assert.True(await IsReported(compilation), $"The editor is silent about {shape}.");
        Assert.False(IsProven(facts), $"The gate believes {shape}.");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_safe_prediction_is_seen_by_both(string shape, string code)
    {
        var (compilation, facts) = Compile(code, Safe);

        Assert.False(await IsReported(compilation), $"The editor reports {shape}.");
        Assert.True(IsProven(facts), $"The gate does not believe {shape}: {Doubt(facts)}");
    }

    /// <summary>
    /// Both are content with a handler that answers, in whatever shape people write it; but for a lazy value, which the editor takes for
    /// computed where it is made, and for a helper that a task runs, whose <c>null</c> it does not follow out of the task.
    /// </summary>
    [Theory]
    [MemberData(nameof(LooksRightTests.HonestScorers), MemberType = typeof(LooksRightTests))]
    public async Task An_honest_shape_is_seen_by_both(string shape, string code)
    {
        var (compilation, facts) = Compile(Endpoint, Inside(code));

        Assert.True(s_unseenByTheEditor.Contains(shape) || !await IsReported(compilation), $"The editor reports {shape}.");
        Assert.True(IsProven(facts), $"The gate does not believe {shape}: {Doubt(facts)}");
    }

    private static readonly ImmutableHashSet<string> s_unseenByTheEditor = ["a lazy value", "await Task.Run of a hiding helper"];

    [Theory]
    [MemberData(nameof(LooksRightTests.DishonestScorers), MemberType = typeof(LooksRightTests))]
    public void A_dishonest_shape_is_seen_by_the_gate(string shape, string code) =>
        Assert.False(IsProven(Compile(Endpoint, Inside(code)).Facts), $"The gate believes {shape}.");

    private const string Endpoint = """
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapPost("/score", (Row row, Scorer scorer) => scorer.Ask(row));
        app.Run();
        """;

    /// <summary>A shape of the product's scorer as the body of this one, and what follows it.</summary>
    private static string Inside(string code) =>
        "=> Score(row);\n" + Regex.Replace(code, @"\bAsk\(", "Asked(")
            .Replace(" Rules(", " ByRules(", StringComparison.Ordinal).Replace("Fraud.Data.Transaction", "Row", StringComparison.Ordinal)
            .Replace("RulesFallback.", "Rules.", StringComparison.Ordinal).Replace(".Amount", ".X", StringComparison.Ordinal)
        + "\nprivate float Predict(Row t) => engine.Predict(t).Score;";

    /// <summary>The model that calls a tool is told when it fails, and answers without it: nobody else has to stand in.</summary>
    [Fact]
    public async Task A_tool_needs_no_fallback_for_either()
    {
        var (compilation, facts) = Compile("""
            public class A(Scorer scorer)
            {
                [ModelContextProtocol.Server.McpServerTool] public float Score(Row row) => scorer.Ask(row);
            }
            """, Bare);

        Assert.False(await IsReported(compilation));
        Assert.Empty(Map(facts).Predicting);
        Assert.Empty(Map(facts).Unreached);
    }

    /// <summary>What is made of it shares the symbols of its references.</summary>
    private static readonly CSharpCompilation s_empty = CSharpCompilation.Create(
        "Service", [CSharpSyntaxTree.ParseText(SampleProduct.Usings("web"))], [.. SampleProduct.Libraries, s_libraries],
        new(
            OutputKind.DynamicallyLinkedLibrary, concurrentBuild: false, nullableContextOptions: NullableContextOptions.Enable));

    private static (CSharpCompilation Compilation, ProductFacts Facts) Compile(string code, string body)
    {
        var isProgram = code.StartsWith("var ", StringComparison.Ordinal);
        var compilation = s_empty
            .WithOptions(s_empty.Options.WithOutputKind(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary)
                .WithOptimizationLevel(code.Length % 2 == 0 ? OptimizationLevel.Release : OptimizationLevel.Debug))
            .AddSyntaxTrees(
                CSharpSyntaxTree.ParseText(Scorer.Replace("BODY", body)), CSharpSyntaxTree.ParseText(code, path: "A.cs"));
        var path = Path.Combine(TestProduct.QuickFolder, $"{Guid.NewGuid():N}.dll");
        try
        {
            var result = compilation.Emit(path);
            Assert.True(
                result.Success,
                string.Join("\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
            return (compilation, new([FactsReader.Read(path, "Service/Service.csproj", "net10.0", isTestProject: false)], []));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static PortableExecutableReference Image(CSharpCompilation compilation)
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    private static async Task<bool> IsReported(CSharpCompilation compilation)
    {
        var found = await compilation.WithAnalyzers([new UnguardedPredictionAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(found, diagnostic => diagnostic.Id == "AD0001");
        return found.Any(diagnostic => diagnostic.Id == "MLG5001");
    }

    private static bool IsProven(ProductFacts facts)
    {
        var serving = Map(facts);
        return !serving.Predicting.IsEmpty && Doubt(facts) == "";
    }

    private static string Doubt(ProductFacts facts)
    {
        var serving = Map(facts);
        var ways = serving.OnFailure([.. facts.Bodies("Rules.Score")]);
        return string.Join(
            ", ",
            serving.Unreached.Select(method => $"nothing leads to {method.Short}").Concat(
                from entry in serving.Predicting
                let answer = ways.AtEntry(entry.Method)
                where answer.Gap is not null || answer.Open is not null
                select $"{entry.Name} {ServingMap.Text(answer.Gap?.Path ?? answer.Open!.Value)}"));
    }

    private static ServingMap Map(ProductFacts facts) =>
        new(facts, LoadedManifest.Of("mlguard: v1\nstage: mvp\n", new ProductFolder(Path.GetTempPath())).Manifest!);

    private static TheoryData<string, string> Shapes(string text)
    {
        var all = new TheoryData<string, string>();
        var lines = text.Split('\n');
        for (var i = 0; i + 1 < lines.Length; i += 2)
            all.Add(lines[i].TrimStart('#', ' '), lines[i + 1]);
        return all;
    }
}
