using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Facts;

/// <summary>A method in its assembly; compared by identity, since names repeat across assemblies.</summary>
/// <param name="number">Its place among all methods of the product.</param>
/// <param name="assembly">Where it stands.</param>
/// <param name="method">What the facts say of it.</param>
/// <param name="calls">Its calls.</param>
internal sealed class ProductMethod(int number, AssemblyFacts assembly, MethodFact method, ImmutableArray<Call> calls)
{
    private readonly Lazy<ImmutableArray<WayBody>> _ways = new(() => WaysText.Read(method.Ways));
    private string? _text;

    public int Number { get; } = number;

    public AssemblyFacts Assembly { get; } = assembly;

    public MethodFact Fact { get; } = method;

    public string Text => _text ??= $"{Fact.Type}::{Fact.Name}({Fact.Parameters})";

    public int ParameterCount { get; } = Call.CountOf(method.Parameters);

    public bool IsConstructor => Fact.Name is ".ctor" or ".cctor";

    /// <summary>
    /// Where it stands in the type's words, for a path that people read: <c>Scorer.Score</c>, or <c>new Scorer</c>.
    /// </summary>
    public string Short
    {
        get
        {
            if (IsConstructor)
                return $"new {SymbolName.Of(Fact.Type).Split('.').Last()}";
            return Symbol == Fact.Name ? Symbol : Symbol.Substring(1 + Symbol.LastIndexOf('.', Math.Max(0, Symbol.LastIndexOf('.') - 1)));
        }
    }

    public ImmutableArray<ConstantCall> Constants { get; } = [.. method.Constants.Select(ConstantCall.Parse)];

    /// <summary>Asked of few methods, so read when asked.</summary>
    public ImmutableArray<ConstantCall> Passed => [.. Fact.Passed.Select(ConstantCall.Parse)];

    public ImmutableArray<Call> Calls { get; } = calls;

    /// <summary>The ways through it, its own body first; read when asked. Empty where they are not known.</summary>
    public ImmutableArray<WayBody> Ways => _ways.Value;

    /// <summary>As a person writes it: <c>Namespace.Outer.Type.Method</c>.</summary>
    public string Symbol { get; } = Mark.EntryOf(method.Marks)?.Name == method.Name
        ? method.Name
        : $"{SymbolName.Of(method.Type)}.{SymbolName.OfMember(method.Name)}";

    public override int GetHashCode() => Number;
}
