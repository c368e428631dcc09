using System.Runtime.CompilerServices;
using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers;

/// <summary>
/// What a rule asks of a whole body, answered once for all that stands in it: asked anew at each place, a body twice as long would cost
/// four times as much.
/// </summary>
/// <typeparam name="T">The answer.</typeparam>
/// <param name="answer">Reads the answer off the operations of a body, in the order of the source.</param>
internal sealed class OncePerBody<T>(Func<IEnumerable<IOperation>, MlCompilation, CancellationToken, T> answer)
{
    /// <summary>By the root of the body; by its model where it is a script, whose statements are one body.</summary>
    private readonly ConditionalWeakTable<object, StrongBox<T>> _known = new();

    /// <summary>The answer for the body around <paramref name="operation"/>.</summary>
    public T Of(IOperation operation, MlCompilation compilation, CancellationToken cancellationToken = default)
    {
        var root = Bodies.RootOf(operation);
        var body = Bodies.IsInScript(root) && root.SemanticModel is { } model ? (object)model : root;
        return _known.GetValue(
            body, _ => new StrongBox<T>(answer(Bodies.AllAround(root), compilation, cancellationToken))).Value!;
    }
}
