using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>Reads from a call which columns the step that it makes reads and makes.</summary>
/// <param name="symbols">The compilation's types.</param>
/// <param name="textOf">The text that an argument is known to be, or null.</param>
internal sealed class StepReader(MlSymbols symbols, Func<IOperation, string?> textOf)
{
    private const string Output = "outputColumnName";
    private const string Input = "inputColumnName";
    private const string Label = "labelColumnName";
    private const string Feature = "featureColumnName";
    private const string Weight = "exampleWeightColumnName";

    /// <summary>The defaults of the trainers' options, which a test compares with the real ones.</summary>
    public static ImmutableDictionary<string, string?> OptionDefaults { get; } = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["LabelColumnName"] = "Label",
        ["FeatureColumnName"] = "Features",
        ["ExampleWeightColumnName"] = null,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public Step Read(StepRow row, IInvocationOperation call)
    {
        var step = new Step(StepRefinement.Of(row, call, symbols), call);
        return row.Form switch
        {
            StepForm.OneToOne => step with { Pairs = PairsOf(call), Label = row.WantsLabel is null ? null : Written(call, Label) },
            StepForm.ManyToOne or StepForm.Model => step with { Pairs = ManyOf(call, row.Form) },
            StepForm.Drop or StepForm.Select =>
                step with { Names = call.Arguments.Argument("columnNames") is { } names ? TextsOf(names.Value) : null },
            StepForm.CustomMapping => WithMapping(step, call),
            StepForm.Trainer => WithRoles(step, call),
            StepForm.Calibrator =>
                step with { Label = Written(call, Label), Score = Written(call, "scoreColumnName"), Weight = Written(call, Weight) },
            _ => step,
        };
    }

    private static Step WithMapping(Step step, IInvocationOperation call)
    {
        var hasSchema = call.Arguments.Any(argument =>
            argument.Parameter?.Name is "inputSchemaDefinition" or "outputSchemaDefinition" && argument.IsWritten());
        return hasSchema || call.TargetMethod.TypeArguments is not [{ } source, { } target, ..]
            ? step
            : step with { Source = source, Target = target };
    }

    private Step WithRoles(Step step, IInvocationOperation call)
    {
        if (call.Arguments.Argument("options") is { } options)
            return WithOptions(step, call, options);

        // A model that is trained already needs no label.
        var isPretrained = call.Arguments.Argument("lightGbmModel") is not null;
        return step with
        {
            Label = isPretrained ? null : Written(call, Label),
            Features = FeaturesOf(call),
            Weight = Written(call, Weight),
        };
    }

    private ImmutableArray<NamedColumn> FeaturesOf(IInvocationOperation call)
    {
        if (call.Arguments.Argument(Feature) is { } one)
            return [NameOf(one, call)];
        return call.Arguments.Argument("featureColumnNames") is { } many ? TextsOf(many.Value) ?? [new NamedColumn(null, call)] : [];
    }

    private Step WithOptions(Step step, IInvocationOperation call, IArgumentOperation options)
    {
        if (LocalValues.Origin(options.Value) is not IObjectCreationOperation creation || IsChangedLater(creation))
            return step with { Label = new NamedColumn(null, call), Features = [new NamedColumn(null, call)] };

        NamedColumn? label = null, feature = null, weight = null;
        foreach (var field in OptionDefaults.Keys.Where(field => HasMember(creation.Type, field)))
        {
            var column = OptionOf(creation, field, call);
            switch (field)
            {
                case "LabelColumnName":
                    label = column;
                    break;
                case "FeatureColumnName":
                    feature = column;
                    break;
                default:
                    weight = column;
                    break;
            }
        }

        var hasLabel = step.Row.Task is not (TrainerTask.Clustering or TrainerTask.Anomaly);
        return step with { Label = hasLabel ? label : null, Features = feature is { } it ? [it] : [], Weight = weight };
    }

