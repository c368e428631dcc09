namespace MlGuard.Analyzers.Frameworks.Torch;

/// <summary>What a tensor's numbers are stored as.</summary>
internal enum Element
{
    Unknown,
    Boolean,
    Int8,
    Byte,
    Int16,
    Int32,
    Int64,
    Float16,
    Float32,
    Float64,
}
