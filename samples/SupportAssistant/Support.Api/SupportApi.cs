using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.AI;

namespace Support.Api;

/// <summary>A customer's question; without a conversation it begins one.</summary>
public sealed record Question(string Text, Guid? Conversation = null);

/// <summary>What a person of the shop decided.</summary>
public sealed record Approval(bool IsApproved);

/// <summary>What goes back to the customer.</summary>
public sealed record Answered(Guid Conversation, string Text, bool NeedsPerson, bool Waits, string By);

/// <summary>The service, for its own process and for tests.</summary>
public static class SupportApi
{
    private const int LongestQuestion = 2000;

    /// <summary>The whole application, not started yet; <paramref name="first"/> stands in for the model, where a test gives one.</summary>
    public static WebApplication Create(string[] args, IChatClient? first = null, IChatClient? second = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddAuthentication(KeyHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, KeyHandler>(KeyHandler.SchemeName, null);
        builder.Services.AddAuthorizationBuilder().AddPolicy(KeyHandler.Staff, policy => policy.RequireRole(KeyHandler.Staff));
        builder.Services.AddMemoryCache();
        builder.Services.AddSingleton<OrderBook>();
        builder.Services.AddSingleton<Conversations>();
        builder.Services.AddSingleton<Assistant>();
        builder.Services.AddSingleton(services => SupportModel.Build(
            first ?? new ScriptedChatClient(SupportModel.Id), second ?? new ScriptedChatClient(SupportModel.SecondId), services));

        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapPost("/v1/answers", AnswerAsync).RequireAuthorization();
        app.MapPost("/v1/conversations/{id:guid}/approval", DecideAsync).RequireAuthorization(KeyHandler.Staff);
        return app;
    }

    /// <summary>Answers a customer, in a conversation of their own.</summary>
    public static async Task<IResult> AnswerAsync(
        Question question, ClaimsPrincipal user, Conversations conversations, Assistant assistant, CancellationToken cancellation)
    {
        if (question.Text.Length is 0 or > LongestQuestion)
        {
            return Results.BadRequest("A question has 1 to 2000 characters.");
        }

        var customer = user.Identity!.Name!;
        if (question.Conversation is not { } known)
        {
            var begun = conversations.Begin(customer);
            return Results.Ok(Of(begun.Id, await assistant.AnswerAsync(begun.Conversation, question.Text, cancellation)));
        }

        return conversations.Find(known) is { } conversation && conversation.Customer == customer
            ? Results.Ok(Of(known, await assistant.AnswerAsync(conversation, question.Text, cancellation)))
            : Results.NotFound();
    }

    /// <summary>Lets a person of the shop decide about what waits.</summary>
    public static async Task<IResult> DecideAsync(
        Guid id, Approval approval, Conversations conversations, Assistant assistant, CancellationToken cancellation) =>
        conversations.Find(id) is { } conversation
        && await assistant.DecideAsync(conversation, approval.IsApproved, cancellation) is { } reply
            ? Results.Ok(Of(id, reply))
            : Results.NotFound();

    private static Answered Of(Guid id, Reply reply) => new(id, reply.Answer.Text, reply.Answer.NeedsPerson, reply.Waits, reply.By);
}
