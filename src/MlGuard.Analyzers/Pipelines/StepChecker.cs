using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>
/// Runs a schema through a pipeline as <c>GetOutputSchema</c> does, and notes what ML.NET would throw at. A column that may be right is
/// taken for right.
/// </summary>
/// <param name="symbols">The compilation's types.</param>
/// <param name="report">Takes what is found.</param>
internal sealed partial class StepChecker(MlSymbols symbols, Action<PipelineFinding> report)
{
    private const string PredictedLabel = "PredictedLabel";
    private const string Score = "Score";
    private const string Probability = "Probability";

    private static readonly ColumnType s_feature = ColumnType.Of(ItemKinds.Single, Shapes.Vector);
    private static readonly ColumnType s_number = ColumnType.Of(ItemKinds.Single, Shapes.Scalar);
    private static readonly ColumnType s_flag = ColumnType.Of(ItemKinds.Boolean, Shapes.Scalar);

    /// <summary>The schema after <paramref name="pipeline"/>.</summary>
    /// <param name="pipeline">The steps.</param>
    /// <param name="schema">What goes in.</param>
    /// <param name="isFitting">Whether the steps learn from the data; a model that only scores needs no label.</param>
    public Schema Run(Pipeline pipeline, Schema schema, bool isFitting)
    {
        foreach (var link in pipeline.Links)
        {
            if (link.Step is { } step)
                schema = Apply(step, schema, isFitting);
            else if (link.Either.IsEmpty)
                schema = Schema.Open;
            else
                schema = Fork(link.Either, schema, isFitting);
        }

        return schema;
    }

    private Schema Fork(ImmutableArray<Pipeline> ways, Schema schema, bool isFitting)
    {
        Schema? joined = null;
        foreach (var way in ways)
        {
            var after = Run(way, schema, isFitting);
            joined = joined is null ? after : joined.Or(after);
        }

        return joined!;
    }

    private Schema Apply(Step step, Schema schema, bool isFitting) => step.Row.Form switch
    {
        StepForm.OneToOne => OneToOne(step, schema, isFitting),
        StepForm.ManyToOne or StepForm.Model => ManyToOne(step, schema),
        StepForm.Drop => Drop(step, schema),
        StepForm.Select => Select(step, schema),
        StepForm.CustomMapping => Mapped(step, schema),
        StepForm.Trainer => Trained(step, schema, isFitting),
        StepForm.Calibrator => Calibrated(step, schema, isFitting),
        StepForm.Nothing => schema,
        _ => Schema.Open,
    };

    private Schema OneToOne(Step step, Schema schema, bool isFitting)
    {
        if (step.Pairs is not { } pairs)
            return Schema.Open;

        if (isFitting && step is { Label: { } label, Row.WantsLabel: { } wanted })
            CheckRole(
                step, schema, label, "label", IsPlain(schema, label) ? wanted with { Items = wanted.Items & ~ItemKinds.Unsigned } : wanted);
        foreach (var (output, inputs) in pairs)
        {
            if (output.Name is not { } name)
                return Schema.Open;

            var input = inputs is [{ Name: { } source } named, ..] ? Wanted(step, schema, named, source) : Column.Unknown(name);
            CheckKeyValues(step, schema, input, name);
            schema = schema.With(MadeOf(step.Row, name, input, step));
        }

        return step.Row.Method.StartsWith("Normalize", StringComparison.Ordinal) && step.Row.Method != "NormalizeText"
            ? schema.Normalized()
            : schema;
    }

    /// <summary>Whether the label is no key: of whole numbers without a sign only keys are taken.</summary>
    private static bool IsPlain(Schema schema, NamedColumn label) =>
        label.Name is { } name && schema.Find(name).Type.Keys == KeyKinds.Value;

    private static Column MadeOf(StepRow row, string name, Column input, Step step) => new(name)
    {
        Type = step.Row.Method == "MapKeyToValue" ? ValueOfKey(input) : row.Output.Of(input.Type),
        KeyValues = row.Output.KeyValuesOf(input.Type, input.KeyValues),
        Origin = row.KeepsOrigin ? input.Origin : (step, name),
        Parts = row.KeepsOrigin ? PartsOf(row, input) : [],
        IsRaw = input.IsRaw && KeepsScale(row),
    };

    private static ImmutableArray<Part> PartsOf(StepRow row, Column input) =>
        KeepsScale(row) ? input.Parts : [.. input.Parts.Select(part => part with { IsRaw = false })];

