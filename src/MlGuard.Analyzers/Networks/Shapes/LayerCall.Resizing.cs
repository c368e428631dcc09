using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Networks.Shapes;

/// <summary>Layers that pad, scale or shuffle images.</summary>
internal sealed partial class LayerCall
{
    /// <summary>
    /// Adds to both sides of the last dimensions, the last one first; one number is for both sides of <paramref name="places"/> of them, or
    /// of the last one alone.
    /// </summary>
    public TensorShape? Padded(TensorShape? input, string parameter, int? places)
    {
        if (input is null || made.Arguments.Argument(parameter) is not { } argument)
            return null;
        var pads = reader.DimsOf(argument.Value, scope);
        if (pads.IsDefault)
        {
            if (reader.DimOf(argument.Value, scope) is not { } each)
                return null;
            pads = [.. Enumerable.Repeat(each, 2 * (places ?? 1))];
        }

        if (pads.Length % 2 != 0)
            return null;
        if (pads.Length / 2 > input.Rank)
            return input.IsOpen ? null : Wrong($"at least {pads.Length / 2} dimensions", input);
        var dims = input.Dims;
        for (var i = 0; i < pads.Length / 2; i++)
        {
            var at = input.Rank - 1 - i;
            var size = dims[at] + pads[2 * i] + pads[(2 * i) + 1];
            if (size.Value < 0)
                return Wrong("a size that is not cut away", input);
            dims = dims.SetItem(at, size);
        }

        return Made(dims, input.IsOpen);
    }

    /// <summary>Scales the dimensions behind batch and channels, to a size or by a factor.</summary>
    public TensorShape? Scaled(TensorShape? input)
    {
        if (input is not { IsOpen: false })
            return null;
        if (input.Rank is < 3 or > 5)
            return Wrong("3 to 5 dimensions", input);
        var places = input.Rank - 2;
        if (IsGiven("size"))
        {
            var sizes = reader.DimsOf(made.Arguments.Argument("size")!.Value, scope);
            if (sizes.IsDefault)
                return null;
            return sizes.Length == places
                ? Made([.. input.Dims.Take(2), .. sizes], isOpen: false)
                : Wrong($"{sizes.Length + 2} dimensions", input);
        }

        if (!IsGiven("scale_factor")
            || Constants.Elements(Numbers.OriginOf(made.Arguments.Argument("scale_factor")!.Value)) is not { } factors)
            return null;
        if (factors.Length != places)
            return Wrong($"{factors.Length + 2} dimensions", input);
        return Made([.. input.Dims.Take(2), .. input.Dims.Skip(2).Select((size, at) => Times(size, factors[at]))], isOpen: false);
    }

    /// <summary>Takes channels for places: one for each square of the factor.</summary>
    public TensorShape? Shuffled(TensorShape? input)
    {
        if (input is not { IsOpen: false } || Number("upscale_factor", 1) is not (> 0 and var factor))
            return null;
        if (input.Rank < 3)
            return Wrong("at least 3 dimensions", input);
        var channels = input.Dims[input.Rank - 3];
        if (channels.Value % (factor * factor) is not (null or 0))
            return Wrong($"a multiple of {factor * factor} channels", input);
        return Made(
            [
                .. input.Dims.Take(input.Rank - 3), channels.DividedBy(factor * factor) ?? reader.Fresh(),
                .. input.Dims.Skip(input.Rank - 2).Select(size => size * Shapes.Dim.Of(factor)),
            ],
            isOpen: false);
    }

    public TensorShape? Unshuffled(TensorShape? input)
    {
        if (input is not { IsOpen: false } || Number("downscale_factor", 1) is not (> 0 and var factor))
            return null;
        if (input.Rank < 3)
            return Wrong("at least 3 dimensions", input);
        if (input.Dims.Skip(input.Rank - 2).Any(size => size.Value % factor is not (null or 0)))
            return Wrong($"a height and a width that are multiples of {factor}", input);
        return Made(
            [
                .. input.Dims.Take(input.Rank - 3), input.Dims[input.Rank - 3] * Shapes.Dim.Of(factor * factor),
                .. input.Dims.Skip(input.Rank - 2).Select(size => size.DividedBy(factor) ?? reader.Fresh()),
            ],
            isOpen: false);
    }

    /// <summary>One half gates the other.</summary>
    public TensorShape? Halved(TensorShape? input)
    {
        if (input is null || Number("dim", -1) is not { } dim || input.IndexOf(dim) is not { } at)
            return null;
        if (input.Dims[at].Value % 2 == 1)
            return Wrong($"an even size in dimension {dim}", input);
        return Made(input.Dims.SetItem(at, input.Dims[at].DividedBy(2) ?? reader.Fresh()), input.IsOpen);
    }

    public TensorShape? Unflattened(TensorShape? input)
    {
        var sizes = made.Arguments.Argument("unflattened_size") is { } list ? reader.DimsOf(list.Value, scope) : default;
        return Number("dim", 0) is { } dim && !sizes.IsDefaultOrEmpty ? reader.Unflattened(input, dim, sizes, made) : null;
    }

    /// <summary>A layer along a dimension that its input has to have.</summary>
    public TensorShape? Along(TensorShape? input) =>
        input is { IsOpen: false, Rank: > 0 } && Dim("dim")?.Value is { } dim && input.IndexOf(dim) is null
            ? Wrong($"a dimension {dim}", input)
            : input;

    public TensorShape? Bilinear(TensorShape? input)
    {
        var other = Inputs.ElementAtOrDefault(1);
        if (other is not null)
            Last(other, "in2_features", null);
        return Last(input, "in1_features", Dim("out_features"));
    }

    private bool IsGiven(string parameter) =>
        made.Arguments.Argument(parameter) is { } argument && argument.IsWritten()
        && argument.Value.ConstantValue is not { HasValue: true };

    private Dim Times(Dim size, IOperation? factor)
    {
        if (factor?.ConstantValue is not { HasValue: true, Value: double times })
            return reader.Fresh();
        if (size.Value is { } number)
            return Shapes.Dim.Of((long)Math.Floor(number * times));
        return times == Math.Floor(times) ? size * Shapes.Dim.Of((long)times) : reader.Fresh();
    }
}
