namespace MlGuard.Analyzers.Pipelines;

/// <summary>Which part of its whole a set of rows is.</summary>
internal enum RowPart
{
    All,
    Train,
    Test,

    /// <summary>What a filter leaves.</summary>
    Some,
}
