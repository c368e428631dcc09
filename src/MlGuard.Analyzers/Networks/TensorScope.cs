using Microsoft.CodeAnalysis.Text;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;

namespace MlGuard.Analyzers.Networks;

/// <summary>A part of a body in which a dispose scope is open, or gradients are off.</summary>
/// <param name="Opener">The call that opens it.</param>
/// <param name="Region">From there to where it ends.</param>
/// <param name="Function">The method or lambda around it.</param>
internal readonly record struct TensorScope(IInvocationOperation Opener, TextSpan Region, IOperation Function)
{
    private static readonly ImmutableHashSet<TorchMeaning> s_all =
        [TorchMeaning.OpenScope, TorchMeaning.StopGradients, TorchMeaning.TrackGradients];

    /// <summary>The scopes that a body opens with <c>using</c>.</summary>
    public static IEnumerable<TensorScope> In(TorchBody body, TorchMembers members) =>
        body.Events.Where(it => s_all.Contains(it.Meaning) && it.IsOwn)
            .Select(it => Of(it.Call)).OfType<TensorScope>();

    public bool Contains(IOperation operation) => Region.Contains(operation.Syntax.Span)
        && operation.Syntax.SyntaxTree == Opener.Syntax.SyntaxTree;

    private static TensorScope? Of(IInvocationOperation opener)
    {
        foreach (var around in Bodies.AroundInFunction(opener))
        {
            if (around is IUsingOperation use && !Bodies.IsInside(opener, use.Body))
                return new TensorScope(opener, use.Body.Syntax.Span, Bodies.FunctionAround(opener));
            if (around is IUsingDeclarationOperation && around.Parent is { } block)
                return new TensorScope(
                    opener, TextSpan.FromBounds(around.Syntax.Span.End, Math.Max(around.Syntax.Span.End, block.Syntax.Span.End)),
                    Bodies.FunctionAround(opener));
        }

        return null;
    }
}
