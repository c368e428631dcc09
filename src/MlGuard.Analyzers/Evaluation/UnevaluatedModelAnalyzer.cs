using Microsoft.CodeAnalysis.Text;
using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Evaluation;

/// <summary>MLG3006: a model that is trained and saved, and that nobody has measured on the way.</summary>
/// <remarks>The body itself, the helpers that it calls, and those who call it may measure.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnevaluatedModelAnalyzer()
    : MlGuardAnalyzer(RuleIds.UnevaluatedModel, [MlNet.Framework], scope: RuleScope.NotInTests | RuleScope.NotInModelBuilderCode)
{
    private const int MaximumVisits = 200;

    /// <summary>Through how many values and helpers the model is followed to where it is fitted.</summary>
    private const int MaximumHelpers = 20;

    private static readonly OncePerBody<bool> s_isMeasured = new((body, compilation, _) =>
        body.OfType<IInvocationOperation>() is var calls
        && (calls.Any(call => Measures(call.TargetMethod, compilation.Symbols))
            || (calls.FirstOrDefault() is { } any && HandMeasures.AreTaken.Of(any, compilation))
            || IsWatched(body)));

    /// <summary>Whether the body names a label, as those do that learn from one.</summary>
    private static readonly OncePerBody<bool> s_namesLabel = new((body, compilation, _) => body.OfType<IInvocationOperation>().Any(call =>
        compilation.Symbols.IsOrInherits(call.Type, MlNetTypes.IEstimator)
        && call.Arguments.Any(argument => argument.Parameter is { } parameter
            && (parameter.Name == "labelColumnName" || (parameter.Name == "options" && HaveLabel(parameter.Type))))));

    /// <summary>By model, where the body saves it first: each is reported once.</summary>
    private static readonly OncePerBody<Dictionary<SymbolPath, TextSpan>> s_firstSaves =
        new((body, compilation, _) => FirstSaves(body, compilation.Symbols));

    private static readonly ImmutableHashSet<string> s_measuring = [
        "PermutationFeatureImportance", "Execute", "ExecuteAsync", "Run", "RunAsync"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(operation => Check(operation, compilation), OperationKind.Invocation);

    private void Check(OperationAnalysisContext context, MlCompilation compilation)
    {
        var save = (IInvocationOperation)context.Operation;
        if (!compilation.Symbols.Plays(save.TargetMethod, Role.SaveModel)
            || FitsOf(save, compilation, context.CancellationToken)
                .Where(fit => FitsTrainer(fit, compilation, context.CancellationToken)).ToList()
                is not { Count: > 0 } fits
            || !IsFirstSave(save, compilation)
            || fits.Append(save).Any(call => s_isMeasured.Of(call, compilation))
            || IsMeasuredOnTheWay(OwnersOf(save, context.ContainingSymbol), compilation, context.CancellationToken))
            return;

        Report(context, compilation, Diagnostic.Create(Rule, Bodies.NameOf(save).GetLocation()));
    }

    /// <summary>The calls that fitted the saved model: in the same body, or where the type fills the field that keeps it.</summary>
    private static IEnumerable<IInvocationOperation> FitsOf(
        IInvocationOperation save, MlCompilation compilation, CancellationToken cancellationToken)
    {
        if (save.Arguments.Argument("model") is not { } model)
            return [];

        var origin = LocalValues.Origin(model.Value);
        var values = KeeperOf(origin) is { } keeper
            ? compilation.Pipelines.ValuesGivenTo(keeper, cancellationToken).Select(LocalValues.Origin)
            : [origin];
        return values.SelectMany(value => FitsBehind(value, compilation, cancellationToken));
    }

    /// <summary>
    /// The fit that gives the value: in this body, in the helper of the program that is asked for the model, or where a caller hands it
    /// over.
    /// </summary>
    private static List<IInvocationOperation> FitsBehind(
        IOperation value, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var fits = new List<IInvocationOperation>();
        var pending = new Queue<IOperation>([value]);
        for (var visits = 0; pending.Count > 0 && visits < MaximumHelpers; visits++)
        {
            var current = LocalValues.Origin(pending.Dequeue());
            if (current is IInvocationOperation call && compilation.Symbols.Plays(call.TargetMethod, Role.Fit))
                fits.Add(call);
            foreach (var next in GivenBy(current, compilation, cancellationToken))
                pending.Enqueue(next);
        }

        return fits;
    }

    /// <summary>The values that a choice is one of, that a helper of the program returns, or that the callers give a parameter.</summary>
    private static IEnumerable<IOperation> GivenBy(IOperation value, MlCompilation compilation, CancellationToken cancellationToken) =>
        value switch
        {
            IConditionalOperation { WhenFalse: { } other } choice => [choice.WhenTrue, other],
            ISwitchExpressionOperation choice => choice.Arms.Select(arm => arm.Value),
            IInvocationOperation { TargetMethod: var helper } when compilation.Symbols.IsDeclaredHere(helper) =>
                compilation.Pipelines.BodyOf(helper, cancellationToken) is { } body
                    ? Bodies.Own(body).OfType<IReturnOperation>().Select(it => it.ReturnedValue).OfType<IOperation>()
                    : [],
            IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol helper } parameter } given
                when LocalValues.Around(given).IsStable(parameter) =>
                    compilation.Calls.CallersOf(CallPaths.NodeOf(helper), cancellationToken).Select(edge => edge.Site)
                        .OfType<IInvocationOperation>().Select(call => call.ArgumentFor(parameter.Ordinal)?.Value).OfType<IOperation>(),
            _ => [],
        };

    /// <summary>The field or property of the own type that <paramref name="model"/> is read from.</summary>
    private static ISymbol? KeeperOf(IOperation model) => model switch
    {
        IMemberReferenceOperation { Instance: IInstanceReferenceOperation or null, Member: IFieldSymbol or IPropertySymbol } reference =>
            reference.Member,
        _ => null,
    };

    /// <summary>
    /// Whose bodies and callers may measure: the one that saves and, when a field keeps the model, every member of the type.
    /// </summary>
    private static IEnumerable<ISymbol> OwnersOf(IInvocationOperation save, ISymbol owner) =>
        save.Arguments.Argument("model") is { } model && KeeperOf(LocalValues.Origin(model.Value)) is { ContainingType: { } type }
            ? type.GetMembers().OfType<IMethodSymbol>().Select(CallPaths.OwnerOf)
            : [CallPaths.OwnerOf(owner)];

    /// <summary>Whether a supervised trainer is fitted, or what comes from elsewhere beside one.</summary>
    private static bool FitsTrainer(IInvocationOperation fit, MlCompilation compilation, CancellationToken cancellationToken) =>
        !compilation.Pipelines.OnlyPrepares(fit, cancellationToken) && s_namesLabel.Of(fit, compilation, cancellationToken);

    /// <summary>Whether options of a trainer name its label.</summary>
    private static bool HaveLabel(ITypeSymbol options)
    {
        for (var current = options; current is not null; current = current.BaseType)
        {
            if (!current.GetMembers("LabelColumnName").IsEmpty)
                return true;
        }

        return false;
    }

    /// <summary>Whether a trainer that is given rows to watch tells the program how it does on them.</summary>
    private static bool IsWatched(IEnumerable<IOperation> body)
    {
        var set = body.OfType<ISimpleAssignmentOperation>()
            .Where(assignment => assignment.Value.ConstantValue is not { HasValue: true, Value: null })
            .Select(assignment => assignment.Target).OfType<IMemberReferenceOperation>()
            .Where(target => target.Member.ContainingType.Name == "Options")
            .Select(target => target.Member.Name).ToImmutableHashSet(StringComparer.Ordinal);
        return set.Contains("ValidationSet") && set.Contains("MetricsCallback");
    }

    private static bool IsFirstSave(IInvocationOperation save, MlCompilation compilation) =>
        SavedBy(save) is not { } model || s_firstSaves.Of(save, compilation)[model] == save.Syntax.Span;

    private static Dictionary<SymbolPath, TextSpan> FirstSaves(IEnumerable<IOperation> body, MlSymbols symbols)
    {
        var first = new Dictionary<SymbolPath, TextSpan>();
        foreach (var save in body.OfType<IInvocationOperation>().Where(call => symbols.Plays(call.TargetMethod, Role.SaveModel)))
        {
            if (SavedBy(save) is { } model && !first.ContainsKey(model))
                first.Add(model, save.Syntax.Span);
        }

        return first;
    }

    private static SymbolPath? SavedBy(IInvocationOperation save) => SymbolPath.Of(save.Arguments.Argument("model")?.Value);

    private static bool Measures(IMethodSymbol method, MlSymbols symbols) =>
        symbols.RoleOf(method) is Role.Evaluate or Role.CrossValidate
        || (s_measuring.Contains(method.Name)
            && method.ContainingAssembly?.Name.StartsWith("Microsoft.ML", StringComparison.Ordinal) == true);

    /// <summary>Whether a helper of the body, or a caller of it or one of theirs, measures.</summary>
    private static bool IsMeasuredOnTheWay(IEnumerable<ISymbol> owners, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var pending = new Queue<(ISymbol Code, bool IsCaller)>(owners.Select(owner => (owner, true)));
        while (pending.Count > 0 && seen.Count < MaximumVisits)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (code, isCaller) = pending.Dequeue();
            if (!seen.Add(code))
                continue;
            foreach (var body in compilation.Calls.BodiesOf(CallPaths.OwnerOf(code), cancellationToken))
            {
                if (body.ForeignSites.FirstOrDefault() is { } any && s_isMeasured.Of(any, compilation, cancellationToken))
                    return true;
                foreach (var edge in body.Edges)
                    pending.Enqueue((CallPaths.OwnerOf(edge.Callee), false));
            }

            if (isCaller)
            {
                foreach (var edge in compilation.Calls.CallersOf(code, cancellationToken))
                    pending.Enqueue((CallPaths.OwnerOf(edge.Caller), true));
            }
        }

        return seen.Count >= MaximumVisits;
    }
}
