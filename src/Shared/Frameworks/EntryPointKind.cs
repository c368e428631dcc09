namespace MlGuard.Frameworks;

/// <summary>How an entry point is called.</summary>
internal enum EntryPointKind
{
    /// <summary>For each request or message, several at a time.</summary>
    Request,

    /// <summary>Once, by the host, for as long as the service lives.</summary>
    Background,

    /// <summary>By a library, now and then; serving code only where the program serves at all.</summary>
    Callback,

    /// <summary>
    /// By a language model, which is told when it fails and answers without it; serving code only where the program serves at all.
    /// </summary>
    Tool,

    /// <summary>By other programs: a public method of a library that the manifest says is past its mvp.</summary>
    Library,
}
