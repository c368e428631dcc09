using Microsoft.Extensions.ObjectPool;
using Microsoft.ML;
using MlService.Api;
using MlService.Model;

var builder = WebApplication.CreateBuilder(args);
var path = Path.Combine(AppContext.BaseDirectory, "models", "sentiment.zip");
builder.Services.AddSingleton<ObjectPool<PredictionEngine<Review, Sentiment>>>(_ =>
    new DefaultObjectPool<PredictionEngine<Review, Sentiment>>(new ModelEngines(path)));
builder.Services.AddSingleton<SentimentScorer>();

var app = builder.Build();
app.MapPost("/sentiment", (SentimentRequest request, SentimentScorer scorer) => scorer.Judge(request.Text));
app.Run();
