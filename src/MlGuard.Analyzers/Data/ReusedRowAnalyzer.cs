using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Data;

/// <summary>MLG1006: rows read with <c>reuseRowObject: true</c>, so that all are one object, and kept.</summary>
/// <remarks>dotnet/machinelearning#2723; three public repositories. Run against Microsoft.ML 5.0.1: a list of 600 rows holds one object 600
/// times.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReusedRowAnalyzer() : MlGuardAnalyzer(RuleIds.ReusedRow, [MlNet.Framework])
{
    private const string Linq = "System.Linq.Enumerable";

    private static readonly ImmutableHashSet<string> s_keeping =
    [
        "ToList", "ToArray", "ToDictionary", "ToLookup", "ToHashSet", "OrderBy", "OrderByDescending", "Order", "OrderDescending",
        "GroupBy", "Reverse", "Distinct", "TakeLast",
    ];

    /// <summary>Give the same objects on, perhaps fewer.</summary>
    private static readonly ImmutableHashSet<string> s_passing = [
        "Where", "Take", "Skip", "TakeWhile", "SkipWhile", "Concat", "AsEnumerable", "Cast", "OfType"];

    private static readonly ImmutableHashSet<string> s_adding = [
        "Add", "AddRange", "Insert", "InsertRange", "Enqueue", "Push", "AddLast", "AddFirst"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(operation => Check(operation, compilation), OperationKind.Invocation);

    private void Check(OperationAnalysisContext context, MlCompilation compilation)
    {
        var symbols = compilation.Symbols;
        var rows = (IInvocationOperation)context.Operation;
        if (rows.TargetMethod.Name != "CreateEnumerable" || !symbols.Is(rows.TargetMethod.ContainingType, MlNetTypes.DataOperationsCatalog)
            || rows.Arguments.Argument("reuseRowObject") is not { Value: { ConstantValue: { HasValue: true, Value: true } } reuse }
            || !IsKept(rows, symbols))
            return;

        Report(context, compilation, Diagnostic.Create(Rule, reuse.Syntax.GetLocation()));
    }

    private static bool IsKept(IOperation rows, MlSymbols symbols) =>
        Sink.Walk(rows, sink => PassedOn(sink, symbols)).Any(sink => sink.User switch
    {
        IArgumentOperation { Parent: IInvocationOperation call } =>
            IsLinq(call, symbols) ? s_keeping.Contains(call.TargetMethod.Name) : Adds(call),
        IArgumentOperation { Parent: IObjectCreationOperation { Type: { } type } } =>
            type.AllInterfaces.Any(contract => contract.Name == "ICollection"),
        IForEachLoopOperation loop => loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol: var item } && AddsItem(loop, item),
        _ => false,
    });

    private static IEnumerable<Sink> PassedOn(Sink sink, MlSymbols symbols) =>
        sink.User is IArgumentOperation { Parent: IInvocationOperation call }
            && IsLinq(call, symbols)
            && s_passing.Contains(call.TargetMethod.Name)
            ? Sink.Of(call)
            : [];

    private static bool IsLinq(IInvocationOperation call, MlSymbols symbols) => symbols.Is(call.TargetMethod.ContainingType, Linq);

    private static bool Adds(IInvocationOperation call) => call.Instance is not null && s_adding.Contains(call.TargetMethod.Name);

    private static bool AddsItem(IForEachLoopOperation loop, ILocalSymbol item) =>
        loop.Body.Descendants().OfType<IInvocationOperation>().Any(call =>
        Adds(call)
            && call.Arguments.Any(argument =>
                LocalValues.VariableOf(argument.Value) is { } variable && SymbolEqualityComparer.Default.Equals(variable, item)));
}
