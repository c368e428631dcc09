namespace MlGuard.Lifecycle.Facts;

/// <summary>A call as the facts write it: <c>Type::Name(parameters)</c>, with a leading <c>*</c> when it is virtual.</summary>
internal sealed record Call(string Type, string Name, int ParameterCount, bool IsVirtual, string Text)
{
    private const string Separator = "::";

    public static Call Parse(string text)
    {
        var isVirtual = text.StartsWith("*", StringComparison.Ordinal);
        var bare = isVirtual ? text.Substring(1) : text;
        var name = bare.IndexOf(Separator, StringComparison.Ordinal);
        var parameters = name < 0 ? -1 : bare.IndexOf('(', name);
        return parameters < 0
            ? new("", bare, 0, isVirtual, bare)
            : new(
                bare.Substring(0, name), bare.Substring(name + Separator.Length, parameters - name - Separator.Length),
                CountOf(bare.Substring(parameters + 1).TrimEnd(')')), isVirtual, bare);
    }

    public static int CountOf(string parameters) => parameters.Length == 0 ? 0 : 1 + parameters.Count(character => character == ',');

    public string Symbol => $"{SymbolName.Of(Type)}.{SymbolName.OfMember(Name)}";
}
