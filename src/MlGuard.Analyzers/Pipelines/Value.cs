namespace MlGuard.Analyzers.Pipelines;

/// <summary>What an expression is known to be. What is not known is null.</summary>
internal abstract record Value
{
    /// <summary>Either of two values, depending on how the code runs.</summary>
    public static Value? Either(Value? left, Value? right)
    {
        if (ReferenceEquals(left, right) || Equals(left, right))
            return left;
        return (left, right) switch
        {
            (Estimator one, Estimator other) => new Estimator(one.Pipeline.Or(other.Pipeline)),
            (Data one, Data other) => new Data(one.Schema.Or(other.Schema)),
            (Split one, Split other) => new Split(one.Schema.Or(other.Schema)),
            (Folds one, Folds other) => new Folds(one.Schema.Or(other.Schema)),
            (Loader one, Loader other) => new Loader(one.Schema.Or(other.Schema)),
            (Model one, Model other) => new Model(one.Pipeline.Or(other.Pipeline), one.Input.Or(other.Input)),
            (Tuple one, Tuple other) when one.Elements.Length == other.Elements.Length =>
                new Tuple([.. one.Elements.Zip(other.Elements, Either)]),
            _ => null,
        };
    }

    /// <summary>An estimator.</summary>
    public sealed record Estimator(Pipeline Pipeline) : Value;

    /// <summary>A fitted pipeline.</summary>
    /// <param name="Pipeline">Its steps.</param>
    /// <param name="Input">What it was fitted on.</param>
    public sealed record Model(Pipeline Pipeline, Schema Input) : Value;

    /// <summary>Rows.</summary>
    public sealed record Data(Schema Schema) : Value;

    /// <summary>A training and a test set of the same columns.</summary>
    public sealed record Split(Schema Schema) : Value;

    /// <summary>Splits of the same columns.</summary>
    public sealed record Folds(Schema Schema) : Value;

    /// <summary>What reads rows from files, or what describes it.</summary>
    public sealed record Loader(Schema Schema) : Value;

    /// <summary>Several at once.</summary>
    public sealed record Tuple(ImmutableArray<Value?> Elements) : Value
    {
        public bool Equals(Tuple? other) => other is not null && Elements.SequenceEqual(other.Elements);

        public override int GetHashCode() => Elements.Length;
    }

    /// <summary>A text.</summary>
    public sealed record Text(string Content) : Value;
}
