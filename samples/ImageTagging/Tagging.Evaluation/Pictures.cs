using Tagging.Api;

namespace Tagging.Evaluation;

/// <summary>Pictures whose scene is known, in light and in shade. Painted here, the same ones each time.</summary>
public static class Pictures
{
    private const int Each = 100;
    private const int Side = 32;

    private static readonly (string Name, int Red, int Green, int Blue, int Spread)[] s_scenes =
        [("grass", 64, 140, 58, 50), ("night", 20, 20, 45, 35), ("sky", 95, 150, 220, 45), ("snow", 225, 230, 238, 35)];

    /// <summary>All pictures with their scene.</summary>
    public static IEnumerable<(Picture Picture, string Scene)> All()
    {
        var random = new Random(20261127);
        foreach (var (name, red, green, blue, spread) in s_scenes)
        {
            for (var i = 0; i < Each; i++)
            {
                // Light and shade of the whole picture, and then of each pixel.
                var light = random.Next(-spread, spread + 1);
                var rgb = new byte[Side * Side * 3];
                for (var at = 0; at < rgb.Length; at += 3)
                {
                    var own = light + random.Next(-spread, spread + 1);
                    (rgb[at], rgb[at + 1], rgb[at + 2]) = (Lit(red, own), Lit(green, own), Lit(blue, own));
                }

                yield return (new(Side, Side, rgb), name);
            }
        }
    }

    private static byte Lit(int value, int light) => (byte)Math.Clamp(value + light, 0, 255);
}
