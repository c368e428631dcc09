using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Networks.Shapes;

/// <summary>A layer, by the call that made it, and what is done to a shape that gets there.</summary>
internal sealed partial class LayerCall(IInvocationOperation made, ShapeScope scope, ShapeReader reader, Location place)
{
    /// <summary>The sizes of everything that the layer is asked with.</summary>
    public ImmutableArray<TensorShape?> Inputs { get; init; } = [];

    /// <summary>The weights that a function is given in place of a layer's own.</summary>
    public TensorShape? Weights { get; init; }

    /// <summary>Into how many groups a function parts the channels.</summary>
    public long Groups { get; init; } = 1;

    private string Said => ShapeReader.Said(made);

    public Dim? Dim(string parameter) =>
        made.Arguments.Argument(parameter) is { } argument ? reader.DimOf(argument.Value, scope) : null;

    public long? Number(string parameter, long whenMissing) => made.Arguments.Argument(parameter) switch
    {
        null => whenMissing,
        { } argument when !argument.IsWritten() => whenMissing,
        var argument => reader.DimOf(argument.Value, scope)?.Value,
    };

    public TensorShape Made(ImmutableArray<Dim> dims, bool isOpen) => new(dims, isOpen, Said);

    /// <summary>A layer that wants its last size to be that of <paramref name="parameter"/>.</summary>
    public TensorShape? Last(TensorShape? input, string parameter, Dim? output)
    {
        var wanted = Dim(parameter);
        if (input is { Rank: > 0 } && wanted is not null && input.Dims[input.Rank - 1].IsNever(wanted))
            return Wrong($"(..., {wanted})", input);
        if (output is null)
            return null;
        return input is { Rank: > 0 } ? Made(input.Dims.SetItem(input.Rank - 1, output), input.IsOpen) : Made([output], isOpen: true);
    }

    public TensorShape? Convolution(TensorShape? input, int places, bool isTransposed = false)
    {
        var (channels, output) = Weights is null
            ? (Dim("in_channels"), Dim("out_channels"))
            : (Weights.Dims[1] * Shapes.Dim.Of(Groups), Weights.Dims[0]);
        if (Weights is null && input is not null && Number("groups", 1) is > 1 and var groups
            && (channels?.Value % groups is not (null or 0) || output?.Value % groups is not (null or 0)))
            return Wrong($"channels that {groups} groups share evenly", input);
        if (input is { IsOpen: false } && input.Rank != places + 1 && input.Rank != places + 2)
            return Wrong($"{places + 1} or {places + 2} dimensions", input);
        if (input is not null && input.Rank > places && channels is not null && input.Dims[input.Rank - places - 1].IsNever(channels))
            return Wrong($"{channels} channels", input);
        if (output is null)
            return null;

        var sizes = Sizes(input, places, (size, axis) => isTransposed
            ? Widened(size, axis, places)
            : Narrowed(size, axis, places, "kernel_size", null));
        if (sizes.IsDefault)
            return Wrong("a size that its kernel fits into", input!);
        return input is { IsOpen: false }
            ? Made([.. input.Dims.Take(input.Rank - places - 1), output, .. sizes], isOpen: false)
            : Made([output, .. sizes], isOpen: true);
    }

    public TensorShape? Pool(TensorShape? input, int places)
    {
        if (input is { IsOpen: false } && input.Rank != places + 1 && input.Rank != places + 2)
            return Wrong($"{places + 1} or {places + 2} dimensions", input);
        if (input is null || input.Rank < places)
            return null;
        var sizes = Sizes(input, places, (size, axis) => Narrowed(size, axis, places, "kernel_size", "kernel_size"));
        return sizes.IsDefault
            ? Wrong("a size that its window fits into", input)
            : Made([.. input.Dims.Take(input.Rank - places), .. sizes], input.IsOpen);
    }

    public TensorShape? Adaptive(TensorShape? input, int places)
    {
        if (input is { IsOpen: false } && input.Rank != places + 1 && input.Rank != places + 2)
            return Wrong($"{places + 1} or {places + 2} dimensions", input);
        ImmutableArray<Dim> sizes = [.. Enumerable.Range(0, places).Select(axis => Part("output_size", axis, places) ?? reader.Fresh())];
        if (input is null || input.Rank < places)
            return Made(sizes, isOpen: true);
        return Made([.. input.Dims.Take(input.Rank - places), .. sizes], input.IsOpen);
    }

    public TensorShape? Normalized(TensorShape? input, string parameter, int minimum, int maximum)
    {
        if (input is null)
            return null;
        if (Number("num_groups", 1) is > 1 and var groups && Dim(parameter)?.Value % groups is not (null or 0))
            return Wrong($"channels that {groups} groups share evenly", input);
        if (!input.IsOpen && (input.Rank < minimum || input.Rank > maximum))
            return Wrong(minimum == maximum ? $"{minimum} dimensions" : $"{minimum} to {maximum} dimensions", input);
        // Of an open shape the place of the channels is known where the number of dimensions is.
        var at = (input.IsOpen, minimum == maximum) switch
        {
            (false, _) => 1,
            (true, true) => input.Rank - minimum + 1,
            _ => -1,
        };
        if (at >= 0 && at < input.Rank && Dim(parameter) is { } channels && input.Dims[at].IsNever(channels))
            return Wrong($"{channels} channels", input);
        return input;
    }

