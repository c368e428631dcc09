using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Tagging.Api;

/// <summary>Asks the model; when it cannot answer, the colour rule does.</summary>
public sealed class OnnxTagger(InferenceSession session, ColourRule rule, TagMetrics metrics, ILogger<OnnxTagger> logger) : ITagger
{
    /// <summary>The model's version, as its file and the manifest name it.</summary>
    public const string ModelVersion = "tagger-1.0.0";

    private const int Side = 8;
    private const int Channels = 3;

    private static readonly string[] s_names = ["grass", "night", "sky", "snow"];

    /// <summary>Where the build puts the model, whatever the working directory is.</summary>
    public static string ModelPath => Path.Combine(AppContext.BaseDirectory, "models", "tagger-1.0.0.onnx");

    /// <inheritdoc />
    public Tag Tag(Picture picture)
    {
        var start = TimeProvider.System.GetTimestamp();
        try
        {
            var tag = Ask(picture);
            metrics.Answered(tag, TimeProvider.System.GetElapsedTime(start));
            return tag;
        }
        catch (OnnxRuntimeException exception)
        {
            Log.Failed(logger, exception, ModelVersion);
            var tag = rule.Tag(picture);
            metrics.Answered(tag, TimeProvider.System.GetElapsedTime(start));
            return tag;
        }
    }

    private Tag Ask(Picture picture)
    {
        var pixels = new DenseTensor<float>(Pixels(picture), [1, Channels, Side, Side]);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("pixels", pixels)], ["scores"]);
        var scores = results[0].AsEnumerable<float>().ToArray();
        var best = Array.IndexOf(scores, scores.Max());
        return new(s_names[best], scores[best], ModelVersion);
    }

    /// <summary>Channel by channel, each cell the mean of the part of the picture below it.</summary>
    private static float[] Pixels(Picture picture)
    {
        var pixels = new float[Channels * Side * Side];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (channel, row, column) = (i / (Side * Side), i / Side % Side, i % Side);
            var (left, top) = (column * picture.Width / Side, row * picture.Height / Side);
            var (right, bottom) = ((column + 1) * picture.Width / Side, (row + 1) * picture.Height / Side);
            pixels[i] = picture.Mean(channel, left, top, Math.Max(right, left + 1), Math.Max(bottom, top + 1));
        }

        return pixels;
    }
}
