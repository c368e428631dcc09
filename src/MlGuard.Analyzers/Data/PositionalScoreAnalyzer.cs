using System.Collections.Concurrent;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Data;

/// <summary>MLG1043: the scores of classes are matched by position to names that the code writes out.</summary>
/// <remarks>
/// <c>MapValueToKey</c> numbers the labels as they appear in the data, unless it is told otherwise; run against Microsoft.ML 5.0.1. Silent
/// in programs that say an order of keys themselves.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PositionalScoreAnalyzer()
    : MlGuardAnalyzer(RuleIds.PositionalScore, [MlNet.Framework], RuleScope.NotInTests, WellKnownDiagnosticTags.CompilationEnd)
{
    private const string Score = "Score";

    private static readonly OncePerBody<ImmutableHashSet<ISymbol>> s_positions = new(PositionsIn);

    private static readonly ImmutableHashSet<string> s_ordering = ["keyOrdinality", "keyData", "treatValuesAsKeyType"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var mentionsScores = new Lazy<bool>(() => compilation.Calls.MayMention([Score], CancellationToken.None));
        var symbols = compilation.Symbols;
        var found = new ConcurrentBag<(ISymbol Owner, Location Place, string Names)>();
        var isOrdered = 0;
        start.RegisterOperationAction(
            context =>
            {
                var argument = (IArgumentOperation)context.Operation;
                if (argument.Parameter is { Name: var name } && s_ordering.Contains(name) && argument.IsWritten())
                    Volatile.Write(ref isOrdered, 1);
            },
            OperationKind.Argument);
        start.RegisterSymbolAction(
            context =>
            {
                if (RowClass.Attribute(context.Symbol, MlNetTypes.KeyTypeAttribute, symbols) is not null)
                    Volatile.Write(ref isOrdered, 1);
            },
            SymbolKind.Field, SymbolKind.Property);
        start.RegisterOperationAction(
            context =>
            {
                if (mentionsScores.Value && NamesMatchedAt(context.Operation, compilation) is { } names)
                    found.Add((context.ContainingSymbol, context.Operation.Syntax.GetLocation(), names));
            },
            OperationKind.ArrayElementReference, OperationKind.PropertyReference, OperationKind.Conversion, OperationKind.Invocation);
        start.RegisterCompilationEndAction(end =>
        {
            if (isOrdered == 1)
                return;
            foreach (var (owner, place, names) in found)
                Report(end, owner, compilation, Diagnostic.Create(Rule, place, names));
        });
    }

    /// <summary>What the names are called that an operation takes for a position of the scores; null for any other operation.</summary>
    private static string? NamesMatchedAt(IOperation operation, MlCompilation compilation) => operation switch
    {
        IArrayElementReferenceOperation { Indices: [var index] } element when IsPosition(index, compilation) =>
            WrittenOut(element.ArrayReference),
        IArrayElementReferenceOperation { Indices: [var index] } element when IsScores(element.ArrayReference, compilation.Symbols) =>
            SearchedFor(index),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } names, Arguments: [{ Value: var index }] }
            when IsPosition(index, compilation) => WrittenOut(names),
        IConversionOperation { Type: { TypeKind: TypeKind.Enum, Name: var name }, Operand: var index }
            when IsPosition(index, compilation) => name,
        IInvocationOperation { TargetMethod: { Name: "Zip", ContainingType.Name: "Enumerable" } } zip => Zipped(zip, compilation.Symbols),
        _ => null,
    };

    /// <summary>What the names are called in which a position was searched for; null where it comes from elsewhere.</summary>
    private static string? SearchedFor(IOperation index) =>
        LocalValues.Origin(index) is IInvocationOperation { TargetMethod.Name: "IndexOf" or "FindIndex" } search
        && (search.Instance ?? search.Arguments.FirstOrDefault()?.Value) is { } names
            ? WrittenOut(names)
            : null;

    private static string? Zipped(IInvocationOperation zip, MlSymbols symbols)
    {
        var pair = zip.Arguments.Take(2).Select(argument => argument.Value).ToList();
        if (pair.Count < 2)
            return null;
        if (IsScores(pair[0], symbols))
            return WrittenOut(pair[1]);
        return IsScores(pair[1], symbols) ? WrittenOut(pair[0]) : null;
    }

    /// <summary>Whether the value is where a score stands among the scores.</summary>
    private static bool IsPosition(IOperation index, MlCompilation compilation)
    {
        if (index is not (ILocalReferenceOperation or IParameterReferenceOperation))
            return false;
        return LocalValues.Origin(index) switch
        {
            IInvocationOperation { TargetMethod.Name: "IndexOf" or "FindIndex" } search =>
                search.Arguments.Select(argument => argument.Value).Append(search.Instance)
                    .Any(list => IsScores(list, compilation.Symbols)),
            _ => LocalValues.VariableOf(index) is { } variable
                && (CountsScores(variable, index, compilation.Symbols) || Indexes(variable, index, compilation)),
        };
    }

    /// <summary>Whether it is the second parameter of a lambda that runs over the scores.</summary>
    private static bool CountsScores(ISymbol variable, IOperation use, MlSymbols symbols)
    {
        if (variable is not IParameterSymbol { Ordinal: 1 })
            return false;
        for (IOperation? around = use; around is not null; around = around.Parent)
        {
            if (around is IAnonymousFunctionOperation lambda && lambda.Symbol.Parameters.Contains(variable, SymbolEqualityComparer.Default))
                return Bodies.Outermost(lambda.Parent as IDelegateCreationOperation ?? (IOperation)lambda).Parent
                    is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Select" } call }
                    && call.Arguments.FirstOrDefault() is { Value: var list } && IsScores(list, symbols);
        }

        return false;
    }

    /// <summary>Whether the scores are read at the same variable in the body around.</summary>
    private static bool Indexes(ISymbol variable, IOperation use, MlCompilation compilation) =>
        s_positions.Of(use, compilation).Contains(variable);

    /// <summary>The variables that scores are read at.</summary>
    private static ImmutableHashSet<ISymbol> PositionsIn(
        IEnumerable<IOperation> body, MlCompilation compilation, CancellationToken cancellationToken) =>
        body.OfType<IArrayElementReferenceOperation>()
            .Where(element => element.Indices.Length == 1 && IsScores(element.ArrayReference, compilation.Symbols))
            .Select(element => LocalValues.VariableOf(element.Indices[0])).OfType<ISymbol>()
            .ToImmutableHashSet<ISymbol>(SymbolEqualityComparer.Default);

    private static bool IsScores(IOperation? list, MlSymbols symbols) => list is not null && LocalValues.Origin(list) switch
    {
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member => IsScoreColumn(member.Member, symbols),
        IInvocationOperation { TargetMethod: { Name: "ToList" or "ToArray" or "AsEnumerable", ContainingType.Name: "Enumerable" } } copy =>
            IsScores(copy.Arguments.FirstOrDefault()?.Value, symbols),
        _ => false,
    };

    /// <summary>Whether the member is filled with the scores of classes; the distances to clusters have an order of their own.</summary>
    private static bool IsScoreColumn(ISymbol member, MlSymbols symbols) =>
        RowClass.ValueTypeOf(member) is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Single }
        && RowClass.NameOf(member, symbols) == Score
        && member.Name.IndexOf("Distance", StringComparison.Ordinal) < 0
        && !member.ContainingType.GetMembers().Any(other => other.Name.IndexOf("Cluster", StringComparison.Ordinal) >= 0);

    /// <summary>What a list is called whose texts the code writes out, or that holds the members of an enum.</summary>
    private static string? WrittenOut(IOperation names)
    {
        var origin = LocalValues.Origin(names);
        if (origin is IMemberReferenceOperation member && FixedMembers.ValueOf(member.Member, member) is { } value)
            origin = value;
        var isWrittenOut = origin is IInvocationOperation { TargetMethod: { Name: "GetNames" or "GetValues", ContainingType.Name: "Enum" } }
            || (Constants.Elements(origin) is { Length: > 1 } elements
                && elements.All(element => element?.ConstantValue is { HasValue: true, Value: string }));
        return isWrittenOut ? NameOf(names) : null;
    }

    private static string NameOf(IOperation names) => names switch
    {
        IConversionOperation conversion => NameOf(conversion.Operand),
        IMemberReferenceOperation member => member.Member.Name,
        _ => LocalValues.VariableOf(names)?.Name ?? names.Syntax.ToString(),
    };
}