    public TensorShape? Suffix(TensorShape? input)
    {
        if (input is null || made.Arguments.Argument("normalized_shape") is not { } argument)
            return input;
        var wanted = reader.DimsOf(argument.Value, scope);
        if (wanted.IsDefault)
            wanted = reader.DimOf(argument.Value, scope) is { } one ? [one] : default;
        if (wanted.IsDefault || wanted.Length > input.Rank)
            return wanted.IsDefault || input.IsOpen ? input : Wrong($"(..., {string.Join(", ", wanted)})", input);
        return wanted.Where((dim, at) => dim.IsNever(input.Dims[input.Rank - wanted.Length + at])).Any()
            ? Wrong($"(..., {string.Join(", ", wanted)})", input)
            : input;
    }

    public TensorShape? Recurrent(TensorShape? input)
    {
        if (input is { IsOpen: false, Rank: not (2 or 3) })
            return Wrong("2 or 3 dimensions", input);
        var hidden = Dim("hiddenSize");
        var both = made.Arguments.Argument("bidirectional")?.Value.ConstantValue is { HasValue: true, Value: true };
        return Last(input, "inputSize", both && hidden is not null ? hidden * Shapes.Dim.Of(2) : hidden);
    }

    public TensorShape? Flattened(TensorShape? input, long? start, long? end) => reader.Flattened(input, start, end, Said);

    private TensorShape? Wrong(string wanted, TensorShape input)
    {
        reader.Report(new ShapeProblem(place, $"{Said} wants {wanted}", $"{input} from {input.From}"));
        return null;
    }

    /// <summary>The sizes of the last dimensions, each as <paramref name="computed"/> makes it; default when one cannot be.</summary>
    private ImmutableArray<Dim> Sizes(TensorShape? input, int places, Func<Dim, int, Dim?> computed)
    {
        var sizes = ImmutableArray.CreateBuilder<Dim>();
        for (var axis = 0; axis < places; axis++)
        {
            var at = (input?.Rank ?? 0) - places + axis;
            if (input is null || at < 0)
                sizes.Add(reader.Fresh());
            else if (computed(input.Dims[at], axis) is { } size)
                sizes.Add(size);
            else
                return default;
        }

        return sizes.ToImmutable();
    }

    /// <summary>What a window leaves of a size; null when it does not fit, and an unknown when a part of it is not known.</summary>
    private Dim? Narrowed(Dim size, int axis, int places, string window, string? strideWhenMissing)
    {
        if (made.Arguments.FirstOrDefault(argument => argument.Parameter?.Type.Name == "Padding") is { } named)
            return LocalValues.Origin(named.Value) is IFieldReferenceOperation { Field.Name: "Same" }
                && Whole("stride", axis, places, 1) == 1
                ? size
                : reader.Fresh();
        if (Whole(window, axis, places, null) is not { } kernel
            || Whole("stride", axis, places, strideWhenMissing is null ? 1 : kernel) is not { } stride
            || Whole("padding", axis, places, 0) is not { } padding || Whole("dilation", axis, places, 1) is not { } dilation
            || stride <= 0)
            return reader.Fresh();

        var ceil = made.Arguments.Argument("ceil_mode")?.Value.ConstantValue is { HasValue: true, Value: true };
        var span = size + Shapes.Dim.Of((2 * padding) - (dilation * (kernel - 1)) - 1);
        if (span.Value is not { } number)
            return stride == 1 ? span + Shapes.Dim.Of(1) : reader.Fresh();
        if (number < 0)
            return ceil ? reader.Fresh() : null;
        if (ceil && number % stride != 0)
            return reader.Fresh();
        return Shapes.Dim.Of((number / stride) + 1);
    }

    private Dim? Widened(Dim size, int axis, int places)
    {
        if (Whole("kernel_size", axis, places, null) is not { } kernel || Whole("stride", axis, places, 1) is not { } stride
            || Whole("padding", axis, places, 0) is not { } padding || Whole("dilation", axis, places, 1) is not { } dilation
            || Whole("output_padding", axis, places, 0) is not { } more)
            return reader.Fresh();
        var widened = ((size - Shapes.Dim.Of(1)) * Shapes.Dim.Of(stride))
            + Shapes.Dim.Of((dilation * (kernel - 1)) + more + 1 - (2 * padding));
        return widened.Value is <= 0 ? null : widened;
    }

    private long? Whole(string parameter, int axis, int places, long? whenMissing)
    {
        if (Weights is not null && parameter == "kernel_size")
            return Weights.Dims[axis + 2].Value;
        var argument = made.Arguments.Argument(parameter)
            ?? (parameter == "stride" ? made.Arguments.Argument("strides") : null);
        if (argument is null || !argument.IsWritten() || argument.Value.ConstantValue is { HasValue: true, Value: null })
            return whenMissing;
        return Part(argument.Parameter!.Name, axis, places)?.Value;
    }

    /// <summary>The number of an axis, out of one number for all or one for each.</summary>
    private Dim? Part(string parameter, int axis, int places)
    {
        if (made.Arguments.Argument(parameter) is not { } argument)
            return null;
        var parts = reader.DimsOf(argument.Value, scope);
        if (parts.IsDefault)
            return reader.DimOf(argument.Value, scope);
        return axis < parts.Length && parts.Length == places ? parts[axis] : null;
    }
}
