using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>Checks what is made of data and models: evaluations, engines, rows read back.</summary>
/// <param name="symbols">The compilation's types.</param>
/// <param name="textOf">The text that an argument is known to be, or null.</param>
/// <param name="report">Takes what is found.</param>
internal sealed class UseChecker(MlSymbols symbols, Func<IOperation, string?> textOf, Action<PipelineFinding> report)
{
    private static readonly string[] s_evaluated = ["labelColumnName", "scoreColumnName", "rowGroupColumnName"];

    /// <summary>In the order in which a message names them.</summary>
    private static readonly ImmutableArray<string> s_scores = ["PredictedLabel", "Score", "Probability"];

    /// <summary>An evaluation, or a cross-validation, of <paramref name="scored"/>.</summary>
    public void Evaluation(IInvocationOperation call, Schema scored)
    {
        var wantsProbability = call.TargetMethod.Name is "Evaluate" or "CrossValidate"
            && symbols.Is(call.TargetMethod.ContainingType, MlNetTypes.BinaryClassificationCatalog);
        if (wantsProbability && IsWithoutProbability(call, scored))
        {
            report(NonCalibrated(call, scored.Trainer!));
            return;
        }

        foreach (var parameter in s_evaluated)
        {
            if (call.Arguments.Argument(parameter) is { } argument && textOf(argument.Value) is { } name && scored.Find(name).IsAbsent)
                report(
                    PipelineRules.Missing(
                        scored, PipelineRules.PlaceOf(argument.IsWritten() ? argument.Value : call), name, PipelineRules.AtEvaluation));
        }

        EvaluatedScore(call, scored);
    }

    /// <summary>A score of another shape than the evaluation of this task reads.</summary>
    private void EvaluatedScore(IInvocationOperation call, Schema scored)
    {
        if (EvaluatedScores.Of(call.TargetMethod.ContainingType, symbols) is not var (task, wanted)
            || call.Arguments.Argument("scoreColumnName") is not { } argument
            || textOf(argument.Value) is not { } name
            || scored.Find(name) is not { Presence: Presence.Present } column
            || column.Type.MayBe(wanted))
            return;
        report(new PipelineFinding(
            RuleIds.ColumnMismatch, PipelineRules.PlaceOf(argument.IsWritten() ? argument.Value : call),
            [
                $"'{name}' is a {column.Type}, and the evaluation of {task} reads a {wanted}", PipelineRules.AtEvaluation,
                "Evaluate with the catalog of the model's task, or name the column that holds its score.",
            ]));
    }

    private static PipelineFinding NonCalibrated(IInvocationOperation call, TrainerUse trainer)
    {
        var finding = new PipelineFinding(
            RuleIds.NonCalibratedEvaluation, PipelineRules.PlaceOf(call), [trainer.Row.Method, call.TargetMethod.Name]);
        return trainer.Label is { } label && trainer.Call.Syntax.SyntaxTree == call.Syntax.SyntaxTree
            ? finding
                with {
                    FixAt = PipelineRules.PlaceOf(trainer.Call), Properties = finding.Properties.Add(PipelineRules.LabelProperty, label) }
            : finding;
    }

    private static bool IsWithoutProbability(IInvocationOperation call, Schema scored) =>
        // What nobody made here is not there: only a data file could have a column of that name.
        scored.Trainer is { Row.Task: TrainerTask.BinaryNonCalibrated }
        && scored.Find("Probability") is ({ IsAbsent: true } or { Origin: string })
        && call.Arguments.Argument("probabilityColumnName")?.IsWritten() != true;

    /// <summary>An engine that feeds rows of one class to <paramref name="model"/> and fills those of another.</summary>
    /// <returns>Whether the rows fit the model.</returns>
    public bool Engine(IInvocationOperation call, Value.Model model)
    {
        if (call.TargetMethod.TypeArguments is not [INamedTypeSymbol input, INamedTypeSymbol output] || call.Arguments.Any(IsOwnSchema))
            return true;

        var known = new HashSet<Location>();
        new StepChecker(symbols, problem => known.Add(problem.Place)).Run(model.Pipeline, model.Input, isFitting: false);
        var problems = new List<PipelineFinding>();
        var scored = new StepChecker(symbols, problems.Add).Run(model.Pipeline, RowSchema.Of(input, symbols), isFitting: false);
        // What is wrong with any data is reported where the pipeline is fitted.
        if (problems.FirstOrDefault(problem =>
            problem.RuleId is RuleIds.ColumnMismatch or RuleIds.TrainerColumn && !known.Contains(problem.Place)) is { } first)
        {
            report(
                new PipelineFinding(
                    RuleIds.ColumnMismatch, TypeArgument(call, 0), [
                        $"'{input.Name}' does not give the pipeline what it reads: {Said(first)}", PipelineRules.AtEngine, "Give it the columns that the pipeline was fitted on."]));
            return false;
        }

        Filled(call, output, scored, ignoresMissing: true, PipelineRules.AtEngine, typeArgument: 1);
        return true;
    }

