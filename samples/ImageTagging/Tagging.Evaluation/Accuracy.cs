using Tagging.Api;

namespace Tagging.Evaluation;

/// <summary>The share of pictures that are tagged right.</summary>
public static class Accuracy
{
    /// <summary>Of one tagger.</summary>
    public static double Of(ITagger tagger) =>
        Pictures.All().Average(pair => tagger.Tag(pair.Picture).Name == pair.Scene ? 1.0 : 0.0);
}
