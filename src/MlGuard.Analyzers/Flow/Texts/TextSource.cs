namespace MlGuard.Analyzers.Flow.Texts;

/// <summary>Who wrote a text. What a developer of the program typed has no source.</summary>
internal enum TextSource
{
    /// <summary>The caller of the method: known where it is called.</summary>
    Parameter,

    /// <summary>A user of a service.</summary>
    User,

    /// <summary>Whoever runs the program.</summary>
    Console,

    /// <summary>Somebody elsewhere: a page, a row, a search result, a tool's answer.</summary>
    Foreign,

    /// <summary>A language model.</summary>
    Model,

    /// <summary>A language model, as the argument of a tool that it calls.</summary>
    ToolArgument,
}