    /// <summary>Rows read back from <paramref name="data"/>.</summary>
    public void Rows(IInvocationOperation call, Schema data)
    {
        if (call.TargetMethod.TypeArguments is [INamedTypeSymbol row] && !call.Arguments.Any(IsOwnSchema)
            && call.Arguments.Argument("ignoreMissingColumns")?.Value.ConstantValue is { HasValue: true, Value: bool ignoresMissing })
            Filled(call, row, data, ignoresMissing, PipelineRules.AtRead, typeArgument: 0);
    }

    /// <summary>One column read from <paramref name="data"/>.</summary>
    public void Column(IInvocationOperation call, Schema data)
    {
        if (call.Arguments.Argument("columnName") is { } argument && textOf(argument.Value) is { } name && data.Find(name).IsAbsent)
            report(PipelineRules.Missing(data, PipelineRules.PlaceOf(argument.Value), name, PipelineRules.AtRead));
    }

    /// <summary>A column asked of the schema of data by the name that <paramref name="argument"/> is known to be.</summary>
    public Value.DescribedColumn? Described(IOperation argument, Schema schema)
    {
        if (textOf(argument) is not { } name)
            return null;
        if (schema.Find(name).IsAbsent)
            report(PipelineRules.Missing(schema, PipelineRules.PlaceOf(argument), name, PipelineRules.AtSchema));
        return new Value.DescribedColumn(schema.Find(name));
    }

    /// <summary>The names of the slots, read from a column.</summary>
    public void SlotNames(IInvocationOperation call, Column column)
    {
        if (column.Presence != Presence.Present || IsAskedFor(call))
            return;
        // The scores of classes are named after the texts that the keys stand for.
        if (column.Type.Shapes == Shapes.Scalar)
            report(NotDescribed(call, $"'{column.Name}' is a single value and has no slots", "Read the slot names of a vector."));
        else if (column.Type.Shapes == Shapes.VariableVector)
        {
            report(NotDescribed(
                call, $"'{column.Name}' has no fixed size and no slot names", "Read the slot names of a fixed-size vector."));
        }
        else if ((column.SlotNames & ItemKinds.Text) == 0)
        {
            report(NotDescribed(
                call, $"'{column.Name}' has no slot names, since the label's keys stand for no text",
                "Read the key values of PredictedLabel."));
        }
    }

    /// <summary>What the keys stand for, read from a column as values of one type.</summary>
    public void KeyValues(IInvocationOperation call, Column column)
    {
        if (column.Presence != Presence.Present || IsAskedFor(call))
            return;
        if (column.Type.Keys == KeyKinds.Value)
            report(NotDescribed(call, $"'{column.Name}' holds no keys", "Read the key values of a column that MapValueToKey made."));
        else if (call.TargetMethod.TypeArguments is [var type] && RowClass.ReadAs(type, symbols) is { Items: var read }
            && (column.KeyValues & (read | ItemKinds.Nothing)) == 0)
        {
            report(NotDescribed(
                call, $"The keys of '{column.Name}' stand for {ColumnType.Of(column.KeyValues)}, not for {ColumnType.Of(read)}",
                "Read them into a VBuffer of that type."));
        }
    }

    private static PipelineFinding NotDescribed(IInvocationOperation call, string what, string advice) =>
        new(RuleIds.ColumnMismatch, PipelineRules.PlaceOf(call), [what, PipelineRules.AtSchema, advice]);

    /// <summary>Whether the code asks first what the column has.</summary>
    private static bool IsAskedFor(IInvocationOperation call) =>
        Bodies.AllAround(call).Any(operation => operation is IInvocationOperation { TargetMethod.Name: "HasSlotNames" or "HasKeyValues" });

