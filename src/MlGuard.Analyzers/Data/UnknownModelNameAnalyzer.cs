using MlGuard.Analyzers.Models;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Data;

/// <summary>MLG1030: an input or output that the model does not have, or one that it asks for and does not get.</summary>
/// <remarks>The tests ask ONNX Runtime 1.31.1 itself.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnknownModelNameAnalyzer() : MlGuardAnalyzer(RuleIds.UnknownModelName, ModelRules.About)
{
    /// <summary>The property of the diagnostic that carries the name which is meant.</summary>
    internal const string NameProperty = "name";

    private const string Throws = "this call throws when it runs";

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        ModelRules.Register(start, compilation, (context, use) =>
        {
            foreach (var missing in use.Missing)
                Report(
                    context, compilation, Diagnostic.Create(
                        Rule, use.Place.GetLocation(), $"'{use.Model.Name}' needs its input '{missing.Name}', which is not fed", Throws,
                        "Feed it too."));
            if (use.Meant is null && use.Name is { } name)
                Report(context, compilation, Unknown(use, name));
        });

    private Diagnostic Unknown(ModelUse use, string name)
    {
        var signature = use.Model.Signature!;
        var known = (use.IsInput ? signature.Inputs.Concat(signature.Optional) : signature.Outputs).Select(value => value.Name).ToList();
        var meant = known.Count == 1 ? known[0] : Nearest.Of(name, known);
        var side = use.IsInput ? "input" : "output";
        return Diagnostic.Create(
            Rule, use.Place.GetLocation(),
            meant is null || use.By is not null ? null : ImmutableDictionary<string, string?>.Empty.Add(NameProperty, meant),
            $"'{use.Model.Name}' has no {side} '{name}'" + (use.By is { } code ? $", which '{code}' feeds" : ""),
            use.IsComparison ? "this never matches" : Throws,
            meant is null ? $"Its {side}s are {Listed(known)}." : $"Its {side} is called '{meant}'.");
    }

    private static string Listed(List<string> names) =>
        string.Join(", ", names.Take(4).Select(name => $"'{name}'")) + (names.Count > 4 ? " and others" : "");
}
