namespace MlGuard.Analyzers.Frameworks.MlNet;

/// <summary>Files that ML.NET Model Builder writes again on every training, so that an edit in them is lost.</summary>
internal static class ModelBuilderCode
{
    private static readonly string[] s_endings = [".consumption.cs", ".training.cs", ".evaluate.cs"];

    public static bool Wrote(SyntaxTree tree) =>
        s_endings.Any(ending => tree.FilePath.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
