using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Serving;

/// <summary>Parameters by which a machine-learning library that no table describes in full is told where a model's files are.</summary>
internal static class ModelFileParameters
{
    private static readonly string[] s_halves = [".Abstractions", ".Core"];
    private static readonly string[] s_places = ["path", "file", "folder", "directory"];
    private static readonly string[] s_things = ["model", "vocab", "token", "weight", "merge", "onnx", "config"];

    /// <summary>What the names of a library's assemblies begin with, those of its add-ons among them.</summary>
    private static readonly ImmutableArray<string> s_families =
    [
        .. FrameworkTable.All.Where(framework => framework.IsMachineLearning).SelectMany(framework => framework.Assemblies)
            .Select(WithoutHalf).Distinct(),
    ];

    /// <summary>Whether <paramref name="parameter"/> takes the place of a model, its vocabulary or its settings.</summary>
    public static bool Contain(IParameterSymbol parameter) =>
        Mentions(parameter.Name, s_places) && Mentions(parameter.Name, s_things)
        && parameter.ContainingSymbol is IMethodSymbol method
        && (IsOfFamily(method.ContainingAssembly?.Name) || IsOfFamily(method.ContainingNamespace?.ToDisplayString()));

    private static bool Mentions(string name, string[] words) =>
        words.Any(word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    private static bool IsOfFamily(string? name) => name is not null && s_families.Any(family =>
        name.StartsWith(family, StringComparison.Ordinal) && (name.Length == family.Length || name[family.Length] == '.'));

    private static string WithoutHalf(string assembly) => s_halves.FirstOrDefault(half => assembly.EndsWith(half, StringComparison.Ordinal))
        is { } half ? assembly.Substring(0, assembly.Length - half.Length) : assembly;
}
