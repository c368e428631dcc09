using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Networks.Shapes;

/// <summary>Layers of attention, and what recurrent layers answer besides.</summary>
internal sealed partial class LayerCall
{
    /// <summary>A layer that gets (steps, batch, features) and makes the same.</summary>
    public TensorShape? Encoder(TensorShape? input) =>
        WantsHeads("d_model", "nhead", input) ? Last(input, "d_model", Dim("d_model")) : null;

    /// <summary>A layer that gets what it is to write and what it remembers: the features of both, and the same batch.</summary>
    public TensorShape? Decoder(TensorShape? input)
    {
        if (!WantsHeads("d_model", "nhead", input))
            return null;
        var memory = Inputs.Length > 1 ? Inputs[1] : null;
        if (memory is not null)
            Last(memory, "d_model", null);
        return IsOfAnotherBatch(input, memory)
            ? Wrong($"a batch of {input!.Dims[1]} as in {input} from {input.From}", memory!)
            : Last(input, "d_model", Dim("d_model"));
    }

    /// <summary>
    /// Whether the batches differ so that it throws: attention counts the numbers of the memory anew by the batch of the input, and where
    /// that comes out even it runs, over other numbers than meant.
    /// </summary>
    private static bool IsOfAnotherBatch(TensorShape? input, TensorShape? memory) =>
        input is { IsOpen: false, Rank: 3 } && memory is { IsOpen: false, Rank: 3 }
        && input.Dims[1].Value is { } batch && (memory.Dims[0] * memory.Dims[1]).Value is { } rows && rows % batch != 0;

    /// <summary>The whole of encoder and decoder looks at the batches first.</summary>
    public TensorShape? Whole(TensorShape? source, TensorShape? target) =>
        source is { IsOpen: false, Rank: 3 } && target is { IsOpen: false, Rank: 3 } && source.Dims[1].IsNever(target.Dims[1])
            ? Wrong($"a batch of {source.Dims[1]} as in {source} from {source.From}", target)
            : Both(source, target);

    private TensorShape? Both(TensorShape? source, TensorShape? target)
    {
        if (!WantsHeads("d_model", "nhead", source))
            return null;
        if (source is not null)
            Last(source, "d_model", null);
        return Last(target, "d_model", Dim("d_model"));
    }

    /// <summary>A stack of the layer that <paramref name="parameter"/> names.</summary>
    public TensorShape? Stack(TensorShape? input, string parameter) =>
        made.Arguments.Argument(parameter) is { } layer ? reader.Apply(layer.Value, scope, Inputs.IsEmpty ? [input] : Inputs, place) : null;

    public TensorShape? Attention(TensorShape? query)
    {
        if (!WantsHeads("embedded_dim", "num_heads", query))
            return null;
        var (key, value) = (Inputs.ElementAtOrDefault(1), Inputs.ElementAtOrDefault(2));
        if (key is { IsOpen: false, Rank: 3 } && value is { IsOpen: false, Rank: 3 }
            && (key.Dims[0].IsNever(value.Dims[0]) || key.Dims[1].IsNever(value.Dims[1])))
            return Wrong($"a value for each of the keys {key} from {key.From}", value);
        if (IsOfAnotherBatch(query, key))
            return Wrong($"a batch of {query!.Dims[1]} as in {query} from {query.From}", key!);
        if (key is not null)
            Last(key, IsWritten("kdim") ? "kdim" : "embedded_dim", null);
        if (value is not null)
            Last(value, IsWritten("vdim") ? "vdim" : "embedded_dim", null);
        return Last(query, "embedded_dim", Dim("embedded_dim"));
    }

    /// <summary>How much each answer looks at each key.</summary>
    public ImmutableArray<TensorShape?> Weighed(TensorShape? query) =>
        query is { IsOpen: false, Rank: 3 } && Inputs.ElementAtOrDefault(1) is { IsOpen: false, Rank: 3 } key
            ? [Made([query.Dims[1], query.Dims[0], key.Dims[0]], isOpen: false)]
            : [null];

    /// <summary>The states that a recurrent layer ends with: for each of its layers and directions, one for each of the batch.</summary>
    public ImmutableArray<TensorShape?> States(TensorShape? input)
    {
        if (Dim("hiddenSize") is not { } hidden || Number("numLayers", 1) is not { } layers)
            return [];
        var stacked = Shapes.Dim.Of(layers * (IsTrue("bidirectional") ? 2 : 1));
        var state = input switch
        {
            { IsOpen: false, Rank: 3 } => Made([stacked, input.Dims[IsTrue("batchFirst") ? 0 : 1], hidden], isOpen: false),
            { IsOpen: false, Rank: 2 } => Made([stacked, hidden], isOpen: false),
            _ => Made([hidden], isOpen: true),
        };
        return [state, state];
    }

    /// <summary>One step of a recurrent layer.</summary>
    public TensorShape? Cell(TensorShape? input) => input is { IsOpen: false, Rank: not (1 or 2) }
        ? Wrong("1 or 2 dimensions", input)
        : Last(input, "inputSize", Dim("hiddenSize"));

    public ImmutableArray<TensorShape?> CellState(TensorShape? input) =>
        input is { Rank: > 0 } && Dim("hiddenSize") is { } hidden
            ? [Made(input.Dims.SetItem(input.Rank - 1, hidden), input.IsOpen)]
            : [null];

    /// <summary>The heads share the features, so these come out even.</summary>
    private bool WantsHeads(string features, string heads, TensorShape? input)
    {
        if (Dim(features)?.Value is not { } size || Dim(heads)?.Value is not (> 0 and var count) || size % count == 0)
            return true;
        if (input is not null)
            Wrong($"'{features}' to be a multiple of its {count} heads, and {size} is none", input);
        return false;
    }

    private bool IsWritten(string parameter) => made.Arguments.Argument(parameter)?.IsWritten() == true;

    private bool IsTrue(string parameter) => made.Arguments.Argument(parameter)?.Value.ConstantValue is { HasValue: true, Value: true };
}
