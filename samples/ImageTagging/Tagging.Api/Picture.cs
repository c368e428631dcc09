namespace Tagging.Api;

/// <summary>A picture as a client sends it: three bytes a pixel, row by row, red first.</summary>
public sealed record Picture(int Width, int Height, byte[] Rgb)
{
    private const int LargestSide = 4096;
    private const int Channels = 3;

    /// <summary>Why it is none; null when it is one.</summary>
    public string? Problem => (Width, Height) switch
    {
        ( < 1 or > LargestSide, _) or (_, < 1 or > LargestSide) => "A side has 1 to 4096 pixels.",
        _ when Rgb.Length != Width * Height * Channels => "There are three bytes a pixel.",
        _ => null,
    };

    /// <summary>The mean of a channel over a part of the picture, from 0 to 1.</summary>
    public float Mean(int channel, int left, int top, int right, int bottom)
    {
        long sum = 0;
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                sum += Rgb[(((y * Width) + x) * Channels) + channel];
            }
        }

        return sum / (255f * (right - left) * (bottom - top));
    }
}

/// <summary>What a picture shows, how sure that is, and who says so.</summary>
public sealed record Tag(string Name, float Score, string By);
