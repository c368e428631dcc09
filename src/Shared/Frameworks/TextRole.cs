namespace MlGuard.Frameworks;

/// <summary>What a member of a library does to text: where it comes from, what makes it harmless, and where it may do harm.</summary>
internal enum TextRole
{
    /// <summary>Gives text that a user of the service wrote.</summary>
    UserText,

    /// <summary>Gives text that whoever runs the program typed.</summary>
    ConsoleText,

    /// <summary>Gives text that was written elsewhere: a page, a row, a search result, what a tool answers.</summary>
    ForeignText,

    /// <summary>Makes text harmless, or of another kind.</summary>
    Cleaner,

    /// <summary>Tells a model what to do.</summary>
    Instruction,

    /// <summary>Is a prompt template, whose marks are executed.</summary>
    Template,

    /// <summary>Is parsed for the roles of a chat.</summary>
    ParsedPrompt,

    /// <summary>Runs a program.</summary>
    Command,

    /// <summary>Compiles or loads code.</summary>
    Code,

    /// <summary>Is sent to a database as a statement.</summary>
    Sql,

    /// <summary>Is shown by a browser as it is.</summary>
    Html,

    /// <summary>Names a file that is written or deleted.</summary>
    WrittenPath,

    /// <summary>Names a file that is read.</summary>
    ReadPath,

    /// <summary>Names what is asked over the network.</summary>
    Address,

    /// <summary>Is written to a log.</summary>
    Log,

    /// <summary>Is parsed, and throws for text of another form.</summary>
    Parse,
}
