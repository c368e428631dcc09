using Spectre.Console;

namespace MlGuard.Tool;

/// <summary>Where the command writes and asks: with colours for a person, plain where the output is a file or another program.</summary>
internal sealed class Terminal(IAnsiConsole console, bool canAsk)
{
    /// <summary>Whether somebody is there to answer.</summary>
    public bool CanAsk { get; } = canAsk;

    public static Terminal Of(bool isRedirected)
    {
        var console = AnsiConsole.Create(new()
        {
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        // A line that is cut for a width that nobody sees could not be searched.
        if (isRedirected)
            console.Profile.Width = 10_000;
        return new(console, !isRedirected && !Console.IsInputRedirected);
    }

    public void Line(string text = "") => console.WriteLine(text);

    public void Good(string text) => console.WriteLine(text, new Style(Color.Green));

    public void Warn(string text) => console.WriteLine(text, new Style(Color.Yellow));

    public void Bad(string text) => console.WriteLine(text, new Style(Color.Red));

    public void Heading(string text) => console.WriteLine(text, new Style(decoration: Decoration.Bold));

    /// <summary>Runs something that takes a while.</summary>
    public T While<T>(string what, Func<T> work) =>
        console.Profile.Capabilities.Ansi ? console.Status().Start(Markup.Escape(what), _ => work()) : work();

    /// <summary>Asks for a value; empty where nobody wants to say.</summary>
    public string Ask(string question, Func<string, bool> holds, string expected) =>
        console.Prompt(new TextPrompt<string>(Markup.Escape(question)).AllowEmpty()
            .Validate(answer => answer.Length == 0 || holds(answer)
                ? ValidationResult.Success()
                : ValidationResult.Error(Markup.Escape($"Write {expected}, or nothing to leave it as TODO."))));
}
