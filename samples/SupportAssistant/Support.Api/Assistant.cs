using Microsoft.Extensions.AI;

namespace Support.Api;

/// <summary>What came of a question.</summary>
/// <param name="Answer">What the customer reads.</param>
/// <param name="By">The model that answered, or <see cref="CannedAnswers.By"/>.</param>
/// <param name="Waits">Whether a person of the shop is asked first.</param>
public sealed record Reply(SupportAnswer Answer, string By, bool Waits);

/// <summary>Asks the model, runs its tools, and answers without it when it cannot.</summary>
public sealed class Assistant(IChatClient client, OrderBook orders, ILogger<Assistant> logger)
{
    private static readonly SupportAnswer s_waits =
        new(Topic.Refund, "A colleague decides about your refund and writes to you.", NeedsPerson: true);

    /// <summary>Answers the next question of a conversation.</summary>
    public async Task<Reply> AnswerAsync(Conversation conversation, string question, CancellationToken cancellation) =>
        conversation.Waits
            ? new(s_waits, SupportModel.Id, Waits: true)
            : await SayAsync(conversation, new ChatMessage(ChatRole.User, question), cancellation);

    /// <summary>Goes on with what waited, now that a person of the shop has decided; null where nothing waits.</summary>
    public async Task<Reply?> DecideAsync(Conversation conversation, bool isApproved, CancellationToken cancellation) =>
        conversation.TakeWaiting() is { } waiting
            ? await SayAsync(conversation, new ChatMessage(ChatRole.User, [waiting.CreateResponse(isApproved)]), cancellation)
            : null;

    private async Task<Reply> SayAsync(Conversation conversation, ChatMessage message, CancellationToken cancellation)
    {
        await conversation.Turn.WaitAsync(cancellation);
        var before = conversation.Messages.Count;
        try
        {
            conversation.Messages.Add(message);
            var response = await client.GetResponseAsync<SupportAnswer>(
                conversation.Messages, OptionsFor(conversation.Customer), cancellationToken: cancellation);
            conversation.Messages.AddRange(response.Messages);
            var reply = ReplyOf(conversation, response);
            Log.Answered(logger, reply.Answer.Topic, reply.By, reply.Waits);
            return reply;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            // The next question must not meet half a turn.
            conversation.Messages.RemoveRange(before, conversation.Messages.Count - before);
            Log.Failed(logger, exception, SupportModel.Id);
            return new(CannedAnswers.For(message.Text), CannedAnswers.By, Waits: false);
        }
        finally
        {
            conversation.Turn.Release();
        }
    }

    private static Reply ReplyOf(Conversation conversation, ChatResponse<SupportAnswer> response)
    {
        var model = response.ModelId ?? SupportModel.Id;
        conversation.WaitFor(response.Messages.SelectMany(said => said.Contents).OfType<ToolApprovalRequestContent>().LastOrDefault());
        if (conversation.Waits)
        {
            return new(s_waits, model, Waits: true);
        }

        return response.TryGetResult(out var answer)
            ? new(answer, model, Waits: false)
            : new(CannedAnswers.For(""), CannedAnswers.By, Waits: false);
    }

    private ChatOptions OptionsFor(string customer) => new()
    {
        ModelId = SupportModel.Id,
        Instructions = SupportModel.Instructions,
        MaxOutputTokens = SupportModel.MaxOutputTokens,
        Tools = new OrderTools(orders, customer).All(),
    };
}
