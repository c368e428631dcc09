using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Evaluation;

/// <summary>MLG3011: the model of the first fold, or of another fixed one, is saved or asked as if it were the best.</summary>
/// <remarks>dotnet/machinelearning#5432: the folds come in the order of the rows, not of their quality.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ArbitraryFoldAnalyzer() : MlGuardAnalyzer(
    RuleIds.ArbitraryFold, [MlNet.Framework], scope: RuleScope.NotInTests | RuleScope.NotInModelBuilderCode)
{
    private const int MaximumSteps = 16;

    private static readonly ImmutableDictionary<string, string> s_picks = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["First"] = "first", ["FirstOrDefault"] = "first", ["Last"] = "last", ["LastOrDefault"] = "last", ["ElementAt"] = "there",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    private static readonly ImmutableHashSet<string> s_keeping = ["Select", "ToList", "ToArray", "AsEnumerable", "Cast"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(
            operation => Check(operation, compilation.Symbols, compilation),
            OperationKind.FieldReference, OperationKind.PropertyReference, OperationKind.Invocation);

    private void Check(OperationAnalysisContext context, MlSymbols symbols, MlCompilation compilation)
    {
        if (PickOf(context.Operation, symbols) is not { } pick || !IsKept(context.Operation, symbols))
            return;

        Report(context, compilation, Diagnostic.Create(Rule, context.Operation.Syntax.GetLocation(), pick));
    }

    /// <summary>
    /// In words which fold's model the operation takes: <c>folds[0].Model</c>, <c>folds.Select(f =&gt; f.Model).First()</c>.
    /// </summary>
    private static string? PickOf(IOperation operation, MlSymbols symbols) => operation switch
    {
        IMemberReferenceOperation { Member: { Name: "Model", ContainingAssembly.Name: "Microsoft.ML.Data" }, Instance: { } fold } =>
            PickIn(fold, symbols),
        IInvocationOperation call when symbols.IsOrInherits(call.Type, "Microsoft.ML.ITransformer") => PickIn(call, symbols),
        _ => null,
    };

    private static string? PickIn(IOperation fold, MlSymbols symbols)
    {
        var (pick, folds) = LocalValues.Origin(fold) switch
        {
            IInvocationOperation call when s_picks.TryGetValue(call.TargetMethod.Name, out var place) && call.Arguments.Length == 1
                || call.TargetMethod.Name == "ElementAt" && s_picks.TryGetValue("ElementAt", out place)
                    => (place, FluentChain.ReceiverOf(call)),
            IPropertyReferenceOperation { Property.IsIndexer: true,
                Arguments: [{ Value.ConstantValue.HasValue: true }], Instance: { } list } =>
                ("there", list),
            IArrayElementReferenceOperation { Indices: [{ ConstantValue.HasValue: true }] } element => ("there", element.ArrayReference),
            _ => (null, null),
        };
        return pick is not null && folds is not null && AreFolds(folds, symbols) ? pick : null;
    }

    /// <summary>Whether the collection is what a cross-validation gives, in its order.</summary>
    private static bool AreFolds(IOperation folds, MlSymbols symbols)
    {
        for (var step = 0; step < MaximumSteps; step++)
        {
            if (LocalValues.Origin(folds) is not IInvocationOperation call)
                return false;
            if (symbols.Plays(call.TargetMethod, Role.CrossValidate))
                return true;
            if (!s_keeping.Contains(call.TargetMethod.Name) || FluentChain.ReceiverOf(call) is not { } receiver)
                return false;
            folds = receiver;
        }

        return false;
    }

    /// <summary>Whether the model is saved, asked, returned or kept in a member.</summary>
    private static bool IsKept(IOperation model, MlSymbols symbols) => Sink.Of(model).Any(sink => sink.User switch
    {
        IArgumentOperation { Parent: IInvocationOperation call } =>
            symbols.RoleOf(call.TargetMethod) is Role.SaveModel or Role.CreateEngine,
        IReturnOperation => Bodies.FunctionAround(model) is not IAnonymousFunctionOperation,
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation } => true,
        _ => false,
    });
}
