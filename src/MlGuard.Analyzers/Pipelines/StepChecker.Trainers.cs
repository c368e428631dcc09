using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Pipelines;

/// <content>What trainers and calibrators want of their columns, and make.</content>
internal sealed partial class StepChecker
{
    private Schema Trained(Step step, Schema schema, bool isFitting)
    {
        var label = step.Label is { Name: { } labelName } ? schema.Find(labelName) : null;
        // The prior looks at no column before it is fitted.
        if (step.Row.Method != "Prior")
        {
            foreach (var feature in step.Features)
                CheckRole(step, schema, feature, "features", s_feature);
            if (isFitting && step.Weight is { } weight)
                CheckRole(step, schema, weight, "weight", s_number);
            if (isFitting && step.Label is { } named)
                CheckRole(step, schema, named, "label", LabelOf(step.Row.Task, label));
        }

        if (isFitting && label is not null)
            CheckLabelAmongFeatures(step, schema, label);
        if (isFitting && step.Row.WantsNormalized && !schema.IsNormalized)
            CheckScale(step, schema);
        foreach (var column in Scored(step, label))
            schema = schema.With(column);
        return schema.With(new TrainerUse(step.Row, step.Call, step.Label?.Name));
    }

    private void CheckRole(Step step, Schema schema, NamedColumn named, string role, ColumnType wanted)
    {
        if (named.Name is not { } name)
            return;

        var column = schema.Find(name);
        if (column.IsAbsent)
            ReportMissing(schema, named.Blame, name, PipelineRules.AtFit);
        else if (role == "features"
            && column is { Type.Shapes: Shapes.VariableVector, Origin: ISymbol member }
            && (column.Type.Items & ItemKinds.Single) != 0)
            ReportSizeless(step, member, named);
        else if (!column.Type.MayBe(wanted))
            ReportRole(step, column, named, role, wanted);
    }

    private void ReportRole(Step step, Column column, NamedColumn named, string role, ColumnType wanted)
    {
        var (target, advice) = role == "label" && step.Row.Task == TrainerTask.Multiclass
            ? (ItemKinds.UInt32, "Map it to keys with MapValueToKey first.")
            : (wanted.Items, PipelineRules.ConversionOf(column.Type, wanted.Items));
        var isScalar = column.Type.Shapes == Shapes.Scalar;
        var isYesOrNo = role == "label" && step.Row.Task == TrainerTask.Regression && column.Type.Items == ItemKinds.Boolean;
        if (role == "features" && isScalar)
            advice = "Put it into a vector with Concatenate first.";
        else if (isYesOrNo)
            advice = "To learn a yes or no, take a trainer of BinaryClassification.";
        report(
            new PipelineFinding(
                RuleIds.TrainerColumn, PipelineRules.PlaceOf(named.Blame), [
                    step.Row.Method, role, wanted.ToString(), column.Name, column.Type.ToString(), advice])
        {
            Properties = isScalar && role != "features" && !isYesOrNo
                ? PipelineRules.Conversion(column.Name, column.Type, target)
                : ImmutableDictionary<string, string?>.Empty,
        });
    }

    private void ReportSizeless(Step step, ISymbol member, NamedColumn named)
    {
        var place = member.Locations.FirstOrDefault(location => location.IsInSource) is { } declared && symbols.IsDeclaredHere(member)
            ? declared
            : PipelineRules.PlaceOf(named.Blame);
        report(new PipelineFinding(RuleIds.SizelessFeature, place, [member.Name, step.Row.Method]));
    }

    private static ColumnType LabelOf(TrainerTask task, Column? label) => task switch
    {
        TrainerTask.Binary or TrainerTask.BinaryNonCalibrated => s_flag,
        TrainerTask.Multiclass => ColumnType.Key(Shapes.Scalar),
        // A rank is a number or a key.
        TrainerTask.Ranking when label?.Type.Keys != KeyKinds.Value =>
            new ColumnType(ItemKinds.Single | ItemKinds.Unsigned, Shapes.Scalar, KeyKinds.Any),
        _ => s_number,
    };

    private void CheckLabelAmongFeatures(Step step, Schema schema, Column label)
    {
        if (step.Row.Task == TrainerTask.Ranking)
            return;

        foreach (var feature in step.Features)
        {
            if (feature.Name is not { } name)
                continue;
            foreach (var part in schema.Find(name).Parts)
            {
                if (Equals(part.Origin, label.Origin))
                    report(new PipelineFinding(RuleIds.LabelAmongFeatures, PipelineRules.PlaceOf(part.Blame), [part.Name, label.Name]));
            }
        }
    }

    private void CheckScale(Step step, Schema schema)
    {
        if (step.Features is not [{ Name: { } name }])
            return;

        // One number alone has no other to drown.
        var features = schema.Find(name);
        if (features.IsRaw || features.Parts.Count(part => part.IsRaw) > 1)
        {
            report(new PipelineFinding(RuleIds.RawFeatures, PipelineRules.PlaceOf(step.Call), [step.Row.Method, name])
            {
                Properties = ImmutableDictionary<string, string?>.Empty.Add(PipelineRules.ColumnProperty, name)
                    .Add(PipelineRules.KindProperty, PipelineRules.Normalize),
            });
        }
    }

    private static IEnumerable<Column> Scored(Step step, Column? label)
    {
        var task = step.Row.Task;
        var isVector = task is TrainerTask.Multiclass or TrainerTask.Clustering;
        var score = Made(step, Score, ColumnType.Of(ItemKinds.Single, isVector ? Shapes.Vector : Shapes.Scalar));
        // What the keys stand for may not be known at all.
        yield return task == TrainerTask.Multiclass && label is { KeyValues: var values } && (values & ItemKinds.Nothing) == 0
            ? score with { SlotNames = values }
            : score;
        if (task == TrainerTask.Binary)
            yield return Made(step, Probability, s_number);
        if (task is TrainerTask.Binary or TrainerTask.BinaryNonCalibrated or TrainerTask.Anomaly)
            yield return Made(step, PredictedLabel, s_flag);
        if (task == TrainerTask.Multiclass)
            yield return Made(step, PredictedLabel, ColumnType.Key(Shapes.Scalar))
                with { KeyValues = label?.KeyValues ?? (ItemKinds.Any | ItemKinds.Nothing) };
        if (task == TrainerTask.Clustering)
            yield return Made(step, PredictedLabel, ColumnType.Key(Shapes.Scalar));
    }

    private static Column Made(Step step, string name, ColumnType type) =>
        new(name) { Type = type, KeyValues = ItemKinds.Nothing, Origin = (step, name) };

    private Schema Calibrated(Step step, Schema schema, bool isFitting)
    {
        if (step.Score is { } score)
            CheckRole(step, schema, score, "score", s_number);
        if (isFitting && step.Weight is { } weight)
            CheckRole(step, schema, weight, "weight", s_number);
        if (isFitting && step.Label is { } label)
            CheckRole(step, schema, label, "label", s_flag);
        return schema.With(Made(step, Probability, s_number));
    }
}
