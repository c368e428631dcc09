namespace MlGuard.Lifecycle.Checks;

/// <summary>What the file holds that a row names: all of it at once, so that nobody learns it key by key.</summary>
/// <param name="Json">An example, at the pointers of the row's own examples.</param>
/// <param name="Units">What its numbers are.</param>
internal sealed record FileContent(string Json, string Units)
{
    private const string OfModel = """
          "model": { "sha256": "9f2c41d07be0a6d3c5f18a2247d9e60b3b7a54e1c80f6d29a1e3577c0d4b8f12" },
          "createdUtc": "2026-11-10T08:00:00Z",

        """;

    /// <summary>A file that says on which model, and when: the gate asks for both where the manifest names the model.</summary>
    public static FileContent Measured(string members, string units) =>
        new(
            $"{{\n{OfModel}{members}\n}}",
            $"{units} 'model.sha256' is the hash of training.artifact, and 'createdUtc' is not before its day; a hosted model is named by "
                + "'model.id' in place of a hash.");

    public static FileContent Plain(string members, string units) => new($"{{\n{members}\n}}", units);
}
