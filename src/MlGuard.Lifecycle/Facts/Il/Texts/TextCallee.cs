using System.Reflection.Metadata;
using MlGuard.Frameworks;

namespace MlGuard.Lifecycle.Facts.Il.Texts;

/// <summary>What a member of .NET does with the text that it is given, as far as its name tells.</summary>
internal enum TextCallee
{
    /// <summary>Anything: it may look at the text, or let through what it likes.</summary>
    Unknown,

    /// <summary>What it answers holds the text of what it is given and of what it is called on.</summary>
    Carries,

    /// <summary>What it is called on holds the text from then on, and so does what it answers.</summary>
    Fills,

    /// <summary>It makes nothing of the text that anybody could obey.</summary>
    Ignores,

    /// <summary>The answer of an asynchronous method.</summary>
    Answers,
}

/// <summary>The table of <see cref="TextCallee"/>.</summary>
internal static class TextCallees
{
    private const string Text = nameof(PrimitiveTypeCode.String);

    private static readonly ImmutableHashSet<string> s_ignoring =
    [
        "System.String::IsNullOrEmpty", "System.String::IsNullOrWhiteSpace", "System.String::get_Length", "System.Object::.ctor",
        "System.ArgumentNullException::ThrowIfNull", "System.ArgumentException::ThrowIfNullOrEmpty",
        "System.ArgumentException::ThrowIfNullOrWhiteSpace", "System.IDisposable::Dispose", "System.IAsyncDisposable::DisposeAsync",
    ];

    private static readonly ImmutableHashSet<string> s_carrying =
    [
        "System.Object::ToString", "System.IO.Path::Combine", "System.IO.Path::Join", "System.IO.Path::GetFullPath",
        "System.MemoryExtensions::AsSpan", "System.String::op_Implicit",
    ];

    private static readonly ImmutableHashSet<string> s_fillers =
        ["Append", "AppendLine", "AppendFormat", "AppendJoin", "AppendFormatted", "AppendLiteral", "Insert", "Add", "AddRange"];

    private static readonly ILookup<string, TextRow> s_cleaners =
        TextTable.All.Where(row => row.Role == TextRole.Cleaner).ToLookup(row => row.Type, StringComparer.Ordinal);

    private static readonly ILookup<string, TextRow> s_foreign =
        TextTable.All.Where(row => row.Role == TextRole.ForeignText).ToLookup(row => row.Type, StringComparer.Ordinal);

    /// <summary>Whether it answers with text of the network, a database or a search.</summary>
    public static bool IsForeign(string type, string member) =>
        s_foreign[type].Any(row => row.Names(member.StartsWith("get_", StringComparison.Ordinal) ? member.Substring(4) : member));

    public static TextCallee Of(Callee callee)
    {
        var name = $"{callee.Type}::{callee.Name}";
        if (s_ignoring.Contains(name) || s_cleaners[callee.Type].Any(row => row.Names(callee.Name))
            || RoleIndex.Plays(callee.Type, callee.Name, Role.Telemetry))
            return TextCallee.Ignores;
        if (callee.Name == "SetResult" && callee.Type.StartsWith("System.Runtime.CompilerServices.Async", StringComparison.Ordinal))
            return TextCallee.Answers;
        if (IsOfMachinery(callee.Type))
            return s_fillers.Contains(callee.Name) || callee.Name == ".ctor" ? TextCallee.Fills : TextCallee.Carries;
        if (s_carrying.Contains(name) || (callee.Type == "System.String" && callee.Result == Text))
            return TextCallee.Carries;
        if (callee.Type.StartsWith("System.Text.StringBuilder", StringComparison.Ordinal)
            || callee.Type.StartsWith("System.Collections.Generic.", StringComparison.Ordinal))
            return FillsOrTells(callee);
        return callee.Name.StartsWith("get_", StringComparison.Ordinal) && callee.Parameters.Length == 0
            ? TextCallee.Carries
            : TextCallee.Unknown;
    }

    private static TextCallee FillsOrTells(Callee callee)
    {
        if (s_fillers.Contains(callee.Name) || callee.Name == ".ctor")
            return TextCallee.Fills;
        // Who looks a text up in a table gets what the table holds.
        if (callee.Name is "GetAsyncEnumerator" or "MoveNextAsync")
            return TextCallee.Carries;
        return callee is { Parameters: "" or nameof(PrimitiveTypeCode.Int32), Name: "ToString" or "get_Item" or "ToArray" or "GetEnumerator"
            or "get_Current" }
            ? TextCallee.Carries
            : TextCallee.Unknown;
    }

    /// <summary>What stands between a task and its answer, and what puts texts together.</summary>
    private static bool IsOfMachinery(string type) =>
        type.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal)
        || type is "System.Threading.Tasks.Task" or "System.Threading.Tasks.Task`1" or "System.Threading.Tasks.ValueTask`1"
            or "System.Threading.Tasks.TaskAsyncEnumerableExtensions";
}
