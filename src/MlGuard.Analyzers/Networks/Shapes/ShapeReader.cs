using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;

namespace MlGuard.Analyzers.Networks.Shapes;

/// <summary>
/// Follows the sizes of tensors through the layers and operations of a body. What it does not know is unknown, and silent.
/// </summary>
internal sealed partial class ShapeReader(TorchFlow flow, CancellationToken cancellationToken)
{
    private const int MaximumDepth = 40;

    private const int MaximumSteps = 20_000;

    private readonly List<ShapeProblem> _problems = [];
    private int _unknowns;
    private int _depth;
    private int _steps;

    public IReadOnlyList<ShapeProblem> Problems => _problems;

    /// <summary>Reads a body from its beginning; a method of a network with what is known of its constructor.</summary>
    public void Read(IEnumerable<IOperation> roots, ShapeScope scope)
    {
        foreach (var root in roots)
            Run(root, scope);
    }

    public void Report(ShapeProblem problem) => _problems.Add(problem);

    public Dim Fresh() => Dim.Unknown("?" + _unknowns++);

    /// <summary>How the source writes something, in short.</summary>
    public static string Said(IOperation operation)
    {
        var text = operation.Syntax.ToString();
        if (text.Length <= 40 && !text.Contains('\n'))
            return $"'{text}'";
        return operation is IInvocationOperation call ? $"'{call.TargetMethod.Name}'" : "the line above";
    }

