namespace MlGuard.Lifecycle.Facts;

/// <summary>A call as the facts write it: <c>Type::Name(parameters)</c> after its marks.</summary>
/// <param name="Type">The type that it goes through.</param>
/// <param name="Name">The method.</param>
/// <param name="ParameterCount">How many parameters.</param>
/// <param name="IsVirtual">Whether an override or an implementation may answer.</param>
/// <param name="IsGuarded">Whether a handler catches what it throws.</param>
/// <param name="IsOnFailure">Whether it runs after a handler caught something.</param>
/// <param name="Text">Without its marks.</param>
internal sealed record Call(string Type, string Name, int ParameterCount, bool IsVirtual, bool IsGuarded, bool IsOnFailure, string Text)
{
    public const char VirtualMark = '*';
    public const char GuardedMark = '~';
    public const char OnFailureMark = '^';

    /// <summary>In place of a call: something that nobody knows.</summary>
    public const string Unknown = "?";

    private const string Separator = "::";

    public static Call Parse(string text)
    {
        var start = 0;
        while (start < text.Length && text[start] is VirtualMark or GuardedMark or OnFailureMark)
            start++;
        var marks = text.AsSpan(0, start);
        bool isVirtual =
            marks.IndexOf(VirtualMark) >= 0, isGuarded = marks.IndexOf(GuardedMark) >= 0, isOnFailure = marks.IndexOf(OnFailureMark) >= 0;
        var bare = text.Substring(start);
        var name = bare.IndexOf(Separator, StringComparison.Ordinal);
        var parameters = name < 0 ? -1 : bare.IndexOf('(', name);
        return parameters < 0
            ? new("", bare, 0, isVirtual, isGuarded, isOnFailure, bare)
            : new(
                bare.Substring(0, name), bare.Substring(name + Separator.Length, parameters - name - Separator.Length),
                CountOf(bare.Substring(parameters + 1).TrimEnd(')')), isVirtual, isGuarded, isOnFailure, bare);
    }

    public static int CountOf(string parameters) => parameters.Length == 0 ? 0 : 1 + parameters.Count(character => character == ',');

    public string Symbol => $"{SymbolName.Of(Type)}.{SymbolName.OfMember(Name)}";
}
