namespace Tagging.Maker;

/// <summary>
/// A model that knows four scenes by their colours: each pixel votes for the scene whose typical colour is nearest. Flatten, Gemm, Softmax;
/// <c>pixels</c> is N x 3 x 8 x 8 from 0 to 1, <c>scores</c> is N x 4.
/// </summary>
public static class TaggerModel
{
    /// <summary>Of the model, and in the name of its file.</summary>
    public const string Version = "1.0.0";

    private const int Side = 8;
    private const int Channels = 3;
    private const float Sharpness = 12;

    /// <summary>The typical colour of each scene, in the order of the scores: grass, night, sky, snow.</summary>
    private static readonly float[][] s_colours =
        [[0.25f, 0.60f, 0.20f], [0.05f, 0.05f, 0.15f], [0.35f, 0.60f, 0.90f], [0.92f, 0.94f, 0.96f]];

    /// <summary>The model's file, the same bytes each time.</summary>
    public static byte[] Bytes()
    {
        var scenes = s_colours.Length;
        var pixels = Side * Side;
        var weights = new float[Channels * pixels * scenes];
        var bias = new float[scenes];
        for (var scene = 0; scene < scenes; scene++)
        {
            for (var i = 0; i < Channels * pixels; i++)
            {
                weights[(i * scenes) + scene] = 2 * Sharpness * s_colours[scene][i / pixels] / pixels;
            }

            bias[scene] = -Sharpness * s_colours[scene].Sum(part => part * part);
        }

        return OnnxText.Model(Version, OnnxText.Graph(
            [
                OnnxText.Node("Flatten", "flat", "pixels"),
                OnnxText.Node("Gemm", "votes", "flat", "weights", "bias"),
                OnnxText.Node("Softmax", "scores", "votes"),
            ],
            [OnnxText.Weight("weights", weights, Channels * pixels, scenes), OnnxText.Weight("bias", bias, scenes)],
            OnnxText.Value("pixels", Channels, Side, Side),
            OnnxText.Value("scores", scenes)));
    }
}
