using Microsoft.ML.OnnxRuntime;

namespace Tagging.Api;

/// <summary>The service, for its own process and for tests.</summary>
public static class TaggingApi
{
    /// <summary>The whole application, not started yet.</summary>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<TagMetrics>();
        builder.Services.AddSingleton<ColourRule>();
        // One session for all requests: it is made for that, and slow to open.
        builder.Services.AddSingleton(_ => new InferenceSession(OnnxTagger.ModelPath));
        builder.Services.AddSingleton<ITagger, OnnxTagger>();

        var app = builder.Build();
        app.MapPost("/v1/tags", Tag);
        return app;
    }

    /// <summary>Tags one picture.</summary>
    public static IResult Tag(Picture picture, ITagger tagger) =>
        picture.Problem is { } problem ? Results.BadRequest(problem) : Results.Ok(tagger.Tag(picture));
}