    /// <summary>A whole number as far as it is known: a constant, a parameter of a constructor, a size of a tensor.</summary>
    public Dim? DimOf(IOperation value, ShapeScope scope)
    {
        if (++_steps > MaximumSteps)
            return null;
        if (Numbers.Of(value) is { } number)
            return Dim.Of(number);
        return LocalValues.Origin(Unwrapped(value)) switch
        {
            ILocalReferenceOperation round when scope.Rounds.TryGetValue(round.Local, out var at) => Dim.Of(at),
            IParameterReferenceOperation parameter when scope.Numbers.TryGetValue(parameter.Parameter, out var given) => given,
            IParameterReferenceOperation parameter => DimOfParameter(parameter),
            IBinaryOperation binary when DimOf(binary.LeftOperand, scope) is { } left && DimOf(binary.RightOperand, scope) is { } right =>
                Computed(binary.OperatorKind, left, right),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } minus when DimOf(minus.Operand, scope) is { } positive =>
                Dim.Of(0) - positive,
            IInvocationOperation { TargetMethod.Name: "size", Instance: { } tensor, Arguments: [var at] } =>
                SizeOf(TensorOf(tensor, scope), Numbers.Of(at.Value)),
            IArrayElementReferenceOperation
            {
                ArrayReference: IPropertyReferenceOperation { Property.Name: "shape", Instance: { } tensor }, Indices: [var at],
            } => SizeOf(TensorOf(tensor, scope), Numbers.Of(at)),
            IMemberReferenceOperation { Member: var member, Instance: null or IInstanceReferenceOperation }
                when OnlyValueOf(member) is { } set => DimOf(set, scope.Network),
            _ => null,
        };
    }

    /// <summary>The numbers of a list, a tuple or several arguments; default when their count is not known.</summary>
    public ImmutableArray<Dim> DimsOf(IOperation value, ShapeScope scope)
    {
        var origin = Numbers.OriginOf(Unwrapped(value));
        if (Unwrapped(origin) is ITupleOperation tuple)
            return [.. tuple.Elements.Select(element => DimOf(element, scope) ?? Fresh())];
        if (Constants.Elements(origin) is not { } elements || elements.Any(element => element is null))
            return default;
        return [.. elements.Select(element => DimOf(element!, scope) ?? Fresh())];
    }

    /// <summary>The sizes of a tensor.</summary>
    public TensorShape? TensorOf(IOperation value, ShapeScope scope)
    {
        if (++_steps > MaximumSteps || _depth > MaximumDepth)
            return null;
        _depth++;
        try
        {
            return Unwrapped(value) switch
            {
                ILocalReferenceOperation local => scope.TensorIn(local.Local),
                IParameterReferenceOperation parameter => scope.TensorIn(parameter.Parameter),
                IInvocationOperation call => OfCall(call, scope),
                IBinaryOperation { OperatorMethod: { } method } binary when TorchTypes.Declares(method) => OfBinary(binary, scope),
                IUnaryOperation { OperatorMethod: { } method } unary when TorchTypes.Declares(method) => Value(unary.Operand, scope),
                ISimpleAssignmentOperation assignment => Assign(assignment, scope),
                IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } whole } indexed
                    when TorchTypes.Declares(indexed.Property) && flow.Symbols.IsTensor(whole.Type) => OfIndexer(indexed, whole, scope),
                IPropertyReferenceOperation { Property.Name: "T" or "mT", Instance: { } whole } turned
                    when TorchTypes.Declares(turned.Property) && flow.Symbols.IsTensor(whole.Type) =>
                    Turned(Value(whole, scope)),
                IArrayElementReferenceOperation { ArrayReference: var list, Indices: [var at] } => Part(list, Numbers.Of(at), scope),
                IMemberReferenceOperation { Instance: { } tuple } member when ItemOf(member) is { } item => Part(tuple, item, scope),
                var other => Inside(other, scope),
            };
        }
        finally
        {
            _depth--;
        }
    }

    private static TensorShape? Turned(TensorShape? matrix) =>
        matrix is { IsOpen: false, Rank: 2 } ? matrix with { Dims = [matrix.Dims[1], matrix.Dims[0]] } : null;

    private TensorShape? Inside(IOperation value, ShapeScope scope)
    {
        foreach (var child in value.ChildOperations)
            Value(child, scope);
        return null;
    }

    /// <summary>What a model makes of its inputs.</summary>
    public TensorShape? Apply(IOperation model, ShapeScope scope, ImmutableArray<TensorShape?> inputs, Location place)
    {
        if (++_steps > MaximumSteps || _depth > MaximumDepth)
            return null;
        _depth++;
        try
        {
            return Layer(model, scope) switch
            {
                (IInvocationOperation made, var around) => ApplyLayer(made, around, inputs, place),
                (IObjectCreationOperation created, var around) => ApplyNetwork(created, around, inputs),
                _ => null,
            };
        }
        finally
        {
            _depth--;
        }
    }

    /// <summary>The call that made a layer, through variables and fields, with what was known there.</summary>
    private (IOperation Made, ShapeScope Scope) Layer(IOperation model, ShapeScope scope)
    {
        for (var step = 0; step < MaximumDepth; step++)
        {
            var source = TensorReader.Source(Unwrapped(model));
            switch (source)
            {
                case ITupleOperation { Elements: [_, var named] }:
                    model = named;
                    break;
                case ILocalReferenceOperation local when scope.Layers.TryGetValue(local.Local, out var layer):
                    (model, scope) = layer;
                    break;
                case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } list, Arguments: [var at] } indexed
                    when TorchTypes.Declares(indexed.Property):
                    if (ElementOf(list, at.Value, scope) is not { } element)
                        return (source, scope);
                    (model, scope) = element;
                    break;
                case IMemberReferenceOperation { Member: var member, Instance: null or IInstanceReferenceOperation }:
                    if (OnlyValueOf(member) is not { } set)
                        return (source, scope);
                    (model, scope) = (set, scope.Network);
                    break;
                case IInvocationOperation call when flow.Members.Of(call.TargetMethod) is TorchMeaning.Move or TorchMeaning.Load
                    && FluentChain.ReceiverOf(call) is { } moved:
                    model = moved;
                    break;
                default:
                    return (source, scope);
            }
        }

        return (model, scope);
    }

    private TensorShape? ApplyLayer(
        IInvocationOperation made, ShapeScope scope, ImmutableArray<TensorShape?> inputs, Location place)
    {
        if (!TorchTypes.Declares(made.TargetMethod))
            return null;
        if (made.TargetMethod.Name == "Sequential")
            return ApplyAll(made, scope, inputs);
        return LayerTable.Rows.TryGetValue(made.TargetMethod.Name, out var row)
            ? row(new LayerCall(made, scope, this, place) { Inputs = inputs }, inputs.FirstOrDefault())
            : null;
    }

    private TensorShape? ApplyAll(IInvocationOperation sequential, ShapeScope scope, ImmutableArray<TensorShape?> inputs)
    {
        var layers = NetworkReader.LayersOf(sequential);
        if (layers.IsDefaultOrEmpty || NetworkReader.IsAppendedTo(sequential))
            return null;
        foreach (var layer in layers)
            inputs = [Apply(layer, scope, inputs, TorchValues.PlaceOf(Unwrapped(layer)))];
        return inputs[0];
    }

    private TensorShape? ApplyNetwork(IObjectCreationOperation created, ShapeScope scope, ImmutableArray<TensorShape?> inputs)
    {
        if (created.Type is not INamedTypeSymbol type || !flow.Symbols.IsDeclaredHere(type) || !flow.Symbols.IsModule(type)
            || flow.Networks.ForwardOf(type, cancellationToken) is not { } forward)
            return null;

        var inside = new ShapeScope(Given(created.Arguments, scope), null).InMethod();
        if (MethodOf(forward) is { } method)
        {
            foreach (var (parameter, input) in method.Parameters.Zip(inputs, (parameter, input) => (parameter, input)))
                inside.Give(parameter, input);
        }

        return Run(forward, inside);
    }

    /// <summary>The numbers that parameters are given.</summary>
    private ImmutableDictionary<ISymbol, Dim> Given(IEnumerable<IArgumentOperation> arguments, ShapeScope scope)
    {
        var numbers = ImmutableDictionary.CreateBuilder<ISymbol, Dim>(SymbolEqualityComparer.Default);
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { } parameter && DimOf(argument.Value, scope) is { } given)
                numbers[parameter] = given;
        }

        return numbers.ToImmutable();
    }

    private static IMethodSymbol? MethodOf(IOperation method) =>
        method.SemanticModel?.GetDeclaredSymbol(method.Syntax) as IMethodSymbol;

    private Dim? DimOfParameter(IParameterReferenceOperation parameter)
    {
        if (parameter.Parameter.Type.SpecialType is not (SpecialType.System_Int32 or SpecialType.System_Int64)
            || !LocalValues.Around(parameter).IsStable(parameter.Parameter))
            return null;
        return Numbers.Of(flow.Networks.Resolved(parameter, cancellationToken)) is { } number
            ? Dim.Of(number)
            : Dim.Unknown(parameter.Parameter.Name);
    }

    private IOperation? OnlyValueOf(ISymbol member) =>
        flow.Symbols.IsDeclaredHere(member) && flow.ValuesGivenTo(member, cancellationToken) is [var only] ? only : null;

    private static Dim? SizeOf(TensorShape? tensor, long? at) =>
        at is { } index && tensor?.IndexOf(index) is { } known ? tensor.Dims[known] : null;

    private static Dim? Computed(BinaryOperatorKind kind, Dim left, Dim right) => kind switch
    {
        BinaryOperatorKind.Add => left + right,
        BinaryOperatorKind.Subtract => left - right,
        BinaryOperatorKind.Multiply => left * right,
        BinaryOperatorKind.Divide when right.Value is { } divisor => left.Value is { } number && divisor != 0
            ? Dim.Of(number / divisor)
            : left.DividedBy(divisor),
        _ => null,
    };

    internal static IOperation Unwrapped(IOperation value)
    {
        while (value is IConversionOperation or IParenthesizedOperation)
            value = value is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)value).Operand;
        return value;
    }
}
