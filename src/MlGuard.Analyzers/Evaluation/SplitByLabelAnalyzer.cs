using MlGuard.Analyzers.Flow.Values;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Evaluation;

/// <summary>
/// MLG3003: a split by the label. A sampling key keeps rows of one value together, so whole classes go to one side: it is no
/// stratification.
/// </summary>
/// <remarks>
/// dotnet/machinelearning#5563 and #5567. Run against Microsoft.ML 5.0.1: of a binary label the test set had 0 rows, of one with three
/// classes too.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SplitByLabelAnalyzer() : MlGuardAnalyzer(RuleIds.SplitByLabel, [MlNet.Framework])
{
    private const string DefaultLabel = "Label";

    /// <summary>The labels that the trainers and evaluations of the body name; without one, the name that they all take.</summary>
    private static readonly OncePerBody<HashSet<string>> s_labels = new((body, _, _) => LabelsIn(body));

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(operation => Check(operation, compilation), OperationKind.Invocation);

    private void Check(OperationAnalysisContext context, MlCompilation compilation)
    {
        var split = (IInvocationOperation)context.Operation;
        if (compilation.Symbols.RoleOf(split.TargetMethod) is not (Role.Split or Role.CrossValidate)
            || split.Arguments.Argument("samplingKeyColumnName") is not { } key
            || !key.IsWritten() || Constants.Text(key.Value) is not { } name || !s_labels.Of(split, compilation).Contains(name))
            return;

        Report(context, compilation, Diagnostic.Create(Rule, key.Value.Syntax.GetLocation(), name));
    }

    private static HashSet<string> LabelsIn(IEnumerable<IOperation> body)
    {
        var named = body.OfType<IInvocationOperation>()
            .Select(call => call.Arguments.Argument("labelColumnName")).OfType<IArgumentOperation>()
            .Select(argument => Constants.Text(argument.Value)).OfType<string>();
        var labels = new HashSet<string>(named, StringComparer.Ordinal);
        if (labels.Count == 0)
            labels.Add(DefaultLabel);
        return labels;
    }
}
