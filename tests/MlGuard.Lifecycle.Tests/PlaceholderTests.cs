using MlGuard.Lifecycle.Evidence.Documents;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Tests;

/// <summary>A text that says that one is still to come is none; a text about what comes later is one.</summary>
public sealed class PlaceholderTests
{
    [Theory]
    [InlineData("TODO")]
    [InlineData("TBC")]
    [InlineData("To be written by the risk team next week")]
    [InlineData("to be determined")]
    [InlineData("To be decided by the board.")]
    [InlineData("The way back (to be defined)")]
    [InlineData("Will be added later")]
    [InlineData("To be filled in by Lea next sprint.")]
    [InlineData("This section will be written later.")]
    [InlineData("A description is to be provided soon.")]
    [InlineData("More details will follow.")]
    [InlineData("(placeholder, coming soon)")]
    [InlineData("Placeholder")]
    [InlineData("This is just a placeholder for now")]
    [InlineData("Coming soon!")]
    [InlineData("More details to come")]
    [InlineData("Work in progress")]
    [InlineData("This is still a work in progress.")]
    [InlineData("WIP")]
    [InlineData("Lorem Ipsum dolor sit amet")]
    [InlineData("LOREM IPSUM")]
    [InlineData("Not yet defined")]
    [InlineData("Fill in here.")]
    [InlineData("Your text goes here")]
    [InlineData("This section is coming soon.")]
    [InlineData("More details are coming later.")]
    [InlineData("The description is going to be added soon.")]
    [InlineData("We will list this later")]
    [InlineData("We'll add this section soon.")]
    [InlineData("We will describe this here next sprint.")]
    [InlineData("The team is going to write the text shortly.")]
    [InlineData("We are going to write down here what to look at, and whom to call.")]
    [InlineData("We lose money by fraud. We will write here what we do.")]
    [InlineData("This section is still being drafted and will follow.")]
    [InlineData("The text is currently in preparation.")]
    [InlineData("A description will follow soon.")]
    [InlineData("The team is going to describe what to look at, what to do, and whom to call.")]
    [InlineData("We still have to document in this section how the alert is handled.")]
    [InlineData("will be listed later")]
    [InlineData("Not yet decided.")]
    [InlineData("Decision: to be decided.")]
    [InlineData("**Status:** still to be confirmed")]
    [InlineData("Decision: not yet decided.")]
    [InlineData("We lose money by fraud.\nTo be described later.")]
    public void A_text_that_is_still_to_come_is_none(string text)
    {
        Assert.True(Placeholder.Stands(text), text);
        Assert.True(TextDocument.Read(text).PlaceholderLine > 0, text);
    }

    [Theory]
    [InlineData("We will be notified by the on-call rota when the rate falls.")]
    [InlineData("The placeholder image is shown where no photo was uploaded.")]
    [InlineData("The team to be notified is fraud-oncall.")]
    [InlineData("Labels will be added later by the chargeback feed, after 45 days at most.")]
    [InlineData("The text will be provided by the customer in the form.")]
    [InlineData("Cases (to be confirmed by an analyst) wait in a queue.")]
    [InlineData("State 2: to be confirmed by an analyst.")]
    [InlineData("Status: confirmed, to be reviewed in May.")]
    [InlineData("To be added to the list, a merchant needs three chargebacks.")]
    [InlineData("The answer will be written to the log with the version of the model.")]
    [InlineData("Work in progress is limited to three tickets.")]
    [InlineData("WIP-limits are kept.")]
    [InlineData("Amounts that are still to be decided are left out.")]
    [InlineData("The rules of the EU are coming soon, so the card names the risk class.")]
    [InlineData("Sample text: a review of at most 500 words.")]
    [InlineData("Placeholder tokens such as NAME replace what is personal.")]
    [InlineData("Payments to follow the same route are batched.")]
    [InlineData("We will add a review by a person later in the year.")]
    [InlineData("We will describe here how the model is trained: on the data of a year.")]
    [InlineData("Labels come from chargebacks. We will add them later.")]
    [InlineData("We will list the merchants for the auditor next year.")]
    [InlineData("We are going to write to the customer soon after the call.")]
    [InlineData("The section of the road is coming soon after the bridge.")]
    [InlineData("The team will decide this case later today, after the call.")]
    [InlineData("The next release of the text model is coming soon.")]
    [InlineData("The answer is still being written when the client hangs up, so the log keeps both halves.")]
    [InlineData("The document is being prepared by the intake team before the model reads it.")]
    [InlineData("The details will follow the order of the form.")]
    [InlineData("We will explain how to appeal in each letter that refuses a claim.")]
    [InlineData("The team is going to list merchants by risk on each Monday.")]
    [InlineData("The merchant will be listed later in the report, below the others.")]
    [InlineData("Not listed.")]
    [InlineData("Whether the customer will be done soon is what the model predicts.")]
    public void A_text_about_what_comes_later_is_one(string text)
    {
        Assert.False(Placeholder.Stands(text), text);
        Assert.Equal(0, TextDocument.Read(text).PlaceholderLine);
    }

    /// <summary>As the whole answer it is none; in a longer text it is one.</summary>
    [Theory]
    [InlineData("Not yet known", true)]
    [InlineData("not known yet.", true)]
    [InlineData("This is not yet clear", true)]
    [InlineData("Still not yet known.", true)]
    [InlineData("Not yet known to the shops: the score of a new card.", false)]
    [InlineData("Merchants that are not yet known", false)]
    [InlineData("The cause is not yet clear, so a person looks at each.", false)]
    [InlineData("unknown", false)]
    public void What_nobody_knows_yet_is_no_answer(string text, bool expected) => Assert.Equal(expected, Placeholder.Stands(text));

    /// <summary>What stands beside a promise counts.</summary>
    [Theory]
    [InlineData("Call Lea. TODO: her number. Then stop the job.", "Call Lea. Then stop the job.")]
    [InlineData("Accepted (to be defined) by Lea [in June]", "Accepted  by Lea [in June]")]
    [InlineData("TODO (Lea): decide", "")]
    [InlineData("Nothing is open (as of June).", "Nothing is open (as of June).")]
    public void A_line_says_what_it_does_not_promise(string line, string said) => Assert.Equal(said, Placeholder.Without(line));

    /// <summary>A search that begins anew at each blank would take hours.</summary>
    [Theory]
    [InlineData("\n")]
    [InlineData(" ")]
    [InlineData("# ")]
    [InlineData(". ")]
    [InlineData("( ")]
    [InlineData("to be written ")]
    [InlineData("the a an ")]
    [InlineData("this is just a placeholder")]
    [InlineData("we will write ")]
    [InlineData(". we are going to add this the the ")]
    [InlineData("not yet ")]
    [InlineData("this section is still being drafted and will follow ")]
    [InlineData("the team is going to describe ")]
    public async Task A_long_text_is_searched_once(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 50_000));

        await Task.Run(() => Placeholder.Stands(text)).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }
}
