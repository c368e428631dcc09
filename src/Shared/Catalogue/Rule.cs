namespace MlGuard.Catalogue;

/// <summary>One line of the catalogue: what a rule is called, how severe it is, and its message to the user.</summary>
/// <param name="Id"><c>MLG</c> and four digits; the first digit is the lifecycle step.</param>
/// <param name="Title">What is wrong, in a few words and without a period.</param>
/// <param name="Message">What is wrong with its consequence, then what to do: two short sentences, with format holes.</param>
/// <param name="Tier">How severe.</param>
internal sealed record Rule(string Id, string Title, string Message, Tier Tier)
{
    /// <summary>How severe it is in a product whose manifest says that its data is personal; null where that changes nothing.</summary>
    public Tier? PersonalTier { get; init; }

    public string Step => LifecycleStep.Of(Id);

    public string Category => $"MlGuard.{Step}";

    public string HelpLink => Catalogue.HelpLink.Of(Id);
}
