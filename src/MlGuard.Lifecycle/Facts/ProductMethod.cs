using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Facts;

/// <summary>A method in its assembly; compared by identity, since names repeat across assemblies.</summary>
internal sealed class ProductMethod(AssemblyFacts assembly, MethodFact method)
{
    private readonly Lazy<ImmutableArray<WayBody>> _ways = new(() => WaysText.Read(method.Ways));

    public AssemblyFacts Assembly { get; } = assembly;

    public MethodFact Fact { get; } = method;

    public string Text { get; } = $"{method.Type}::{method.Name}({method.Parameters})";

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

    public ImmutableArray<Call> Calls { get; } = [.. method.Calls.Select(Call.Parse)];

    /// <summary>The ways through it, its own body first; read when asked. Empty where they are not known.</summary>
    public ImmutableArray<WayBody> Ways => _ways.Value;

    /// <summary>As a person writes it: <c>Namespace.Outer.Type.Method</c>.</summary>
    public string Symbol { get; } = Mark.EntryOf(method.Marks)?.Name == method.Name
        ? method.Name
        : $"{SymbolName.Of(method.Type)}.{SymbolName.OfMember(method.Name)}";
}
