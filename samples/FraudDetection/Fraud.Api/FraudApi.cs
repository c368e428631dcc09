using Fraud.Model;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.ObjectPool;
using Microsoft.ML;

namespace Fraud.Api;

/// <summary>The service, for its own process, for tests and for the load run.</summary>
public static class FraudApi
{
    /// <summary>The whole application, not started yet.</summary>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddAuthentication(ApiKeyHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        builder.Services.AddAuthorization();
        builder.Services.AddSingleton<PredictionMetrics>();
        builder.Services.AddSingleton<ObjectPool<PredictionEngine<Transaction, FraudScore>>>(_ =>
            new DefaultObjectPool<PredictionEngine<Transaction, FraudScore>>(new ModelEngines(Path.Combine(AppContext.BaseDirectory, "models", "fraud-1.1.0.zip"))));
        builder.Services.AddSingleton<IFraudScorer, ModelScorer>();

        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapPost("/v1/score", Score).RequireAuthorization();
        return app;
    }

    /// <summary>Answers one payment: checked, scored, decided, kept.</summary>
    public static IResult Score(Payment payment, IFraudScorer scorer, ILoggerFactory loggers)
    {
        if (PaymentChecks.Problem(payment) is { } problem)
        {
            return Results.BadRequest(problem);
        }

        var verdict = scorer.Score(ServingFeed.Row(payment));
        var decision = DecisionPolicy.Decide(verdict);
        DecisionLog.Keep(loggers.CreateLogger("Fraud.Api.Decisions"), verdict, decision);
        return Results.Ok(new ScoreResponse(decision.ToString(), verdict.Probability, verdict.By));
    }
}
