using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>
/// Checks that what prepared the rows of a model goes with it: once where it learns, and again where it is saved or asked.
/// </summary>
/// <param name="report">Takes what is found.</param>
internal sealed class PreparationChecker(Action<PipelineFinding> report)
{
    private readonly List<(IInvocationOperation Call, Value.Model Model)> _saves = [];
    private readonly List<(IInvocationOperation Call, Value.Model Model)> _engines = [];
    private readonly HashSet<IOperation> _kept = [];
    private readonly HashSet<ITypeSymbol> _readBack = new(SymbolEqualityComparer.Default);
    private readonly List<Pipeline> _fitted = [];
    private readonly List<Pipeline> _saved = [];
    private readonly Dictionary<SyntaxNode, bool> _preparing = new();

    /// <summary>The calls of <c>Fit</c> after which nothing has learnt to predict.</summary>
    public ImmutableHashSet<SyntaxNode> Preparing => [.. _preparing.Where(fit => fit.Value).Select(fit => fit.Key)];

    public ImmutableArray<Pipeline> AllFitted => [.. _fitted];

    public ImmutableArray<Pipeline> AllSaved => [.. _saved];

    public void Fitted(IInvocationOperation call, Pipeline pipeline, Value.Data? data)
    {
        _fitted.Add(pipeline);
        _preparing[call.Syntax] = !pipeline.MayPredict && (!_preparing.TryGetValue(call.Syntax, out var known) || known);
        var twice = data?.Fittings.SelectMany(fitting => fitting.Steps)
            .FirstOrDefault(step => IsInPlace(step) && pipeline.Steps.Any(other => other.Call.Syntax == step.Call.Syntax));
        if (twice is not null && call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name is "input" or "data") is { } rows)
            report(new PipelineFinding(RuleIds.TwicePrepared, PipelineRules.PlaceOf(rows.Value), [twice.Row.Method]));
    }

    public void Saved(IInvocationOperation call, Value? model)
    {
        _saved.Add((model as Value.Model)?.Pipeline ?? Pipeline.Unknown);
        if (model is not Value.Model saved)
            return;
        _saves.Add((call, saved));
        Keep(saved);
    }

    public void Engine(IInvocationOperation call, Value.Model model) => _engines.Add((call, model));

    /// <summary>Rows of a class are read from prepared data: who asks an engine of that class may ask it with such rows.</summary>
    public void ReadBack(IInvocationOperation call, Value.Data data)
    {
        if (!data.Fittings.IsEmpty && call.TargetMethod.TypeArguments is [{ } row])
            _readBack.Add(row);
    }

    /// <summary>A value is handed to code that is not followed, which may save it or put it together with others.</summary>
    public void LeavesSight(Value? value)
    {
        if (value is Value.Model model)
            Keep(model);
        if (value is Value.Tuple tuple)
        {
            foreach (var element in tuple.Elements)
                LeavesSight(element);
        }
    }

    /// <summary>Judges, when all of the body is read.</summary>
    public void Finish()
    {
        foreach (var (call, model) in _saves)
        {
            if (Lost(model) is { } fitting && !_kept.Contains(fitting.Call))
                Report(call, fitting, "is saved", "needs it whenever it is loaded");
        }

        foreach (var (call, model) in _engines)
        {
            if (Lost(model) is { } fitting && call.TargetMethod.TypeArguments is [{ } row, ..] && !_readBack.Contains(row)
                && SymbolEqualityComparer.Default.Equals(fitting.Rows.RowType, row))
                Report(call, fitting, "is asked", "takes the raw rows of this engine for prepared ones");
        }
    }

    private void Report(IInvocationOperation call, Fitting preparation, string what, string consequence) =>
        report(new PipelineFinding(
            RuleIds.LostPreparation, PipelineRules.PlaceOf(call), [preparation.Preparation!.Row.Method, what, consequence]));

    private void Keep(Value.Model model)
    {
        if (model.Fitting is { } fitting)
            _kept.Add(fitting.Call);
    }

    /// <summary>What prepared the rows that the model learnt from and is no part of it.</summary>
    private static Fitting? Lost(Value.Model model) => model.PreparedBy.FirstOrDefault(fitting =>
        !fitting.Steps.Any(step => model.Pipeline.Steps.Any(own => own.Call.Syntax == step.Call.Syntax)));

    /// <summary>Whether the step replaces the column that it reads, so that to run it again is to run it on its own output.</summary>
    private static bool IsInPlace(Step step) => step.Pairs?.Any(pair =>
        pair.Output.Name is { } name && pair.Inputs?.Any(input => input.Name == name) == true) == true;
}
