namespace Tagging.Api;

/// <summary>
/// The rule that tagged before there was a model, and tags when the model cannot: dark is night, bright is snow, else green or blue.
/// </summary>
public sealed class ColourRule : ITagger
{
    /// <summary>Who says so.</summary>
    public const string Name = "colour rule";

    private const float Dark = 0.2f;
    private const float Bright = 0.85f;

    /// <inheritdoc />
    public Tag Tag(Picture picture)
    {
        var (red, green, blue) = (Mean(picture, 0), Mean(picture, 1), Mean(picture, 2));
        var name = ((red + green + blue) / 3, green > blue) switch
        {
            ( < Dark, _) => "night",
            ( > Bright, _) => "snow",
            (_, true) => "grass",
            _ => "sky",
        };
        return new(name, 0.5f, Name);
    }

    private static float Mean(Picture picture, int channel) => picture.Mean(channel, 0, 0, picture.Width, picture.Height);
}
