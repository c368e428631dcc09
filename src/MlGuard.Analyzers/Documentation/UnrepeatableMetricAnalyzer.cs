using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Pipelines;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Documentation;

/// <summary>MLG8011: a test wants an exact value of a metric, and the model that it fits is another one in every run.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnrepeatableMetricAnalyzer() : MlGuardAnalyzer(RuleIds.UnrepeatableMetric, scope: RuleScope.OnlyInTestProjects)
{
    /// <summary>Why the model that the test fits itself may differ; null when it fits none in its own body.</summary>
    private static readonly OncePerBody<string?> s_doubt = new((body, compilation, _) => DoubtIn(body, compilation));

    /// <summary>From this many decimals on, xUnit's <c>precision</c> is tight.</summary>
    private const int TightDecimals = 3;

    /// <summary>Below this distance a <c>tolerance</c> or <c>delta</c> is tight.</summary>
    private const double TightDistance = 0.01;

    private static readonly ImmutableHashSet<string> s_exact = ["Equal", "AreEqual", "StrictEqual"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        start.RegisterOperationAction(
            context =>
            {
                var assertion = (IInvocationOperation)context.Operation;
                if (compilation.Symbols.Plays(assertion.TargetMethod, Role.Assert)
                    && ExactMetric(assertion) is { } metric
                    && s_doubt.Of(metric, compilation) is { } doubt)
                    Report(
                        context, compilation, Diagnostic.Create(Rule, Bodies.NameOf(assertion).GetLocation(), metric.Property.Name, doubt));
            },
            OperationKind.Invocation);
    }

    /// <summary>The metric that <paramref name="assertion"/> compares with a constant, without room for more than rounding.</summary>
    private static IPropertyReferenceOperation? ExactMetric(IInvocationOperation assertion)
    {
        ImmutableArray<IOperation> values =
            [.. assertion.Arguments.Where(argument => argument.IsWritten()).OrderBy(argument => argument.Parameter?.Ordinal)
                .Select(argument => argument.Value)];
        if (assertion.TargetMethod.Name == "That")
            return values is [var actual, var constraint] && IsExactConstraint(constraint) ? MetricOf(actual) : null;
        if (!s_exact.Contains(assertion.TargetMethod.Name) || values.Length is < 2 or > 3 || (values.Length == 3 && !IsTight(values[2])))
            return null;
        if (IsConstant(values[0]))
            return MetricOf(values[1]);
        return IsConstant(values[1]) ? MetricOf(values[0]) : null;
    }

    /// <summary>NUnit's <c>Is.EqualTo(0.9)</c>; what follows, such as <c>Within</c>, makes another expression of it.</summary>
    private static bool IsExactConstraint(IOperation constraint) =>
        LocalValues.Origin(constraint) is IInvocationOperation { TargetMethod.Name: "EqualTo" } call
        && call.Arguments is [var expected]
        && IsConstant(expected.Value);

    private static bool IsTight(IOperation room) => LocalValues.Origin(room).ConstantValue switch
    {
        { HasValue: true, Value: int decimals } => decimals >= TightDecimals,
        { HasValue: true, Value: double distance } => distance < TightDistance,
        { HasValue: true, Value: float distance } => distance < TightDistance,
        _ => false,
    };

    private static bool IsConstant(IOperation value) =>
        LocalValues.Origin(value).ConstantValue is { HasValue: true, Value: double or float or int };

    private static IPropertyReferenceOperation? MetricOf(IOperation value) =>
        LocalValues.Origin(value) is IPropertyReferenceOperation { Property.ContainingType: { } type } metric
        && type.Name.EndsWith("Metrics", StringComparison.Ordinal) && type.ContainingNamespace.ToDisplayString() == "Microsoft.ML.Data"
            ? metric
            : null;

    private static string? DoubtIn(IEnumerable<IOperation> body, MlCompilation compilation)
    {
        var calls = body.OfType<IInvocationOperation>().ToList();
        return calls.Any(call => compilation.Symbols.Plays(call.TargetMethod, Role.Fit))
            ? calls.Select(call => Repeatability.DoubtOf(call, compilation.Pipelines)).FirstOrDefault(doubt => doubt is not null)
            : null;
    }
}
