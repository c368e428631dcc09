namespace MlGuard.Analyzers.Networks.Shapes;

/// <summary>What losses want of the sizes of answer and target.</summary>
internal static class ShapeLosses
{
    /// <summary>Checks the two by the name of the loss, a function or a module.</summary>
    public static void Check(string loss, TensorShape? answer, TensorShape? target, IInvocationOperation call, ShapeReader reader)
    {
        if (answer is not { IsOpen: false } || target is not { IsOpen: false })
            return;
        if (OperationTable.ClassLosses.Contains(loss))
            OfClasses(answer, target, call, reader);
        else if (OperationTable.Losses.TryGetValue(loss, out var wantsSame) && wantsSame)
            OfSame(answer, target, call, reader);
        else if (OperationTable.Losses.ContainsKey(loss))
            reader.Broadcast(answer, target, call);
    }

    private static void OfSame(TensorShape answer, TensorShape target, IInvocationOperation call, ShapeReader reader)
    {
        if (answer.Rank != target.Rank || Differ(answer.Dims, target.Dims))
            reader.Wrong(call, $"{ShapeReader.Said(call)} compares {answer} from {answer.From}", target);
    }

    /// <summary>The target names a class for each place, or is a share for each class.</summary>
    private static void OfClasses(TensorShape answer, TensorShape target, IInvocationOperation call, ShapeReader reader)
    {
        if (answer.Rank == 0)
            return;
        var places = answer.Dims.RemoveAt(answer.Rank == 1 ? 0 : 1);
        var wanted = target.Rank == places.Length ? places : answer.Dims;
        if (target.Rank != wanted.Length || Differ(wanted, target.Dims))
            reader.Wrong(call, $"{ShapeReader.Said(call)} compares {answer} from {answer.From}", target);
    }

    private static bool Differ(ImmutableArray<Dim> one, ImmutableArray<Dim> other) =>
        one.Where((size, at) => size.IsNever(other[at])).Any();
}
