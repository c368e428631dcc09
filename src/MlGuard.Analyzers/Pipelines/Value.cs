namespace MlGuard.Analyzers.Pipelines;

/// <summary>What an expression is known to be. What is not known is null.</summary>
internal abstract record Value
{
    /// <summary>More are not followed: who compares two knows enough.</summary>
    private const int MaximumEvaluations = 64;

    /// <summary>The evaluations that decided that it is this value and no other; empty when it was not chosen by metrics.</summary>
    public ImmutableArray<Evaluation> SelectedBy { get; init; } = [];

    /// <summary>Either of two values, depending on how the code runs.</summary>
    public static Value? Either(Value? left, Value? right)
    {
        if (ReferenceEquals(left, right) || Equals(left, right))
            return left;
        return (left, right) switch
        {
            (Measured one, Measured other) => new Measured(Union(one.By, other.By)),
            (Estimator one, Estimator other) => new Estimator(one.Pipeline.Or(other.Pipeline)),
            (Data one, Data other) => Data.Or(one, other),
            (Split one, Split other) => new Split(Data.Or(one.Train, other.Train), Data.Or(one.Test, other.Test)),
            (Folds one, Folds other) => new Folds(Data.Or(one.Whole, other.Whole), one.Call),
            (Loader one, Loader other) =>
                new Loader(one.Schema.Or(other.Schema)) { MayLeaveOut = one.MayLeaveOut || other.MayLeaveOut },
            (Described one, Described other) => new Described(one.Schema.Or(other.Schema)),
            (DescribedColumn one, DescribedColumn other) => new DescribedColumn(one.Column.Or(other.Column)),
            (Model one, Model other) =>
                new Model(
                    one.Pipeline.Or(other.Pipeline), one.Input.Or(other.Input)) {
                        Fitting = ReferenceEquals(one.Fitting, other.Fitting) ? one.Fitting : null,
                        PreparedBy = one.PreparedBy.SequenceEqual(other.PreparedBy) ? one.PreparedBy : [] },
            (Tuple one, Tuple other) when one.Elements.Length == other.Elements.Length =>
                new Tuple([.. one.Elements.Zip(other.Elements, Either)]),
            _ => null,
        };
    }

    /// <summary>One of two values, chosen by what <paramref name="by"/> measured.</summary>
    public static Value? Choice(Value? left, Value? right, ImmutableArray<Evaluation> by)
    {
        var either = Either(left, right);
        return by.IsEmpty || (either is not null && ReferenceEquals(either, left)) || either is Measured
            ? either
            : (either ?? new Unknown()) with { SelectedBy = Union(by, Union(left?.SelectedBy ?? [], right?.SelectedBy ?? [])) };
    }

    /// <summary>The evaluations that the value is computed from.</summary>
    public static ImmutableArray<Evaluation> MeasuredBy(Value? value) => value switch
    {
        Measured measured => measured.By,
        Tuple tuple => tuple.Elements.Aggregate(ImmutableArray<Evaluation>.Empty, (all, element) => Union(all, MeasuredBy(element))),
        _ => [],
    };

    public static ImmutableArray<Evaluation> Union(ImmutableArray<Evaluation> one, ImmutableArray<Evaluation> other)
    {
        if (one.IsEmpty)
            return other;
        return one.Length >= MaximumEvaluations
            ? one
            : one.AddRange(other.Where(evaluation => !one.Any(known => ReferenceEquals(known, evaluation))));
    }

    /// <summary>Metrics, or what is computed from them and kept with them.</summary>
    public sealed record Measured(ImmutableArray<Evaluation> By) : Value
    {
        /// <summary>Whether it is a sequence that is ordered by them, so that its first and last elements are chosen by them.</summary>
        public bool IsOrdered { get; init; }
    }

    /// <summary>Anything, of which only is known how it was chosen.</summary>
    public sealed record Unknown : Value;

    /// <summary>An estimator.</summary>
    public sealed record Estimator(Pipeline Pipeline) : Value;

    /// <summary>A fitted pipeline.</summary>
    /// <param name="Pipeline">Its steps.</param>
    /// <param name="Input">What it was fitted on.</param>
    public sealed record Model(Pipeline Pipeline, Schema Input) : Value
    {
        /// <summary>What it learnt from which rows; null when that depends on how the code runs.</summary>
        public Fitting? Fitting { get; init; }

        /// <summary>The models that prepared the rows that it learnt from.</summary>
        public ImmutableArray<Fitting> PreparedBy { get; init; } = [];
    }

    /// <summary>Rows.</summary>
    public sealed record Data(Schema Schema) : Value
    {
        /// <summary>Which rows; null when that is not known.</summary>
        public RowSet? Rows { get; init; }

        /// <summary>The models that made columns of them, in order.</summary>
        public ImmutableArray<Fitting> Fittings { get; init; } = [];

        public static Data Or(Data one, Data other) => ReferenceEquals(one, other) ? one : new Data(one.Schema.Or(other.Schema))
        {
            Rows = ReferenceEquals(one.Rows, other.Rows) ? one.Rows : null,
            Fittings = one.Fittings.SequenceEqual(other.Fittings) ? one.Fittings : [],
        };

        /// <summary>A part of the rows.</summary>
        public Data Take(RowPart part, IInvocationOperation? split = null) =>
            this with { Rows = Rows is null ? null : new RowSet(Rows, part, split) };
    }

    /// <summary>A training and a test set of the same columns.</summary>
    public sealed record Split(Data Train, Data Test) : Value
    {
        public static Split Of(Data whole, IInvocationOperation call) =>
            new(whole.Take(RowPart.Train, call), whole.Take(RowPart.Test, call));
    }

    /// <summary>Splits of the same rows.</summary>
    public sealed record Folds(Data Whole, IInvocationOperation Call) : Value;

    /// <summary>What reads rows from files, or what describes it.</summary>
    public sealed record Loader(Schema Schema) : Value
    {
        /// <summary>Whether its options may leave rows out.</summary>
        public bool MayLeaveOut { get; init; }
    }

    /// <summary>The schema of data.</summary>
    public sealed record Described(Schema Schema) : Value;

    /// <summary>A column in the schema of data.</summary>
    public sealed record DescribedColumn(Column Column) : Value;

    /// <summary>Several at once.</summary>
    public sealed record Tuple(ImmutableArray<Value?> Elements) : Value
    {
        public bool Equals(Tuple? other) => other is not null && Elements.SequenceEqual(other.Elements);

        public override int GetHashCode() => Elements.Length;
    }

    /// <summary>A text.</summary>
    public sealed record Text(string Content) : Value;

    /// <summary>A text or collection of which only is known that it is the same as another one with the same key.</summary>
    public sealed record Same(string Key) : Value;
}
