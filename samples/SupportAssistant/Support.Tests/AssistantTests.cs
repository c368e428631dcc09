using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Support.Api;

namespace Support.Tests;

public sealed class AssistantTests
{
    private readonly OrderBook _orders = new();

    [Fact]
    public async Task An_order_is_looked_up_and_not_guessed()
    {
        var reply = await Ask(new Conversation("mira"), "Where is A-1001?");

        Assert.Equal(Topic.Order, reply.Answer.Topic);
        Assert.Contains("on its way", reply.Answer.Text);
        Assert.Equal(SupportModel.Id, reply.By);
    }

    [Fact]
    public async Task The_order_of_somebody_else_is_none()
    {
        var reply = await Ask(new Conversation("jonas"), "Where is A-1001?");

        Assert.Contains("no such order", reply.Answer.Text);
    }

    [Theory]
    [InlineData(true, "was paid back")]
    [InlineData(false, "rejected")]
    public async Task A_refund_happens_when_a_person_says_so_and_not_before(bool isApproved, string says)
    {
        var conversation = new Conversation("mira");
        var assistant = With(new ScriptedChatClient(SupportModel.Id), new BrokenChatClient());

        var asked = await assistant.AnswerAsync(conversation, "I want my money back for A-1001.", CancellationToken.None);
        Assert.True(asked.Waits);
        Assert.False(_orders.IsRefunded("A-1001"));

        var decided = await assistant.DecideAsync(conversation, isApproved, CancellationToken.None);
        Assert.Contains(says, decided!.Answer.Text);
        Assert.Equal(isApproved, _orders.IsRefunded("A-1001"));
        Assert.Null(await assistant.DecideAsync(conversation, true, CancellationToken.None));
    }

    [Fact]
    public async Task The_second_model_answers_when_the_first_one_is_down()
    {
        var assistant = With(new BrokenChatClient(), new ScriptedChatClient(SupportModel.SecondId));

        var reply = await assistant.AnswerAsync(new Conversation("mira"), "Where is A-1001?", CancellationToken.None);

        Assert.Contains("on its way", reply.Answer.Text);
        Assert.Equal(SupportModel.SecondId, reply.By);
    }

    [Fact]
    public async Task Canned_answers_stand_in_when_no_model_can_and_the_next_question_is_whole_again()
    {
        var conversation = new Conversation("mira");

        var reply = await With(new BrokenChatClient(), new BrokenChatClient())
            .AnswerAsync(conversation, "Where is A-1001?", CancellationToken.None);

        Assert.Equal(CannedAnswers.By, reply.By);
        Assert.True(reply.Answer.NeedsPerson);
        Assert.Empty(conversation.Messages);
        Assert.Contains("on its way", (await Ask(conversation, "Where is A-1001?")).Answer.Text);
    }

    private Task<Reply> Ask(Conversation conversation, string question) =>
        With(new ScriptedChatClient(SupportModel.Id), new BrokenChatClient()).AnswerAsync(conversation, question, CancellationToken.None);

    private Assistant With(IChatClient first, IChatClient second) =>
        new(SupportModel.Build(first, second), _orders, NullLogger<Assistant>.Instance);
}
