using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Frameworks.Onnx;
using MlGuard.Analyzers.Models;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Data;

/// <summary>MLG1031: a tensor whose elements are of another type than the model's.</summary>
/// <remarks>The tests ask ONNX Runtime 1.31.1 itself; it never converts.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TensorElementTypeAnalyzer() : MlGuardAnalyzer(RuleIds.TensorElementType, ModelRules.About)
{
    /// <summary>The property of the diagnostic that carries the type which the model has.</summary>
    internal const string TypeProperty = "type";

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        ModelRules.Register(start, compilation, (context, use) =>
        {
            if (use.Meant is { IsTensor: true } meant && Differs(meant, use.Facts.Element) && NameOf(meant) is { } wanted
                && TensorElements.NameOf(use.Facts.Element) is { } given)
                Report(
                    context, compilation, Diagnostic.Create(
                        Rule, use.ElementPlace.GetLocation(),
                        use.IsInput ? null : ImmutableDictionary<string, string?>.Empty.Add(TypeProperty, wanted),
                        use.IsInput ? "input" : "output", meant.Name, use.Model.Name, wanted, given,
                        use.IsInput ? Advice(use, wanted) : $"Read it as {wanted}."));
        });

    private static string Advice(ModelUse use, string wanted) =>
        use.By is { } code ? $"Let '{code}' feed a tensor of {wanted}, or give it another model." : $"Feed a tensor of {wanted}.";

    private static bool Differs(OnnxValue meant, TensorElement given) =>
        given != TensorElement.Undefined && meant.Element != TensorElement.Undefined && given != meant.Element;

    private static string? NameOf(OnnxValue value) => TensorElements.NameOf(value.Element);
}