    private NamedColumn? OptionOf(IObjectCreationOperation creation, string field, IInvocationOperation call)
    {
        foreach (var member in creation.Initializer?.Initializers ?? [])
        {
            if (member is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member.Name: var name } } assignment
                && name == field)
                return IsNull(assignment.Value) ? null : new NamedColumn(textOf(assignment.Value), assignment.Value);
        }

        return OptionDefaults[field] is { } byDefault ? new NamedColumn(byDefault, call) : null;
    }

    private static bool HasMember(ITypeSymbol? type, string name)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(name).Length > 0)
                return true;
        }

        return false;
    }

    /// <summary>Whether the options may get other columns after they were made.</summary>
    internal static bool IsChangedLater(IObjectCreationOperation creation) => BodyIndex.Around(creation).IsChangedLater(creation);

    private ImmutableArray<ColumnPair>? PairsOf(IInvocationOperation call)
    {
        if (call.Arguments.Argument(Output) is { } output)
        {
            var name = NameOf(output, call);
            return [new ColumnPair(name, [InputOr(name, call)])];
        }

        return call.Arguments.Argument("columns") is { } columns
            && Constants.Elements(LocalValues.Origin(columns.Value)) is { } elements
            && elements.All(IsPair)
            ? [.. elements.Select(element => PairOf((IObjectCreationOperation)LocalValues.Origin(element!)))]
            : null;
    }

    private bool IsPair(IOperation? element) =>
        element is not null
        && LocalValues.Origin(element) is IObjectCreationOperation creation
        && symbols.Is(creation.Type, MlNetTypes.InputOutputColumnPair);

    private ColumnPair PairOf(IObjectCreationOperation pair)
    {
        var output = pair.Arguments.Argument(Output)!;
        var name = new NamedColumn(textOf(output.Value), output.Value);
        var input = pair.Arguments.Argument(Input);
        return new ColumnPair(name, [input is null || IsNull(input.Value) ? name : new NamedColumn(textOf(input.Value), input.Value)]);
    }

    private ImmutableArray<NamedColumn>? OutputsOf(IInvocationOperation call)
    {
        if (call.Arguments.Argument(Output) is { } output)
            return [NameOf(output, call)];
        return call.Arguments.Argument("outputColumnNames") is { } several ? TextsOf(several.Value) : null;
    }

    private ImmutableArray<NamedColumn>? InputsOf(IInvocationOperation call, StepForm form, NamedColumn made)
    {
        if (call.Arguments.Argument("inputColumnNames") is { } many && !IsNull(many.Value))
            return TextsOf(many.Value);
        return form == StepForm.Model || call.Arguments.Argument(Input) is not null ? [InputOr(made, call)] : [made];
    }

    private ImmutableArray<ColumnPair>? ManyOf(IInvocationOperation call, StepForm form)
    {
        if (OutputsOf(call) is not { } made)
            return null;

        var inputs = InputsOf(call, form, made[0]);
        // An empty list means the output's own name.
        if (inputs is { IsEmpty: true })
            inputs = [made[0]];
        return [.. made.Select(name => new ColumnPair(name, inputs))];
    }

    private NamedColumn InputOr(NamedColumn output, IInvocationOperation call) =>
        call.Arguments.Argument(Input) is { } input && !IsNull(input.Value) ? NameOf(input, call) : output;

    private NamedColumn? Written(IInvocationOperation call, string parameter) =>
        call.Arguments.Argument(parameter) is { } argument && !IsNull(argument.Value) ? NameOf(argument, call) : null;

    private NamedColumn NameOf(IArgumentOperation argument, IInvocationOperation call) =>
        new(textOf(argument.Value), argument.IsWritten() ? argument.Value : call);

    private ImmutableArray<NamedColumn>? TextsOf(IOperation value) =>
        Constants.Elements(LocalValues.Origin(value)) is { } elements && !elements.Contains(null)
            ? [.. elements.Select(element => new NamedColumn(textOf(element!), element!))]
            : null;

    private static bool IsNull(IOperation value) =>
        value is IConversionOperation conversion
            ? IsNull(conversion.Operand)
            : value.ConstantValue is { HasValue: true, Value: null } || value is IDefaultValueOperation;
}
