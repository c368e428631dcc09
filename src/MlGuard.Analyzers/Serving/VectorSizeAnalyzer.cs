using System.Collections.Concurrent;
using System.Globalization;
using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4037: a vector field of another size than the vectors of the program's one embedding model.</summary>
/// <remarks>The size of a model with a <c>Dimensions</c> setting is the program's to say, so the rule is silent where one is set.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class VectorSizeAnalyzer()
    : MlGuardAnalyzer(RuleIds.VectorSize, LanguageModels.Frameworks, tag: WellKnownDiagnosticTags.CompilationEnd)
{
    internal const string SizeProperty = "size";

    private const string Field = "Microsoft.Extensions.VectorData.VectorStoreVectorAttribute";

    private static readonly ImmutableDictionary<string, int> s_sizes = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["text-embedding-3-large"] = 3072, ["text-embedding-3-small"] = 1536, ["text-embedding-ada-002"] = 1536,
        ["nomic-embed-text"] = 768, ["mxbai-embed-large"] = 1024, ["all-minilm"] = 384, ["bge-m3"] = 1024,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var models = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var fields = new ConcurrentBag<(ISymbol Field, Location Place, int Size)>();
        var isSized = 0;
        start.RegisterOperationAction(
            context =>
            {
                if (((IArgumentOperation)context.Operation).Value.ConstantValue is { HasValue: true, Value: string text }
                    && s_sizes.ContainsKey(text))
                    models.TryAdd(text, true);
                if (((IArgumentOperation)context.Operation) is { Parameter.Name: "dimensions" or "defaultModelDimensions" } argument
                    && argument.IsWritten()
                    && argument.Parameter.ContainingType?.Name != "VectorStoreVectorAttribute")
                    Volatile.Write(ref isSized, 1);
            },
            OperationKind.Argument);
        start.RegisterOperationAction(
            context =>
            {
                if (((ISimpleAssignmentOperation)context.Operation).Target is IPropertyReferenceOperation { Property.Name: "Dimensions" })
                    Volatile.Write(ref isSized, 1);
            },
            OperationKind.SimpleAssignment);
        start.RegisterSymbolAction(
            context =>
            {
                foreach (var mark in context.Symbol.GetAttributes().Where(it => compilation.Symbols.Is(it.AttributeClass, Field)))
                {
                    if (mark.ConstructorArguments is [{ Value: int size }, ..] && mark.ApplicationSyntaxReference is { } syntax)
                        fields.Add((context.Symbol, syntax.GetSyntax(context.CancellationToken).GetLocation(), size));
                }
            },
            SymbolKind.Property);
        start.RegisterCompilationEndAction(end =>
        {
            if (models.Count != 1 || isSized == 1)
                return;
            var (model, expected) = (models.Keys.First(), s_sizes[models.Keys.First()]);
            foreach (var (field, place, size) in fields.Where(it => it.Size != expected))
            {
                var text = expected.ToString(CultureInfo.InvariantCulture);
                Report(end, field, compilation, Diagnostic.Create(
                    Rule, place, ImmutableDictionary<string, string?>.Empty.Add(SizeProperty, text), field.Name, size, model, text));
            }
        });
    }
}
