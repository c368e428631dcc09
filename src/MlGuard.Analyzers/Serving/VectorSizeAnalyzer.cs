using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Serving;

/// <summary>
/// MLG4037: a vector field of another size than the vectors of the program's one embedding model, or a size asked of a model that has but
/// one.
/// </summary>
/// <remarks>
/// The size of a model with a <c>Dimensions</c> setting is the program's to say, so fields are silent where one is set.
/// microsoft/kernel-memory#805: the service refuses <c>dimensions</c> for text-embedding-ada-002.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class VectorSizeAnalyzer()
    : MlGuardAnalyzer(RuleIds.VectorSize, LanguageModels.Frameworks, tag: WellKnownDiagnosticTags.CompilationEnd)
{
    internal const string SizeProperty = "size";

    private const string WithoutDimensions = "text-embedding-ada-002";

    private static readonly string[] s_options = [
        "OpenAI.Embeddings.EmbeddingGenerationOptions", "Microsoft.Extensions.AI.EmbeddingGenerationOptions"];

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
        var sizes = new ConcurrentBag<(ISymbol Owner, Location Place)>();
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
                var assignment = (ISimpleAssignmentOperation)context.Operation;
                if (assignment.Target is not IPropertyReferenceOperation { Property: { Name: "Dimensions" } property })
                    return;
                Volatile.Write(ref isSized, 1);
                if (s_options.Any(type => compilation.Symbols.Is(property.ContainingType, type))
                    && assignment.Value.ConstantValue is not { HasValue: true, Value: null })
                    sizes.Add((context.ContainingSymbol, assignment.Syntax.GetLocation()));
            },
            OperationKind.SimpleAssignment);
        start.RegisterSymbolAction(
            context =>
            {
                foreach (var mark in context.Symbol.GetAttributes().Where(it => compilation.Symbols.Is(it.AttributeClass, Field)))
                {
                    if (mark.ConstructorArguments is [{ Value: int size }, ..] && mark.ApplicationSyntaxReference is { } syntax
                        && !IsOwnVector(context.Symbol, size, context.CancellationToken))
                        fields.Add((context.Symbol, syntax.GetSyntax(context.CancellationToken).GetLocation(), size));
                }
            },
            SymbolKind.Property);
        start.RegisterCompilationEndAction(end =>
        {
            if (models.Count != 1)
                return;
            if (models.ContainsKey(WithoutDimensions))
            {
                foreach (var (owner, place) in sizes)
                {
                    Report(end, owner, compilation, Diagnostic.Create(
                        Rule, place, $"Dimensions are asked of {WithoutDimensions}, which has no such setting",
                        "the service refuses each call", "Leave them out"));
                }
            }

            if (isSized == 1)
                return;
            var (model, expected) = (models.Keys.First(), s_sizes[models.Keys.First()]);
            foreach (var (field, place, size) in fields.Where(it => it.Size != expected))
            {
                var text = expected.ToString(CultureInfo.InvariantCulture);
                Report(end, field, compilation, Diagnostic.Create(
                    Rule, place, ImmutableDictionary<string, string?>.Empty.Add(SizeProperty, text),
                    $"'{field.Name}' holds {size.ToString(CultureInfo.InvariantCulture)} numbers, but a vector of {model} has {text}",
                    "every insert fails", $"Write {text}, or set Dimensions on the model"));
            }
        });
    }

    /// <summary>Whether the declaration writes out a vector of that size, as for a store that wants one and nobody searches.</summary>
    private static bool IsOwnVector(ISymbol field, int size, CancellationToken cancellationToken) =>
        field.DeclaringSyntaxReferences.Any(declaration =>
            declaration.GetSyntax(cancellationToken) is PropertyDeclarationSyntax { Initializer.Value: var value }
            && value.DescendantNodesAndSelf().Any(node => node switch
            {
                CollectionExpressionSyntax list => list.Elements.Count == size,
                InitializerExpressionSyntax list => list.Expressions.Count == size,
                _ => false,
            }));
}
