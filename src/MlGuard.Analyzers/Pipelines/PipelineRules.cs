using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>The rules that rest on the pipeline checker, and what their messages share.</summary>
internal static class PipelineRules
{
    public const string AtFit = "when the pipeline is fitted";
    public const string AtEngine = "when the engine is created";
    public const string AtRead = "when the rows are read";
    public const string AtSchema = "when the schema is read";
    public const string AtEvaluation = "when the model is evaluated";

    /// <summary>Diagnostic property: the name that was probably meant.</summary>
    public const string NearestProperty = "Nearest";

    /// <summary>Diagnostic property: the column to convert.</summary>
    public const string ColumnProperty = "Column";

    /// <summary>Diagnostic property: the label that the trainer to be changed learns from.</summary>
    public const string LabelProperty = "Label";

    /// <summary>Diagnostic property: the <c>DataKind</c> to convert to, <see cref="Key"/> or <see cref="Normalize"/>.</summary>
    public const string KindProperty = "Kind";

    public const string Key = "Key";
    public const string Normalize = "Normalize";

    private const int MaximumListed = 6;

    public static PipelineFinding Missing(Schema schema, Location place, string name, string when)
    {
        var nearest = Nearest.Of(name, schema.Names);
        var advice = nearest is null ? Listed([.. schema.Names]) : $"Did you mean '{nearest}'?";
        return new PipelineFinding(RuleIds.ColumnMismatch, place, [$"There is no column '{name}' here", when, advice])
        {
            Properties = nearest is null
                ? ImmutableDictionary<string, string?>.Empty
                : ImmutableDictionary<string, string?>.Empty.Add(NearestProperty, nearest),
        };
    }

    /// <summary>The argument as it is written; for a default the name of the method that has it.</summary>
    public static Location PlaceOf(IOperation blame) =>
        (blame is IInvocationOperation call ? Bodies.NameOf(call) : blame.Syntax).GetLocation();

    private static string Listed(ImmutableArray<string> names) => names.IsEmpty
        ? "Make it first."
        : $"The columns are {string.Join(", ", names.Take(MaximumListed))}{(names.Length > MaximumListed ? " and others" : "")}.";

    public static string ConversionOf(ColumnType from, ItemKinds to) => TargetOf(from, to) switch
    {
        _ when from.Shapes == Shapes.VariableVector && (from.Items & to) != 0 => "Say the size with [VectorType(n)].",
        null => "Use a column of the right type.",
        Key => "Map it to keys with MapValueToKey first.",
        var kind => $"Convert it to {kind} with ConvertType first.",
    };

    /// <summary>What a fix needs to convert the column; nothing when no conversion would be right.</summary>
    public static ImmutableDictionary<string, string?> Conversion(string column, ColumnType from, ItemKinds to) =>
        TargetOf(from, to) is { } kind
            ? ImmutableDictionary<string, string?>.Empty.Add(ColumnProperty, column).Add(KindProperty, kind)
            : ImmutableDictionary<string, string?>.Empty;

    private static string? TargetOf(ColumnType from, ItemKinds to)
    {
        // What is of the right type already has another shape than is wanted.
        var isPlain = from.Keys == KeyKinds.Value && (from.Items & (from.Items - 1)) == 0;
        if (!isPlain || ((from.Items & to) != 0 && to != ItemKinds.UInt32))
            return null;
        if ((to & ItemKinds.Single) != 0 && (from.Items & (ItemKinds.Number | ItemKinds.Boolean)) != 0)
            return "Single";
        if (to == ItemKinds.Boolean && (from.Items & ItemKinds.Number) != 0)
            return "Boolean";
        return to == ItemKinds.UInt32 && (from.Items & ItemKinds.Standard) != 0 ? Key : null;
    }
}
