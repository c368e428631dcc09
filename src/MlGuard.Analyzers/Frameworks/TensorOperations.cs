namespace MlGuard.Analyzers.Frameworks;

/// <summary>
/// The operations of TorchSharp that make a new tensor and leave their arguments as they are, read off version 0.107.0. The library names
/// what works in place with an underscore at the end; the few that break the rule stand in a table.
/// </summary>
/// <param name="symbols">The compilation's types.</param>
internal sealed class TensorOperations(MlSymbols symbols)
{
    private const string Tensor = "TorchSharp.torch+Tensor";

    /// <summary>The types that declare operations on tensors.</summary>
    public static ImmutableArray<string> Owners { get; } =
        [
            Tensor, "TorchSharp.torch", "TorchSharp.torch+nn+functional", "TorchSharp.torch+special", "TorchSharp.torch+linalg", "TorchSharp.torch+fft"];

    /// <summary>Operations that return a tensor and also do something else.</summary>
    public static ImmutableHashSet<string> WithEffect { get; } =
    [
        // They change the tensor that they are called on.
        "MoveToOuterDisposeScope", "MoveToOtherDisposeScope", "DetachFromDisposeScope", "DetatchFromDisposeScope", "with_requires_grad",
        // Returns the tensor itself in one overload.
        "hardtanh",
        // They update the running statistics that they are given.
        "batch_norm", "instance_norm", "quantized_batch_norm",
        // They move the random generator on.
        "bernoulli", "binomial", "multinomial", "poisson", "normal", "rand_like", "randn_like", "randint_like", "rrelu",
        "_standard_gamma", "_sample_dirichlet",
        "dropout", "dropout1d", "dropout2d", "dropout3d", "alpha_dropout", "feature_alpha_dropout", "scaled_dot_product_attention",
        "svd_lowrank", "pca_lowrank",
        "fractional_max_pool2d", "fractional_max_pool2d_with_indices", "fractional_max_pool3d", "fractional_max_pool3d_with_indices",
    ];

    /// <summary>Whether the new tensors are all that a call of <paramref name="method"/> leaves behind.</summary>
    public bool IsPure(IMethodSymbol method) =>
        symbols.Type(Tensor) is { } tensor && IsOperation(method, tensor) && Owners.Any(owner => symbols.Is(method.ContainingType, owner));

    /// <summary>Whether tensors can do the same in place.</summary>
    public bool HasInPlace(string name) => symbols.Type(Tensor)?.GetMembers(name + "_").IsEmpty == false;

    private static bool IsOperation(IMethodSymbol method, INamedTypeSymbol tensor) =>
        !method.Name.EndsWith("_", StringComparison.Ordinal)
        && !method.Name.EndsWith("_out", StringComparison.Ordinal)
        && !WithEffect.Contains(method.Name)
        && ContainsTensor(method.ReturnType, tensor)
        && (!method.IsStatic || method.Parameters.Any(parameter => ContainsTensor(parameter.Type, tensor)));

    private static bool ContainsTensor(ITypeSymbol type, INamedTypeSymbol tensor) => type switch
    {
        IArrayTypeSymbol array => ContainsTensor(array.ElementType, tensor),
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(element => ContainsTensor(element.Type, tensor)),
        INamedTypeSymbol { Name: "IEnumerable" or "ICollection" or "IList" or "IReadOnlyList" or "List", TypeArguments: [var content] } =>
            ContainsTensor(content, tensor),
        _ => SymbolEqualityComparer.Default.Equals(type, tensor),
    };
}
