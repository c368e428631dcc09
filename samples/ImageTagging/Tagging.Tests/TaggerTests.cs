using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML.OnnxRuntime;
using Tagging.Api;
using Tagging.Evaluation;
using Tagging.Maker;

namespace Tagging.Tests;

public sealed class TaggerTests
{
    private static readonly Picture s_blue = Filled(90, 150, 225);

    [Fact]
    public void The_model_of_the_repository_is_what_its_maker_makes() =>
        Assert.Equal(TaggerModel.Bytes(), File.ReadAllBytes(OnnxTagger.ModelPath));

    [Fact]
    public async Task The_model_answers()
    {
        await using var app = TaggingApi.Create([]);

        var tag = app.Services.GetRequiredService<ITagger>().Tag(s_blue);

        Assert.Equal(("sky", OnnxTagger.ModelVersion), (tag.Name, tag.By));
        Assert.InRange(tag.Score, 0.5f, 1f);
    }

    [Fact]
    public async Task The_model_is_better_than_the_rule_and_as_good_as_the_manifest_says()
    {
        await using var app = TaggingApi.Create([]);

        var accuracy = Accuracy.Of(app.Services.GetRequiredService<ITagger>());

        Assert.InRange(accuracy, 0.95, 1);
        Assert.True(accuracy > Accuracy.Of(new ColourRule()));
    }

    /// <summary>A model with another input throws as a broken one does.</summary>
    [Fact]
    public void The_rule_answers_when_the_model_cannot()
    {
        using var services = new ServiceCollection().AddMetrics().AddLogging().AddSingleton<TagMetrics>().BuildServiceProvider();
        using var session = new InferenceSession(Renamed(TaggerModel.Bytes()));
        var tagger = ActivatorUtilities.CreateInstance<OnnxTagger>(services, session, new ColourRule());

        Assert.Equal(("sky", ColourRule.Name), (tagger.Tag(s_blue).Name, tagger.Tag(s_blue).By));
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(2, 2, 11)]
    [InlineData(5000, 1, 15000)]
    public void What_is_no_picture_is_refused(int width, int height, int bytes) =>
        Assert.NotNull(new Picture(width, height, new byte[bytes]).Problem);

    private static byte[] Renamed(byte[] model)
    {
        var text = "pixels"u8.ToArray();
        for (var i = 0; i + text.Length <= model.Length; i++)
        {
            if (model.AsSpan(i, text.Length).SequenceEqual(text))
            {
                model[i] = (byte)'P';
            }
        }

        return model;
    }

    private static Picture Filled(byte red, byte green, byte blue) =>
        new(16, 16, [.. Enumerable.Repeat(new[] { red, green, blue }, 16 * 16).SelectMany(pixel => pixel)]);
}
