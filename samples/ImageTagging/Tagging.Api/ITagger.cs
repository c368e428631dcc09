namespace Tagging.Api;

/// <summary>Says what a picture shows.</summary>
public interface ITagger
{
    /// <summary>The best tag.</summary>
    Tag Tag(Picture picture);
}
