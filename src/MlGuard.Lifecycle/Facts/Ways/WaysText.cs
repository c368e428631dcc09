using System.Globalization;
using System.Text;

namespace MlGuard.Lifecycle.Facts.Ways;

/// <summary>The bodies of a method as one cell of the facts; read only for the few methods that a row asks about.</summary>
internal static class WaysText
{
    /// <summary>A mark for each <see cref="BodyKind"/> and each <see cref="ResultKind"/>; the first of both stands unmarked.</summary>
    private const string KindMarks = " ~!", ResultMarks = " ~=?";

    private const char Bodies = '|', Steps = ';', Parts = '/', Items = ' ', Cells = ':', Numbers = ',';

    public static string Write(IEnumerable<WayBody> bodies)
    {
        var text = new StringBuilder();
        Join(text, Bodies, bodies, Write);
        return text.ToString();
    }

    public static ImmutableArray<WayBody> Read(string text)
    {
        if (text.Length == 0)
            return [];
        try
        {
            return [.. text.Split(Bodies).Select(ReadBody)];
        }
        catch (Exception exception) when (exception is FormatException or IndexOutOfRangeException or OverflowException)
        {
            return [];
        }
    }

    private static void Write(StringBuilder text, WayBody body)
    {
        Mark(text, KindMarks, (int)body.Kind);
        Join(text, Steps, body.Steps, Write);
    }

    private static void Write(StringBuilder text, Step step)
    {
        Join(text, Items, step.Moves, Write);
        Write(text.Append(Parts), step.Next);
        Write(text.Append(Parts).Append(step.IsExit ? "1" : "").Append(Parts), step.Decides);
        Join(text.Append(Parts), Items, step.Handlers, Write);
        text.Append(Parts);
        if (step.WhenZero >= 0)
            Write(text, step.WhenZero);
        text.Append(Parts).Append(step.Throws).Append(Parts);
        if (step.Original >= 0)
            Write(text, step.Original);
    }

    private static void Write(StringBuilder text, Move move)
    {
        Mark(text.Append((char)move.Kind), ResultMarks, (int)move.Result);
        Write(text, move.Number);
        Write(text.Append(Cells), move.Targets);
        Write(text.Append(Cells), move.Sources);
        if (move.Receiver != 0)
            Write(text.Append(Cells), move.Receiver);
    }

    private static void Write(StringBuilder text, Handler handler)
    {
        Write(text, handler.Try);
        text.Append(Cells).Append(handler.Type).Append(Cells);
        Write(text, (int)handler.Filter);
        Write(text.Append(Cells), handler.Step);
    }

    private static void Write(StringBuilder text, ImmutableArray<int> numbers) => Join(text, Numbers, numbers, Write);

    private static void Write(StringBuilder text, int number) => text.Append(number.ToString(CultureInfo.InvariantCulture));

    private static void Mark(StringBuilder text, string marks, int number)
    {
        if (number != 0)
            text.Append(marks[number]);
    }

    private static void Join<T>(StringBuilder text, char separator, IEnumerable<T> parts, Action<StringBuilder, T> write)
    {
        var isFirst = true;
        foreach (var part in parts)
        {
            if (!isFirst)
                text.Append(separator);
            isFirst = false;
            write(text, part);
        }
    }

    private static WayBody ReadBody(string text)
    {
        var kind = text.Length == 0 ? BodyKind.Direct : (BodyKind)Math.Max(0, KindMarks.IndexOf(text[0]));
        var steps = kind == BodyKind.Direct ? text : text.Substring(1);
        return steps.Length == 0 ? WayBody.Unseen : new([.. steps.Split(Steps).Select(ReadStep)], kind);
    }

    private static Step ReadStep(string text)
    {
        var parts = text.Split(Parts);
        return new(
            [.. List(parts[0], Items).Select(ReadMove)], Ints(parts[1]), parts[2] == "1", Ints(parts[3]),
            [.. List(parts[4], Items).Select(ReadHandler)], parts[5].Length == 0 ? -1 : Int(parts[5]))
        {
            Throws = parts[6].Length == 0 ? null : parts[6],
            Original = parts[7].Length == 0 ? -1 : Int(parts[7]),
        };
    }

    private static Move ReadMove(string text)
    {
        var cells = text.Split(Cells);
        var result = cells[0].Length > 1 ? (ResultKind)Math.Max(0, ResultMarks.IndexOf(cells[0][1])) : ResultKind.Value;
        var number = cells[0].Substring(result == ResultKind.Value ? 1 : 2);
        return new((MoveKind)cells[0][0], Int(number), result, Ints(cells[1]), Ints(cells[2]))
        {
            Receiver = cells.Length > 3 ? Int(cells[3]) : 0,
        };
    }

    private static Handler ReadHandler(string text)
    {
        var cells = text.Split(Cells);
        return new(Int(cells[0]), cells[1], (HandlerFilter)Int(cells[2]), Int(cells[3]));
    }

    private static string[] List(string text, char separator) => text.Length == 0 ? [] : text.Split(separator);

    private static ImmutableArray<int> Ints(string text) => [.. List(text, Numbers).Select(Int)];

    private static int Int(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
