using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Frameworks.Onnx;
using MlGuard.Analyzers.Models;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Data;

/// <summary>MLG1033: a model that the referenced ONNX Runtime cannot load, because it is too new or no model at all.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnloadableModelAnalyzer() : MlGuardAnalyzer(RuleIds.UnloadableModel, ModelRules.About)
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var files = ModelFiles.Of(start.Options, start.CancellationToken);
        if (files.IsEmpty)
            return;

        var models = LoadedModels.Of(compilation, files);
        var runtime = compilation.Assemblies.VersionOf(OnnxTypes.Assembly);
        RegisterCalls(start, (context, method, arguments) =>
        {
            // Within the project the way to the load is followed from there.
            var handedOn = compilation.Symbols.IsDeclaredHere(method)
                ? []
                : ModelPath.HandedOn(method, arguments, compilation, context.CancellationToken);
            var loaded = ModelPath.ArgumentOf(method, arguments, compilation);
            foreach (var given in loaded is null ? handedOn : [loaded])
            {
                if (models.OfContent(given, context.CancellationToken) is { } model && ReasonOf(model, runtime) is { } reason)
                    Report(
                        context, compilation, Diagnostic.Create(Rule, given.Syntax.GetLocation(), model.Name, reason.What, reason.Advice));
            }
        });
    }

    private static (string What, string Advice)? ReasonOf(ModelFile model, Version? runtime)
    {
        if (model.Fault is { } fault)
            return (fault, "Export it anew, or fetch the whole file.");
        if (model.Signature is not { } signature || runtime is null || RuntimeVersions.Of(runtime) is not { } known)
            return null;

        var advice = "Export the model for an older version, or update the package.";
        if (signature.IrVersion > known.IrVersion)
            return ($"has IR version {signature.IrVersion}, and version {runtime.ToString(2)} reads up to {known.IrVersion}", advice);
        if (signature.Opsets.FirstOrDefault(it => it.Domain is "" or "ai.onnx" && it.Version > known.Opset) is { Version: > 0 } opset)
            return ($"uses opset {opset.Version}, and version {runtime.ToString(2)} knows up to {known.Opset}", advice);
        return signature.Opsets.FirstOrDefault(it => it.Domain == "ai.onnx.ml" && it.Version > known.MlOpset) is { Version: > 0 } classic
            ? ($"uses opset {classic.Version} of ai.onnx.ml, and version {runtime.ToString(2)} knows up to {known.MlOpset}", advice)
            : null;
    }
}
