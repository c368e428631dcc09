using Fraud.Api;
using Fraud.Model;
using Microsoft.Extensions.ObjectPool;
using Microsoft.ML;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<PredictionMetrics>();
builder.Services.AddSingleton<ObjectPool<PredictionEngine<Transaction, FraudScore>>>(_ =>
    new DefaultObjectPool<PredictionEngine<Transaction, FraudScore>>(new FraudEnginePolicy(Path.Combine(AppContext.BaseDirectory, "models/fraud.zip"))));
builder.Services.AddSingleton<IFraudScorer, ModelScorer>();

var app = builder.Build();
app.MapPost("/v1/score", (Transaction transaction, IFraudScorer scorer) => scorer.Score(transaction));
app.Run();
