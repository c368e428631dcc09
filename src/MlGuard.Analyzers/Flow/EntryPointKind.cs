namespace MlGuard.Analyzers.Flow;

/// <summary>How an entry point is called.</summary>
internal enum EntryPointKind
{
    /// <summary>For each request or message, several at a time.</summary>
    Request,

    /// <summary>Once, by the host, for as long as the service lives.</summary>
    Background,
}
