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
        var runtime = compilation.Compilation.ReferencedAssemblyNames
            .FirstOrDefault(assembly => assembly.Name == OnnxTypes.Assembly)?.Version;
        RegisterCalls(start, (context, method, arguments) =>
        {
            if (ModelPath.ArgumentOf(method, arguments, compilation) is not { } path
                || models.OfContent(path, context.CancellationToken) is not { } model
                || ReasonOf(model, runtime) is not { } reason)
                return;
            Report(context, compilation, Diagnostic.Create(Rule, path.Syntax.GetLocation(), model.Name, reason.What, reason.Advice));
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
        return signature.Opsets.FirstOrDefault(it => it.Domain is "" or "ai.onnx" && it.Version > known.Opset) is { Version: > 0 } opset
            ? ($"uses opset {opset.Version}, and version {runtime.ToString(2)} knows up to {known.Opset}", advice)
            : null;
    }
}