    private void Filled(IInvocationOperation call, INamedTypeSymbol row, Schema schema, bool ignoresMissing, string when, int typeArgument)
    {
        if (!IsKnown(row))
            return;
        var members = RowClass.ColumnsOf(row, symbols).Where(IsWritable).ToList();
        var bound = new HashSet<string>(members.Select(member => RowClass.NameOf(member, symbols)), StringComparer.Ordinal);
        foreach (var member in members)
        {
            var name = RowClass.NameOf(member, symbols);
            var column = schema.Find(name);
            if (!column.IsAbsent)
            {
                if (RowClass.ReadAs(RowClass.ValueTypeOf(member), symbols) is { } read && !column.Type.MayBe(read))
                {
                    report(new PipelineFinding(
                        RuleIds.ColumnMismatch, TypeArgument(call, typeArgument),
                        [
                            $"'{name}' is {column.Type}, and the member '{row.Name}.{member.Name}' cannot hold that", when, "Give the member the column's type."]));
                }
            }
            else if (!ignoresMissing)
            {
                report(PipelineRules.Missing(schema, TypeArgument(call, typeArgument), name, when));
            }
            else if (IsMeantToBeFilled(member, name, schema, bound))
            {
                report(NeverFilled(call, row, member, name, schema, bound, typeArgument));
            }
        }

        if (ignoresMissing && !members.Any(member => IsFilled(member) || IsMeant(member)) && ScoresOf(schema) is { Count: > 0 } scores)
        {
            report(new PipelineFinding(
                RuleIds.UnfilledPrediction, TypeArgument(call, typeArgument),
                [
                    $"No column that comes out of this model is a public member of '{row.Name}'", "all of it",
                    $"It makes {string.Join(", ", scores)}."]));
        }

        bool IsFilled(ISymbol member) => !schema.Find(RowClass.NameOf(member, symbols)).IsAbsent;

        bool IsMeant(ISymbol member) => IsMeantToBeFilled(member, RowClass.NameOf(member, symbols), schema, bound);
    }

    /// <summary>Code that is being written names classes that are not there yet: nobody knows their members.</summary>
    private static bool IsKnown(INamedTypeSymbol row)
    {
        for (var type = row; type is not null; type = type.BaseType)
        {
            if (type.TypeKind == TypeKind.Error)
                return false;
        }

        return true;
    }

    /// <summary>What the model certainly answers.</summary>
    private static List<string> ScoresOf(Schema schema) => [.. s_scores.Where(score => schema.Find(score).Presence == Presence.Present)];

    private PipelineFinding NeverFilled(
        IInvocationOperation call, INamedTypeSymbol row, ISymbol member, string name, Schema schema, HashSet<string> bound,
        int typeArgument)
    {
        var meant = MeantBy(member, name, schema, bound);
        var advice = meant is not null
            ? $"Did you mean '{meant}'?"
            : $"It makes {string.Join(", ", s_scores.Where(score => !schema.Find(score).IsAbsent))}.";
        var isHere = symbols.IsDeclaredHere(member) && member.Locations is [{ IsInSource: true }, ..];
        return new PipelineFinding(
            RuleIds.UnfilledPrediction, TypeArgument(call, typeArgument),
            [$"No column '{name}' comes out of this model", $"'{row.Name}.{member.Name}'", advice])
        {
            Properties = meant is null
                ? ImmutableDictionary<string, string?>.Empty
                : ImmutableDictionary<string, string?>.Empty.Add(PipelineRules.NearestProperty, meant),
            FixAt = isHere && meant is not null ? member.Locations[0] : null,
        };
    }

    /// <summary>Whether somebody expects the pipeline to fill the member; a class may have further members that other code sets.</summary>
    private bool IsMeantToBeFilled(ISymbol member, string name, Schema schema, HashSet<string> bound) =>
        s_scores.Contains(name)
        || RowClass.Attribute(member, MlNetTypes.ColumnNameAttribute, symbols) is not null
        || MeantBy(member, name, schema, bound) is not null;

    /// <summary>The column that the member was probably meant for: of a like name, of its type, and not given to another member.</summary>
    private string? MeantBy(ISymbol member, string name, Schema schema, HashSet<string> bound) =>
        RowClass.ReadAs(RowClass.ValueTypeOf(member), symbols) is { } read
            ? Nearest.Of(
                name, schema.Names.Where(other =>
                    !bound.Contains(other) && schema.Find(other).Type is { IsKnown: true } type && type.MayBe(read)))
            : null;

    private static bool IsWritable(ISymbol member) =>
        member is IFieldSymbol or IPropertySymbol { SetMethod.DeclaredAccessibility: Accessibility.Public };

    /// <summary>Whether the argument says how members map to columns, so that the class alone does not.</summary>
    internal static bool IsOwnSchema(IArgumentOperation argument) =>
        argument.IsWritten() && argument.Parameter?.Type.Name is "SchemaDefinition" or "PredictionEngineOptions" or "DataViewSchema"
        && argument.Value.ConstantValue is not { HasValue: true, Value: null };

    private static string Said(PipelineFinding finding) => finding.RuleId == RuleIds.TrainerColumn
        ? $"{finding.Arguments[0]} wants {finding.Arguments[2]} as its {finding.Arguments[1]}, "
            + $"but '{finding.Arguments[3]}' is {finding.Arguments[4]}"
        : char.ToLowerInvariant(finding.Arguments[0][0]) + finding.Arguments[0].Substring(1);

    private static Location TypeArgument(IInvocationOperation call, int index) =>
        Bodies.NameOf(call) is Microsoft.CodeAnalysis.CSharp.Syntax.GenericNameSyntax { TypeArgumentList.Arguments: var arguments }
            && index < arguments.Count
            ? arguments[index].GetLocation()
            : PipelineRules.PlaceOf(call);
}
