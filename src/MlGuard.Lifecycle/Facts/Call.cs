namespace MlGuard.Lifecycle.Facts;

/// <summary>
/// A call as the facts write it: <c>Type::Name(parameters)</c> after its marks. Compared by identity: one text of one assembly is one call.
/// </summary>
internal sealed class Call
{
    public const char VirtualMark = '*';
    public const char GuardedMark = '~';
    public const char OnFailureMark = '^';

    /// <summary>In place of a call: something that nobody knows.</summary>
    public const string Unknown = "?";

    private const string Separator = "::";
    private readonly int _number;
    private string? _symbol;

    private Call(string marks, string type, string name, int parameterCount, string text, int number)
    {
        (Type, Name, ParameterCount, Text, _number) = (type, name, parameterCount, text, number);
        IsVirtual = marks.IndexOf(VirtualMark) >= 0;
        IsGuarded = marks.IndexOf(GuardedMark) >= 0;
        IsOnFailure = marks.IndexOf(OnFailureMark) >= 0;
    }

    /// <summary>The type that it goes through.</summary>
    public string Type { get; }

    public string Name { get; }

    public int ParameterCount { get; }

    /// <summary>Whether an override or an implementation may answer.</summary>
    public bool IsVirtual { get; }

    /// <summary>Whether a handler catches what it throws.</summary>
    public bool IsGuarded { get; }

    /// <summary>Whether it runs after a handler caught something.</summary>
    public bool IsOnFailure { get; }

    /// <summary>Without its marks.</summary>
    public string Text { get; }

    public string Symbol => _symbol ??= $"{SymbolName.Of(Type)}.{SymbolName.OfMember(Name)}";

    /// <param name="text">As the facts write it.</param>
    /// <param name="number">Its place among all calls of the product, where it is one of them.</param>
    public static Call Parse(string text, int number = -1)
    {
        var start = 0;
        while (start < text.Length && text[start] is VirtualMark or GuardedMark or OnFailureMark)
            start++;
        var marks = text.Substring(0, start);
        var bare = text.Substring(start);
        var name = bare.IndexOf(Separator, StringComparison.Ordinal);
        var parameters = name < 0 ? -1 : bare.IndexOf('(', name);
        return parameters < 0
            ? new(marks, "", bare, 0, bare, number)
            : new(
                marks, bare.Substring(0, name), bare.Substring(name + Separator.Length, parameters - name - Separator.Length),
                CountOf(bare.Substring(parameters + 1).TrimEnd(')')), bare, number);
    }

    public override int GetHashCode() => _number;

    public static int CountOf(string parameters) => parameters.Length == 0 ? 0 : 1 + parameters.Count(character => character == ',');
}
