using Spectre.Console;

namespace MlGuard.Tool;

/// <summary>Where the command writes and asks: with colours for a person, plain where the output is a file or another program.</summary>
/// <param name="console">Where the answer goes.</param>
/// <param name="canAsk">Whether somebody is there to answer.</param>
/// <param name="progress">Where it says what it is doing meanwhile; null for the same place.</param>
internal sealed class Terminal(IAnsiConsole console, bool canAsk, IAnsiConsole? progress = null)
{
    private readonly IAnsiConsole _progress = progress ?? console;

    /// <summary>Whether somebody is there to answer.</summary>
    public bool CanAsk { get; } = canAsk;

    public static Terminal Of(bool isRedirected) =>
        new(
            Plain(Console.Out, isRedirected), !isRedirected && !Console.IsInputRedirected,
            Plain(Console.Error, Console.IsErrorRedirected));

    private static IAnsiConsole Plain(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new()
        {
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
            Out = new AnsiConsoleOutput(writer),
        });
        // A line that is cut for a width that nobody sees could not be searched.
        if (isRedirected)
            console.Profile.Width = 10_000;
        return console;
    }

    public void Line(string text = "") => console.WriteLine(text);

    public void Good(string text) => console.WriteLine(text, new Style(Color.Green));

    public void Warn(string text) => console.WriteLine(text, new Style(Color.Yellow));

    public void Bad(string text) => console.WriteLine(text, new Style(Color.Red));

    public void Heading(string text) => console.WriteLine(text, new Style(decoration: Decoration.Bold));

    /// <summary>Runs something that takes a while, and says so: a line that moves where somebody looks on, a plain one elsewhere.</summary>
    public T While<T>(string what, Func<T> work)
    {
        if (_progress.Profile.Capabilities is { Ansi: true, Interactive: true })
            return _progress.Status().Start(Markup.Escape(what), _ => work());
        _progress.WriteLine($"{what} ...");
        return work();
    }

    /// <summary>Asks for a value; empty where nobody wants to say.</summary>
    public string Ask(string question, Func<string, bool> holds, string expected) =>
        console.Prompt(new TextPrompt<string>(Markup.Escape(question)).AllowEmpty()
            .Validate(answer => answer.Length == 0 || holds(answer)
                ? ValidationResult.Success()
                : ValidationResult.Error(Markup.Escape($"Write {expected}, or nothing to leave it as TODO."))));
}
