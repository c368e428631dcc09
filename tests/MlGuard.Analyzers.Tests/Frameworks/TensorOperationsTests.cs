using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Tests.Infrastructure;

namespace MlGuard.Analyzers.Tests.Frameworks;

/// <summary>
/// The table of tensor operations, held against the real TorchSharp. Its native library is never loaded: only its code is read.
/// </summary>
public class TensorOperationsTests
{
    private const byte LoadThis = 0x02;
    private const byte Return = 0x2A;

    private static readonly MlSymbols s_symbols = new(CSharpCompilation.Create("Tensors", references: References.All), digest: null);

    private static IEnumerable<IMethodSymbol> Members =>
        TensorOperations.Owners.SelectMany(owner => s_symbols.Type(owner)!.GetMembers()).OfType<IMethodSymbol>();

    [Fact]
    public void Every_owner_and_every_exception_exists()
    {
        Assert.All(TensorOperations.Owners, owner => Assert.NotNull(s_symbols.Type(owner)));
        Assert.Empty(TensorOperations.WithEffect.Except(Members.Select(method => method.Name)));
    }

    [Fact]
    public void Many_operations_are_pure_and_those_that_give_no_tensor_are_not()
    {
        var operations = new TensorOperations(s_symbols);

        Assert.InRange(Members.Where(operations.IsPure).Select(method => method.Name).Distinct().Count(), 500, 1000);
        Assert.DoesNotContain(Members, method => method.ReturnsVoid && operations.IsPure(method));
    }

    /// <summary>What hands the tensor itself back has changed it, or does nothing.</summary>
    [Fact]
    public void No_operation_that_returns_its_own_tensor_is_taken_for_pure()
    {
        var operations = new TensorOperations(s_symbols);
        var pure = Members.Where(operations.IsPure).Select(method => method.Name).ToHashSet();

        var own = typeof(TorchSharp.torch.Tensor).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.ReturnType == typeof(TorchSharp.torch.Tensor) && ReturnsThis(method)).Select(method => method.Name)
            .Distinct().ToList();

        Assert.Contains("with_requires_grad", own);
        Assert.DoesNotContain(own, pure.Contains);
    }

    private static bool ReturnsThis(MethodInfo method) =>
        method.GetMethodBody()?.GetILAsByteArray() is { } code && code.AsSpan().IndexOf([LoadThis, Return]) >= 0;
}
