using Microsoft.ML;
using Neglected.Ml;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddControllers();
builder.Services.AddSingleton<DeviceReputation>();
builder.Services.AddSingleton(_ =>
{
    var ml = new MLContext();
    var model = ml.Model.Load("models/fraud.zip", out var schema);
    return ml.Model.CreatePredictionEngine<Payment, PaymentPrediction>(model);
});

var app = builder.Build();
app.MapControllers();
app.MapPost("/score", (Payment payment, PredictionEngine<Payment, PaymentPrediction> engine) => engine.Predict(payment));
app.Run();
