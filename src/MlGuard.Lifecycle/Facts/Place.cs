namespace MlGuard.Lifecycle.Facts;

/// <summary>A method in its assembly; compared by identity, since names repeat across assemblies.</summary>
internal sealed class Place(AssemblyFacts assembly, MethodFact method)
{
    public AssemblyFacts Assembly { get; } = assembly;

    public MethodFact Method { get; } = method;

    public string Text { get; } = $"{method.Type}::{method.Name}({method.Parameters})";

    public int ParameterCount { get; } = Call.CountOf(method.Parameters);

    public ImmutableArray<Call> Calls { get; } = [.. method.Calls.Select(Call.Parse)];

    /// <summary>As a person writes it: <c>Namespace.Outer.Type.Method</c>.</summary>
    public string Symbol { get; } = $"{SymbolName.Of(method.Type)}.{SymbolName.OfMember(method.Name)}";
}
