namespace MlGuard.Build;

/// <summary>
/// Says in one line what to go on with, where the practices are suggestions that a build on the command line does not show.
/// </summary>
public sealed class ShowHint : LifecycleTask
{
    /// <summary>Full path of the manifest; empty where there is none.</summary>
    public string? Manifest { get; set; }

    private protected override string Subject => Manifest ?? "";

    private protected override void Run() => ShowInTerminal(
        string.IsNullOrEmpty(Manifest)
            ? "watches the machine learning of this build: bugs warn, practices are suggestions that a build does not list. "
                + "'mlguard init' writes a manifest; 'dotnet format analyzers --severity info' fixes. MlGuardHint=false hides this line."
            : "at mvp practices are suggestions that a build does not list. 'mlguard check' lists them; 'mlguard promote growth' plans the "
                + "next stage. MlGuardHint=false hides this line.");
}
