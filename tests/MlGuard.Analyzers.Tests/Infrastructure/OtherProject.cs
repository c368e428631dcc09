using Microsoft.CodeAnalysis.Testing;

namespace MlGuard.Analyzers.Tests.Infrastructure;

/// <summary>A project that the tested code refers to, with the summary that a build makes of it.</summary>
internal static class OtherProject
{
    public static void AddProject(this SolutionState state, string source, params string[] lines)
    {
        var project = new ProjectState("Core", "C#", "/Core/", ".cs");
        project.Sources.Add(source);
        project.ReferenceAssemblies = References.Net;
        project.AdditionalReferences.AddRange(References.All);
        state.AdditionalProjects.Add("Core", project);
        state.AdditionalProjectReferences.Add("Core");
        state.AddSummary([.. lines.Select(Whole), $"end\t{lines.Count(line => !line.StartsWith("path\t", StringComparison.Ordinal)
            && !line.StartsWith("text\t", StringComparison.Ordinal) && !line.StartsWith("result\t", StringComparison.Ordinal)
            && !line.StartsWith("effect\t", StringComparison.Ordinal) && !line.StartsWith("through\t", StringComparison.Ordinal))}"]);
    }

    /// <summary>A path ends with what its model is fed, which most say nothing of.</summary>
    private static string Whole(string line) =>
        line.StartsWith("path", StringComparison.Ordinal) && line.Count(character => character == '\t') == 6 ? line + "\t" : line;

    /// <summary>The text of a summary as it stands, well-formed or not.</summary>
    public static void AddSummary(this SolutionState state, params string[] lines) =>
        state.AdditionalFiles.Add(("/obj/Core.mlguard.summary", "mlguard-summary\t5\tCore\n" + string.Join('\n', lines) + "\n"));
}