    private static bool KeepsScale(StepRow row) => row.Method is "CopyColumns" or "ConvertType" or "ReplaceMissingValues";

    private static ColumnType ValueOfKey(Column key)
    {
        var values = key.KeyValues & ~ItemKinds.Nothing;
        var isKnown = values != 0 && (values & (values - 1)) == 0;
        return new ColumnType(isKnown ? values : ItemKinds.Any, key.Type.Shapes, isKnown ? KeyKinds.Value : KeyKinds.Any);
    }

    /// <summary>The column that the step reads, with a report when it cannot.</summary>
    private Column Wanted(Step step, Schema schema, NamedColumn named, string name)
    {
        var column = schema.Find(name);
        if (column.IsAbsent)
            ReportMissing(schema, named.Blame, name, PipelineRules.AtFit);
        else if (!column.Type.MayBe(step.Row.Wants))
            ReportType(step.Row.Method, named, column, step.Row.Wants);
        return column.IsAbsent ? Column.Unknown(name) : column;
    }

    private void CheckKeyValues(Step step, Schema schema, Column input, string output)
    {
        if (step.Row is { Method: "MapValueToKey", Output.KeyValues: OutputKeyValues.Text }
            && input.Type.Keys == KeyKinds.Key
            && input.KeyValues == ItemKinds.Nothing)
        {
            report(new PipelineFinding(
                RuleIds.ColumnMismatch, PipelineRules.PlaceOf(BlameOf(step)),
                [
                    $"'{input.Name}' is a key that no text stands behind, and addKeyValueAnnotationsAsText asks for "
                        + $"one", PipelineRules.AtFit, "Leave that argument out."]));
        }

        if (step.Row.Method != "MapKeyToValue")
            return;
        if (schema.Trainer is { Row.Task: TrainerTask.Multiclass, Label: { } label } && output == PredictedLabel && input.Name == label)
        {
            report(new PipelineFinding(RuleIds.LabelMappedBack, PipelineRules.PlaceOf(BlameOf(step)), [label]));
            return;
        }

        if (input.Type.Keys == KeyKinds.Key && input.KeyValues == ItemKinds.Nothing)
        {
            report(new PipelineFinding(
                RuleIds.ColumnMismatch, PipelineRules.PlaceOf(BlameOf(step)),
                [
                    $"'{input.Name}' is a key that no text or number stands behind, so it cannot be mapped "
                        + $"back", PipelineRules.AtFit, "Map the values to keys with MapValueToKey first."]));
        }
    }

    private static IOperation BlameOf(Step step) => step.Pairs is [{ Inputs: [var input, ..] }, ..] ? input.Blame : step.Call;

    private Schema ManyToOne(Step step, Schema schema)
    {
        if (step.Pairs is not { } pairs || pairs.Any(pair => pair.Output.Name is null))
            return Schema.Open;

        var before = schema;
        foreach (var (output, inputs) in pairs)
            schema = schema.With(Joined(step, before, output.Name!, inputs));
        return schema;
    }

    private Column Joined(Step step, Schema schema, string name, ImmutableArray<NamedColumn>? inputs)
    {
        if (step.Row.Form == StepForm.Model)
        {
            CheckAllPresent(schema, inputs);
            return new Column(name) { Type = new ColumnType(ItemKinds.Any, Shapes.AnyVector, KeyKinds.Value), Origin = (step, name) };
        }

        if (inputs is not { } named || named.Any(input => input.Name is null))
        {
            var anything = new Column(name) { Type = step.Row.Output.Of(ColumnType.Any), Origin = (step, name) };
            return anything;
        }

        var columns = named.Select(input => (Input: input, Column: Wanted(step, schema, input, input.Name!))).ToList();
        if (step.Row.Output.Items is null)
            CheckSameItems(columns);
        var type = columns.Select(pair => pair.Column.Type)
            .Aggregate((all, next) => all with { Shapes = ShapesOf(all.Shapes, next.Shapes) });
        return new Column(name)
        {
            Type = step.Row.Output.Of(type),
            KeyValues = ItemKinds.Nothing,
            Origin = (step, name),
            Parts = [.. columns.SelectMany(pair =>
                pair.Column.Parts.IsEmpty
                    ? [new Part(pair.Column.Origin, pair.Input.Name!, pair.Input.Blame, pair.Column.IsRaw)]
                    : pair.Column.Parts)],
        };
    }

