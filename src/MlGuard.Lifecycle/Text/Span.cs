namespace MlGuard.Lifecycle.Text;

/// <summary>A stretch of the manifest's text; lines and columns from 1, the end one past the last character.</summary>
internal readonly record struct Span(int Line, int Column, int EndLine, int EndColumn)
{
    public static Span None => default;

    public static Span At(int line, int column) => new(line, column, line, column);
}
