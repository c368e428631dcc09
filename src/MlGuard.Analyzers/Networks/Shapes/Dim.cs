using System.Globalization;

namespace MlGuard.Analyzers.Networks.Shapes;

/// <summary>
/// One size of a tensor: a number, an unknown that is at least 1, or a sum of products of them. The key of a term names its unknowns.
/// </summary>
internal sealed class Dim : IEquatable<Dim>
{
    private const int MaximumTerms = 8;

    private readonly ImmutableSortedDictionary<string, long> _terms;

    private Dim(ImmutableSortedDictionary<string, long> terms) => _terms = terms;

    /// <summary>The number, if it is one.</summary>
    public long? Value => _terms.Count switch
    {
        0 => 0,
        1 when _terms.TryGetValue("", out var number) => number,
        _ => null,
    };

    public static Dim Of(long number) => new(
        number == 0 ? ImmutableSortedDictionary<string, long>.Empty : Empty.Add("", number));

    public static Dim Unknown(string name) => new(Empty.Add(name, 1));

    private static ImmutableSortedDictionary<string, long> Empty { get; } =
        ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    public static Dim operator +(Dim left, Dim right) => Sum(left, right, 1);

    public static Dim operator -(Dim left, Dim right) => Sum(left, right, -1);

    public static Dim operator *(Dim left, Dim right)
    {
        var terms = Empty.ToBuilder();
        foreach (var (one, other) in left._terms.SelectMany(_ => right._terms, (one, other) => (one, other)))
            Add(terms, Product(one.Key, other.Key), one.Value * other.Value);
        return new Dim(terms.ToImmutable());
    }

    /// <summary>The quotient, if nothing is left over whatever the unknowns are.</summary>
    public Dim? DividedBy(long divisor) =>
        divisor != 0 && _terms.Values.All(factor => factor % divisor == 0)
            ? new Dim(_terms.ToImmutableSortedDictionary(term => term.Key, term => term.Value / divisor, StringComparer.Ordinal))
            : null;

    /// <summary>Whether the two differ for every value of the unknowns: the difference keeps its sign.</summary>
    public bool IsNever(Dim other)
    {
        var rest = (this - other)._terms;
        return rest.Count > 0 && (rest.Values.All(factor => factor > 0) || rest.Values.All(factor => factor < 0));
    }

    public bool IsTooLong => _terms.Count > MaximumTerms || _terms.Values.Any(factor => Math.Abs(factor) > 1L << 40);

    public bool Equals(Dim? other) => other is not null && (this - other)._terms.Count == 0;

    public override bool Equals(object? obj) => Equals(obj as Dim);

    public override int GetHashCode() => _terms.Count;

    public override string ToString() => Value is { } number
        ? number.ToString(CultureInfo.InvariantCulture)
        : string.Join("+", _terms.Select(Said));

    private static string Said(KeyValuePair<string, long> term) => (term.Key, term.Value) switch
    {
        ("", var number) => number.ToString(CultureInfo.InvariantCulture),
        (var name, 1) => Name(name),
        (var name, var factor) => factor.ToString(CultureInfo.InvariantCulture) + "*" + Name(name),
    };

    private static string Name(string key) => string.Join("*", key.Split('*').Select(part => part[0] == '?' ? "n" : part));

    private static string Product(string one, string other) =>
        string.Join(
            "*", one.Split('*').Concat(other.Split('*')).Where(name => name.Length > 0).OrderBy(name => name, StringComparer.Ordinal));

    private static Dim Sum(Dim left, Dim right, long sign)
    {
        var terms = left._terms.ToBuilder();
        foreach (var term in right._terms)
            Add(terms, term.Key, sign * term.Value);
        return new Dim(terms.ToImmutable());
    }

    private static void Add(ImmutableSortedDictionary<string, long>.Builder terms, string key, long factor)
    {
        terms.TryGetValue(key, out var known);
        if (known + factor == 0)
            terms.Remove(key);
        else
            terms[key] = known + factor;
    }
}