    /// <summary>Vectors of which one is variable make a variable one.</summary>
    private static Shapes ShapesOf(Shapes left, Shapes right)
    {
        var mayVary = ((left | right) & Shapes.VariableVector) != 0 ? Shapes.VariableVector : 0;
        return left == Shapes.VariableVector || right == Shapes.VariableVector ? Shapes.VariableVector : Shapes.Fixed | mayVary;
    }

    private void CheckAllPresent(Schema schema, ImmutableArray<NamedColumn>? inputs)
    {
        foreach (var input in inputs ?? [])
        {
            if (input.Name is { } name && schema.Find(name).IsAbsent)
                ReportMissing(schema, input.Blame, name, PipelineRules.AtFit);
        }
    }

    private void CheckSameItems(List<(NamedColumn Input, Column Column)> columns)
    {
        // Most of the columns are right, so the odd one is to blame.
        var usual = columns.Where(pair => pair.Column.Type.Items != ItemKinds.Any).GroupBy(pair => pair.Column.Type.Items)
            .OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key == ItemKinds.Single).FirstOrDefault();
        if (usual is null)
            return;

        foreach (var (input, column) in columns)
        {
            if ((column.Type.Items & usual.Key) != 0)
                continue;
            var other = usual.First().Column;
            report(new PipelineFinding(
                RuleIds.ColumnMismatch, PipelineRules.PlaceOf(input.Blame),
                [
                    $"'{column.Name}' is {column.Type} and '{other.Name}' is {other.Type}, but concatenated columns need one "
                        + $"type", PipelineRules.AtFit, PipelineRules.ConversionOf(column.Type, usual.Key)])
            {
                Properties = PipelineRules.Conversion(column.Name, column.Type, usual.Key),
            });
        }
    }

    private Schema Drop(Step step, Schema schema)
    {
        if (step.Names is not { } names || names.Any(name => name.Name is null))
            return Schema.Open;

        CheckAllPresent(schema, names);
        return schema.Without(names.Select(name => name.Name!));
    }

    private Schema Select(Step step, Schema schema)
    {
        if (step.Names is not { } names || names.Any(name => name.Name is null))
            return Schema.Open;

        CheckAllPresent(schema, names);
        return schema.Only(names.Select(name => name.Name!));
    }

    private Schema Mapped(Step step, Schema schema)
    {
        if (step.Source is not INamedTypeSymbol source || step.Target is not INamedTypeSymbol target)
            return Schema.Open;

        foreach (var member in RowClass.ColumnsOf(source, symbols))
            CheckRead(schema, member, step.Call);
        foreach (var name in RowSchema.Of(target, symbols).Names)
            schema = schema.With(RowSchema.Of(target, symbols).Find(name) with { Origin = (step, name) });
        return schema;
    }

    private void CheckRead(Schema schema, ISymbol member, IInvocationOperation mapping)
    {
        var name = RowClass.NameOf(member, symbols);
        var column = schema.Find(name);
        var wanted = RowSchema.Of(member.ContainingType, symbols).Find(name).Type;
        // A vector of any size takes one of a known size too.
        if (wanted.Shapes == Shapes.VariableVector)
            wanted = wanted with { Shapes = Shapes.AnyVector };
        if (column.IsAbsent)
            ReportMissing(schema, mapping, name, PipelineRules.AtFit);
        else if (!column.Type.MayBe(wanted))
            ReportType(mapping.TargetMethod.Name, new NamedColumn(name, mapping), column, wanted);
    }

    private void ReportMissing(Schema schema, IOperation blame, string name, string when) =>
        report(PipelineRules.Missing(schema, PipelineRules.PlaceOf(blame), name, when));

    private void ReportType(string method, NamedColumn named, Column column, ColumnType wanted) => report(new PipelineFinding(
        RuleIds.ColumnMismatch, PipelineRules.PlaceOf(named.Blame),
        [
            $"'{column.Name}' is {column.Type}, and {method} takes {Shorter(wanted)}", PipelineRules.AtFit, PipelineRules.ConversionOf(
                column.Type, wanted.Items)])
    {
        Properties = PipelineRules.Conversion(column.Name, column.Type, wanted.Items),
    });

    private static string Shorter(ColumnType wanted) =>
        wanted.Items == ItemKinds.Any && wanted.Keys == KeyKinds.Value ? "no keys" : wanted.ToString();
}
