using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;

namespace MlGuard.Analyzers.Networks.Shapes;

/// <summary>Lists of layers, and loops over them that are read round by round.</summary>
internal sealed partial class ShapeReader
{
    private const int MaximumRounds = 32;

    private static readonly ImmutableHashSet<string> s_changes =
        ["Add", "add", "append", "extend", "Insert", "Remove", "RemoveAt", "Clear", "clear", "add_module", "register_module"];

    private static readonly ImmutableHashSet<string> s_lists = ["ModuleList", "ModuleDict", "Sequential"];

    /// <summary>Reads a loop over known layers round by round; false when it is none.</summary>
    private bool Unroll(ILoopOperation loop, ShapeScope scope)
    {
        if (loop.Body.Descendants().Any(it => it is IBranchOperation or IReturnOperation))
            return false;
        return loop switch
        {
            IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: var local } } each =>
                UnrollLayers(each, local, scope),
            IForLoopOperation counted => UnrollRounds(counted, scope),
            _ => false,
        };
    }

    private bool UnrollLayers(IForEachLoopOperation each, ILocalSymbol local, ShapeScope scope)
    {
        if (!flow.Symbols.IsModule(local.Type) || LayersOf(each.Collection, scope) is not { IsDefault: false } layers
            || layers.Length > MaximumRounds)
            return false;
        foreach (var layer in layers)
        {
            scope.Layers[local] = layer;
            Run(each.Body, scope);
        }

        scope.Layers.Remove(local);
        return true;
    }

    /// <summary>A loop that counts from a known number to a known number, and takes layers by that number.</summary>
    private bool UnrollRounds(IForLoopOperation loop, ShapeScope scope)
    {
        if (loop.Locals is not [var local] || !IsCountedUp(loop, local)
            || !loop.Body.Descendants().OfType<IPropertyReferenceOperation>().Any(it => IsLayerAt(it, local))
            || StartOf(loop) is not { } start || Numbers.Of(start) is not { } first
            || loop.Condition is not IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan, LeftOperand: var counter } condition
            || Unwrapped(counter) is not ILocalReferenceOperation counted
            || !SymbolEqualityComparer.Default.Equals(counted.Local, local)
            || CountOf(condition.RightOperand, scope) is not { } end || end - first > MaximumRounds)
            return false;
        for (var round = first; round < end; round++)
        {
            scope.Rounds[local] = round;
            Run(loop.Body, scope);
        }

        scope.Rounds.Remove(local);
        return true;
    }

    private static bool IsCountedUp(IForLoopOperation loop, ILocalSymbol local) =>
        loop.AtLoopBottom is [IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation { Kind: OperationKind.Increment } }]
        && !loop.Body.Descendants().Any(it => Written(it) is ILocalReferenceOperation target
            && SymbolEqualityComparer.Default.Equals(target.Local, local));

    private static IOperation? Written(IOperation operation) => operation switch
    {
        IAssignmentOperation assignment => assignment.Target,
        IIncrementOrDecrementOperation step => step.Target,
        _ => null,
    };

    private static IOperation? StartOf(IForLoopOperation loop) => loop.Before is [var before]
        ? before.DescendantsAndSelf().OfType<IVariableDeclaratorOperation>().FirstOrDefault()?.GetVariableInitializer()?.Value
        : null;

    private bool IsLayerAt(IPropertyReferenceOperation it, ILocalSymbol local) =>
        it is { Property.IsIndexer: true, Arguments: [{ Value: var at }] } && flow.Symbols.IsModule(it.Type)
        && at.DescendantsAndSelf().OfType<ILocalReferenceOperation>()
            .Any(read => SymbolEqualityComparer.Default.Equals(read.Local, local));

    private long? CountOf(IOperation end, ShapeScope scope)
    {
        if (Unwrapped(end) is not IPropertyReferenceOperation { Property.Name: "Count" or "Length", Instance: { } list })
            return DimOf(end, scope)?.Value;
        var layers = LayersOf(list, scope);
        return layers.IsDefault ? null : layers.Length;
    }

    /// <summary>The layer of a list at a place, or of a dictionary under a name.</summary>
    private (IOperation Made, ShapeScope Scope)? ElementOf(IOperation list, IOperation at, ShapeScope scope)
    {
        var layers = LayersOf(list, scope);
        if (layers.IsDefault)
            return null;
        var place = Constants.Text(at) is { } name
            ? layers.ToList().FindIndex(it => NameIn(it.Made) == name)
            : DimOf(at, scope)?.Value ?? -1;
        return place >= 0 && place < layers.Length ? layers[(int)place] : null;
    }

    /// <summary>The layers in a list, with what was known where each was made; default when they are not all seen.</summary>
    private ImmutableArray<(IOperation Made, ShapeScope Scope)> LayersOf(IOperation list, ShapeScope scope)
    {
        if (Unwrapped(list) is IInvocationOperation { TargetMethod.Name: "values" or "children", Instance: { } whole } call
            && TorchTypes.Declares(call.TargetMethod))
            list = whole;
        if (IsChanged(Unwrapped(list)))
            return default;
        var (made, around) = Layer(list, scope);
        if (made is IInvocationOperation maker && s_lists.Contains(maker.TargetMethod.Name) && TorchTypes.Declares(maker.TargetMethod))
        {
            var layers = NetworkReader.ElementsOf(maker);
            return layers.IsDefault || NetworkReader.IsAppendedTo(maker) ? default : [.. layers.Select(layer => (layer, around))];
        }

        return made is IArrayCreationOperation && Constants.Elements(made) is { } elements && elements.All(element => element is not null)
            ? [.. elements.Select(element => (element!, around))]
            : default;
    }

    /// <summary>Whether layers are added to a member, or taken away, wherever that is.</summary>
    private bool IsChanged(IOperation list) =>
        list is IMemberReferenceOperation { Member: var member } && flow.OperationsNaming(member.Name, cancellationToken).Any(operation =>
            operation is IInvocationOperation { Instance: IMemberReferenceOperation receiver } call
            && s_changes.Contains(call.TargetMethod.Name)
            && SymbolEqualityComparer.Default.Equals(receiver.Member.OriginalDefinition, member.OriginalDefinition));

    private static string? NameIn(IOperation element) =>
        Unwrapped(element) is ITupleOperation { Elements: [var name, _] } ? Constants.Text(name) : null;
}
