using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Models;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Data;

/// <summary>What the rules share that compare code with the model that it loads.</summary>
internal static class ModelRules
{
    public static ImmutableArray<Framework> About { get; } = [OnnxRuntime.Framework, MlNet.Framework];

    /// <summary>Calls <paramref name="check"/> for what each operation believes of a model that is known.</summary>
    public static void Register(
        CompilationStartAnalysisContext start, MlCompilation compilation, Action<OperationAnalysisContext, ModelUse> check)
    {
        var files = ModelFiles.Of(start.Options, start.CancellationToken);
        if (files.IsEmpty)
            return;

        var models = LoadedModels.Of(compilation, files);
        start.RegisterOperationAction(
            context =>
            {
                var uses = new ModelUses(models, compilation, context.CancellationToken);
                foreach (var use in uses.At(context.Operation))
                    check(context, use);
            },
            OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.PropertyReference, OperationKind.Conversion,
            OperationKind.Binary, OperationKind.ConstantPattern, OperationKind.CaseClause);
    }

    /// <summary>Dimensions as people write them: <c>(1, 3, ?, ?)</c>.</summary>
    public static string Written(ImmutableArray<long?> shape) =>
        $"({string.Join(", ", shape.Select(size => size is { } number ? $"{number}" : "?"))})";
}
