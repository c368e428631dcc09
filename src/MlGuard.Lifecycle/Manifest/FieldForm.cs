namespace MlGuard.Lifecycle.Manifest;

/// <summary>What YAML makes of a value, so that the JSON Schema asks for the same.</summary>
internal enum FieldForm
{
    Text,
    Number,
    Integer,
    Boolean,

    /// <summary>A date, which some YAML readers make a date of and others text.</summary>
    Date,

    /// <summary>A number when it has no unit, else text.</summary>
    NumberOrText,
}
