using MlGuard.Analyzers.Frameworks.MlNet;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>An estimator, or a model made of it, as far as the code shows how it was put together.</summary>
internal sealed class Pipeline
{
    /// <summary>Longer chains are not followed.</summary>
    private const int MaximumLength = 512;

    private readonly ImmutableList<Link> _links;

    private Pipeline(ImmutableList<Link> links) => _links = links;

    public static Pipeline Empty { get; } = new([]);

    /// <summary>An estimator that comes from elsewhere.</summary>
    public static Pipeline Unknown { get; } = new([new Link(Step: null, Either: [])]);

    public IEnumerable<Link> Links => _links;

    public static Pipeline Of(Step step) => new([new Link(step, [])]);

    public Pipeline Then(Pipeline next) =>
        _links.Count + next._links.Count > MaximumLength ? Unknown : new Pipeline(_links.AddRange(next._links));

    /// <summary>An estimator that comes from elsewhere and watches its progress on given rows.</summary>
    public static Pipeline UnknownWatching(Validation validation) => new([new Link(Step: null, Either: []) { Validation = validation }]);

    /// <summary>The rows that its trainer watches its progress on.</summary>
    public Validation? Validation => _links.Select(link => link.Validation).FirstOrDefault(validation => validation is not null);

    /// <summary>Whether a step has learnt to predict when the pipeline is fitted, or nobody knows.</summary>
    public bool MayPredict => _links.Any(link => link.Step is { } step
        ? step.Row.Form == StepForm.Trainer || step.Row is { Form: StepForm.Opaque, Learns: true }
        : link.Either.IsEmpty || link.Either.Any(way => way.MayPredict));

    /// <summary>Whether it may have steps that are not seen.</summary>
    public bool HasUnknown => _links.Any(link => link.Step is null && (link.Either.IsEmpty || link.Either.Any(way => way.HasUnknown)));

    /// <summary>Either this or <paramref name="other"/>, depending on how the code runs.</summary>
    public Pipeline Or(Pipeline other)
    {
        if (ReferenceEquals(this, other))
            return this;

        var common = 0;
        while (common < _links.Count && common < other._links.Count && ReferenceEquals(_links[common], other._links[common]))
            common++;
        return new Pipeline(_links.GetRange(0, common).Add(new Link(
            Step: null, [new Pipeline(_links.RemoveRange(0, common)), new Pipeline(other._links.RemoveRange(0, common))])));
    }

    /// <summary>All steps, of every way that the code may run.</summary>
    public IEnumerable<Step> Steps => _links.SelectMany(link => link.Step is { } step ? [step] : link.Either.SelectMany(way => way.Steps));

    /// <summary>One link of the chain: a step, or a fork; with neither it is not known.</summary>
    internal sealed record Link(Step? Step, ImmutableArray<Pipeline> Either)
    {
        /// <summary>The rows that an unknown trainer watches its progress on.</summary>
        public Validation? Validation { get; init; }
    }
}
