namespace MlGuard.Lifecycle.Decisions;

/// <summary>What one test of the ML Test Score earned.</summary>
/// <param name="Id">Section and number, such as <c>infra-3</c>.</param>
/// <param name="Title">What it asks.</param>
/// <param name="Points">0, 0.5 or 1.</param>
/// <param name="IsNotApplicable">Whether the product cannot earn it.</param>
internal sealed record TestPoints(string Id, string Title, double Points, bool IsNotApplicable);

/// <summary>The ML Test Score (Breck et al., 2017): as strong as its weakest section.</summary>
/// <param name="Tests">All 28.</param>
internal sealed record TestScore(ImmutableArray<TestPoints> Tests)
{
    private const int TestsOfSection = 7;

    private static readonly ImmutableArray<string> s_sections = ["data", "model", "infra", "monitor"];

    private static readonly ImmutableArray<(double Above, string Meaning)> s_bands =
        [(5, "exceptional"), (3, "strong"), (2, "reasonably tested"), (1, "first pass"), (0, "serious holes possible")];

    /// <summary>The sums of the sections, as the paper counts them.</summary>
    public ImmutableArray<(string Section, double Points)> Sections =>
        [.. s_sections.Select(section => (section, Of(section).Sum(test => test.Points)))];

    /// <summary>The least of the sections: what the paper calls the score.</summary>
    public double Strict => Sections.Min(section => section.Points);

    /// <summary>The same, where a test that the product cannot earn leaves its section's maximum lower; never shown alone.</summary>
    public double Adjusted =>
        s_sections.Min(section => Of(section).Where(test => !test.IsNotApplicable)
            .Sum(test => test.Points) * TestsOfSection / Of(section).Count(test => !test.IsNotApplicable));

    /// <summary>The section that decides.</summary>
    public string Weakest => Sections.OrderBy(section => section.Points).First().Section;

    /// <summary>What the paper says of such a score.</summary>
    public string Meaning =>
        s_bands.Where(band => Strict > band.Above).Select(band => band.Meaning).DefaultIfEmpty("research project").First();

    private IEnumerable<TestPoints> Of(string section) => Tests.Where(test => test.Id.StartsWith(section + "-", StringComparison.Ordinal));
}
