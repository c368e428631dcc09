namespace MlGuard.Analyzers.Documentation;

/// <summary>
/// Whether the name of a column leaves its meaning, unit or range in doubt. <c>City</c> and <c>IsPaid</c> say it all; <c>Amount</c>,
/// <c>RateCode</c> and <c>Col3</c> do not.
/// </summary>
internal static class ColumnDoubt
{
    private const int ShortestWord = 3;

    /// <summary>What a column of anything may be called.</summary>
    private static readonly ImmutableHashSet<string> s_generic = Set(
        "label predicted prediction feature features vector value values data input output result target class code flag text content "
            + "field column col item info answer attribute attr param parameter variable var outcome model");

    /// <summary>Of which nobody knows which of both is <c>true</c>.</summary>
    private static readonly ImmutableHashSet<string> s_twofold = Set("sentiment gender sex status type kind category state polarity");

    /// <summary>Numbers of these have a unit or a range.</summary>
    private static readonly ImmutableHashSet<string> s_quantities = Set(
        "amount price cost fare fee tip toll total subtotal revenue income salary wage budget balance spend spending profit discount tax "
            + "rent loan interest credit limit payment charge distance length width height depth size area volume weight mass speed "
            + "velocity acceleration time duration tenure period interval delay latency temperature temp pressure humidity power energy "
            + "voltage current consumption usage load rate ratio score rating rank grade risk intensity concentration density radius angle "
            + "frequency level index measure demand strength value factor coefficient sales acidity sugar alcohol");

    /// <summary>Numbers of these are codes.</summary>
    private static readonly ImmutableHashSet<string> s_codes = Set(
        "type class category code status kind sex gender group mode flag state sentiment priority");

    private static readonly ImmutableHashSet<string> s_units = Set(
        "euro euros eur usd dollar dollars cents gbp percent pct percentage seconds sec secs ms milliseconds minutes mins hours days weeks "
            + "months years meters metres km kilometers kilometres miles feet ft inches cm mm kg grams lbs pounds celsius fahrenheit "
            + "kelvin degrees kwh watts volts mph kmh bytes kb mb gb pixels px liters litres ml mg bpm hz count number id year month day "
            + "hour probability");

    private static readonly ImmutableHashSet<string> s_claims = Set("is has was can will should did does had are");

    /// <summary>Whether somebody who reads the name has to guess.</summary>
    public static bool IsIn(ISymbol column)
    {
        var words = NameWords.Of(column.Name);
        var type = column is IFieldSymbol field ? field.Type : ((IPropertySymbol)column).Type;
        return words.All(word => s_generic.Contains(word)) || IsCipher(column.Name) || IsDoubtful(words, type);
    }

    private static bool IsDoubtful(ImmutableArray<string> words, ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { ElementType: var item } => IsNumber(item),
        INamedTypeSymbol { Name: "VBuffer" } => true,
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var content] } =>
            IsDoubtful(words, content),
        { SpecialType: SpecialType.System_Boolean } => !s_claims.Contains(words[0]) && IsTwofold(words[words.Length - 1]),
        _ when IsNumber(type) => !words.Any(s_units.Contains) && (words.Any(s_quantities.Contains) || words.Any(IsAbbreviation)
            || s_codes.Contains(words[words.Length - 1])),
        _ => words[words.Length - 1] == "code",
    };

    private static bool IsTwofold(string word) => s_twofold.Contains(word) || s_generic.Contains(word);

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;

    /// <summary><c>X</c>, <c>V1</c>, <c>Col12</c>: a number in a file, or a letter.</summary>
    private static bool IsCipher(string name) =>
        (name.Length < ShortestWord && !name.Equals("id", StringComparison.OrdinalIgnoreCase)) || char.IsDigit(name[name.Length - 1]);

    /// <summary>A word that nobody can say: <c>Qty</c> can be guessed, and is.</summary>
    private static bool IsAbbreviation(string word) => word.Length > 1 && word.IndexOfAny(['a', 'e', 'i', 'o', 'u', 'y']) < 0;

    private static ImmutableHashSet<string> Set(string words) => [.. words.Split(' ')];
}
