namespace MlGuard.Lifecycle.Tests.Products;

/// <summary>The code of the product that the specification's growth example describes.</summary>
internal static class GrowthCode
{
    /// <summary>Enough of ASP.NET Core to compile against: the facts know a type by its name and the name of its assembly.</summary>
    public const string AspNetStub = """
        namespace Microsoft.AspNetCore.Builder
        {
            public interface IEndpointConventionBuilder { }
            public sealed class RouteHandlerBuilder : IEndpointConventionBuilder { }
            public sealed class RouteGroupBuilder : Microsoft.AspNetCore.Routing.IEndpointRouteBuilder, IEndpointConventionBuilder { }
            public sealed class WebApplication : Microsoft.AspNetCore.Routing.IEndpointRouteBuilder
            {
                public static WebApplication Create() => new();
                public void Run() { }
            }
            public static class EndpointRouteBuilderExtensions
            {
                public static RouteHandlerBuilder MapGet(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints, string pattern,
                    Delegate handler) => new();
                public static RouteHandlerBuilder MapPost(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints, string pattern,
                    Delegate handler) => new();
                public static RouteGroupBuilder MapGroup(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints, string prefix)
                    => new();
            }
            public static class AuthorizationEndpointConventionBuilderExtensions
            {
                public static TBuilder RequireAuthorization<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
                    builder;
                public static TBuilder RequireAuthorization<TBuilder>(this TBuilder builder, params string[] policyNames)
                    where TBuilder : IEndpointConventionBuilder => builder;
                public static TBuilder RequireAuthorization<TBuilder>(this TBuilder builder,
                    Microsoft.AspNetCore.Authorization.AuthorizationPolicy policy) where TBuilder : IEndpointConventionBuilder => builder;
                public static TBuilder RequireAuthorization<TBuilder>(this TBuilder builder,
                    Action<Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder> configurePolicy)
                    where TBuilder : IEndpointConventionBuilder => builder;
                public static TBuilder AllowAnonymous<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
                    builder;
            }
        }
        namespace Microsoft.AspNetCore.Routing { public interface IEndpointRouteBuilder { } }
        namespace Microsoft.AspNetCore.Authentication
        {
            public sealed class AuthenticateResult
            {
                public static AuthenticateResult Success(string ticket) => new();
                public static AuthenticateResult NoResult() => new();
            }
            public abstract class AuthenticationHandler<TOptions>
            {
                protected System.Collections.Generic.Dictionary<string, string> Request => new();
                protected object Context => this;
                protected abstract System.Threading.Tasks.Task<AuthenticateResult> HandleAuthenticateAsync();
            }
        }
        namespace Microsoft.Extensions.Logging
        {
            public enum LogLevel { Trace, Debug, Information, Warning, Error, Critical, None }
            public interface ILogger { void Log(string text); bool IsEnabled(LogLevel level) => true; }
            public static class LoggerExtensions
            {
                public static void Log(this ILogger logger, LogLevel level, string? message, params object?[] args) { }
                public static void LogInformation(this ILogger logger, string? message, params object?[] args) { }
            }
            public interface ILoggingBuilder { }
            public static class LoggingBuilderExtensions
            {
                public static ILoggingBuilder ClearProviders(this ILoggingBuilder builder) => builder;
                public static ILoggingBuilder AddProvider(this ILoggingBuilder builder, object provider) => builder;
            }
            public static class ConsoleLoggerExtensions
            {
                public static ILoggingBuilder AddConsole(this ILoggingBuilder builder) => builder;
            }
        }
        namespace Microsoft.AspNetCore.Authorization
        {
            public sealed class AuthorizeAttribute : Attribute
            {
                public AuthorizeAttribute() { }
                public AuthorizeAttribute(string policy) { }
                public string? Roles { get; set; }
            }
            public sealed class AuthorizationPolicy { }
            public sealed class AuthorizationPolicyBuilder
            {
                public AuthorizationPolicyBuilder(params string[] authenticationSchemes) { }
                public AuthorizationPolicyBuilder RequireAssertion(Func<object, bool> handler) => this;
                public AuthorizationPolicyBuilder RequireAuthenticatedUser() => this;
                public AuthorizationPolicyBuilder RequireClaim(string claimType) => this;
                public AuthorizationPolicyBuilder AddAuthenticationSchemes(params string[] schemes) => this;
                public AuthorizationPolicy Build() => new();
            }
            public sealed class AuthorizationOptions
            {
                public AuthorizationPolicy DefaultPolicy { get; set; } = new();
                public AuthorizationPolicy? FallbackPolicy { get; set; }
                public void AddPolicy(string name, AuthorizationPolicy policy) { }
                public void AddPolicy(string name, Action<AuthorizationPolicyBuilder> configurePolicy) { }
            }
            public sealed class AllowAnonymousAttribute : Attribute { }
        }
        namespace Microsoft.AspNetCore.Mvc
        {
            public abstract class ControllerBase { }
            public sealed class RouteAttribute(string template) : Attribute { public string Template => template; }
            public sealed class HttpPostAttribute : Attribute { public HttpPostAttribute() { } public HttpPostAttribute(string template) { }
                }
            public sealed class NonActionAttribute : Attribute { }
        }
        """;

    public const string Training = """
        namespace Fraud.Data
        {
            public sealed class Transaction
            {
                public float Amount { get; set; }
                public float AmountToUsual { get; set; }
                [Microsoft.ML.Data.ColumnName("Label")] public bool IsFraud { get; set; }
            }

            public sealed class DeviceSignal { public float Reputation { get; set; } }

            public static class TransactionChecks
            {
                public static void Require(IEnumerable<Transaction> rows)
                {
                    if (rows.Any(row => !float.IsFinite(row.Amount))) throw new InvalidOperationException("an amount is no number");
                }
            }

            public static class TrainingFeed
            {
                public static IReadOnlyList<Transaction> Read() => Enumerable.Range(0, 64).Select(i => new Transaction { Amount = i,
                    AmountToUsual = i % 7, IsFraud = i % 5 == 0 }).ToList();
            }

            public static class ServingFeed
            {
                public static Transaction Read(float amount, float usual) => Fraud.Features.FeatureBuilder.Build(amount, usual);
            }

            public static class ErasureJob
            {
                public static int Erase(List<Transaction> rows, float amount) => rows.RemoveAll(row => row.Amount == amount);
            }
        }

        namespace Fraud.Features
        {
            public static class FeatureBuilder
            {
                public static Fraud.Data.Transaction Build(float amount, float usual) => new() { Amount = amount,
                    AmountToUsual = usual == 0 ? 0 : amount / usual };
            }
        }

        namespace Fraud.Training
        {
            public static class TrainPipeline
            {
                public static async Task<double> RunAsync(string? path)
                {
                    await Task.Yield();
                    var rows = Fraud.Data.TrainingFeed.Read().Select(row => Fraud.Features.FeatureBuilder.Build(row.Amount,
                        row.AmountToUsual)).ToList();
                    Fraud.Data.TransactionChecks.Require(rows);
                    var ml = new MLContext(seed: 20260615);
                    var data = ml.Data.LoadFromEnumerable(rows);
                    var pipeline = ml.Transforms.Concatenate("Features", "Amount",
                        "AmountToUsual").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression());
                    var model = pipeline.Fit(data);
                    var auc = ml.BinaryClassification.Evaluate(model.Transform(data)).AreaUnderRocCurve;
                    if (path is not null) ml.Model.Save(model, data.Schema, path);
                    return auc;
                }
            }
        }
        """;

    public const string Serving = """
        namespace Fraud.Serving;

        public sealed class Output { public float Probability { get; set; } }

        public interface IScorer { float Score(Fraud.Data.Transaction transaction); }

        public static class RulesFallback
        {
            public static float Score(Fraud.Data.Transaction transaction) => transaction.AmountToUsual > 4 ? 1 : 0;
        }

        public static class DecisionPolicy
        {
            public static bool Stops(float probability) => probability > 0.8f;
        }

        public static class DecisionLog
        {
            private static readonly List<string> s_kept = new();

            public static void Keep(float probability, string modelVersion) => s_kept.Add(modelVersion + probability);
        }

        public sealed class Scorer(PredictionEngine<Fraud.Data.Transaction, Output> engine) : IScorer
        {
            public float Score(Fraud.Data.Transaction transaction)
            {
                try
                {
                    var probability = Predict(transaction);
                    return float.IsFinite(probability) ? probability : RulesFallback.Score(transaction);
                }
                catch (Exception)
                {
                    return RulesFallback.Score(transaction);
                }
            }

            private float Predict(Fraud.Data.Transaction transaction) => engine.Predict(transaction).Probability;

            public static PredictionEngine<Fraud.Data.Transaction, Output> Open(string path)
            {
                var ml = new MLContext(1);
                return ml.Model.CreatePredictionEngine<Fraud.Data.Transaction, Output>(ml.Model.Load(path, out _));
            }
        }

        public static class Endpoints
        {
            public static void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app)
            {
                var group = Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGroup(app, "/v2");
                Microsoft.AspNetCore.Builder.AuthorizationEndpointConventionBuilderExtensions.RequireAuthorization(group);
                Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapPost(group, "/score", (float amount, float usual,
                    IScorer scorer) => Answer(amount, usual, scorer));
                Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(app, "/health", () => "ok");
            }

            public static bool Answer(float amount, float usual, IScorer scorer)
            {
                var transaction = Fraud.Data.ServingFeed.Read(amount, usual);
                Fraud.Data.TransactionChecks.Require(new[] { transaction });
                var probability = scorer.Score(transaction);
                DecisionLog.Keep(probability, "fraud-2.3.0");
                return DecisionPolicy.Stops(probability);
            }
        }
        """;

    public const string Tests = """
        namespace Fraud.Tests;

        public class FallbackTests
        {
            [Fact]
            public void The_rules_answer() => Assert.Equal(1, new Fraud.Serving.Scorer(null!).Score(new Fraud.Data.Transaction {
                AmountToUsual = 5 }));
        }

        public class ScoreApiTests
        {
            [Fact]
            [Trait("mltest", "monitor-3")]
            public void Serving_and_training_compute_one_feature() =>
                Assert.Equal(Fraud.Features.FeatureBuilder.Build(4, 2).AmountToUsual, Fraud.Data.ServingFeed.Read(4, 2).AmountToUsual);

            [Fact]
            [Trait("mltest", "monitor-5")]
            public void Scores_and_decides()
            {
                var scorer = new Fraud.Serving.Scorer(Fraud.Serving.Scorer.Open("m.zip"));
                Assert.False(Fraud.Serving.Endpoints.Answer(4, 2, scorer));
            }
        }

        public class PipelineTests
        {
            [Fact]
            public async Task Trains_saves_loads_and_predicts()
            {
                Assert.InRange(await Fraud.Training.TrainPipeline.RunAsync("m.zip"), 0, 1);
                Assert.InRange(new Fraud.Serving.Scorer(Fraud.Serving.Scorer.Open("m.zip")).Score(new Fraud.Data.Transaction()), 0, 1);
            }

            [Fact]
            public void Erases() => Assert.Equal(1, Fraud.Data.ErasureJob.Erase(new List<Fraud.Data.Transaction> { new() { Amount = 3 } },
                3));

            [Fact]
            public void Refuses_what_is_no_number() => Assert.Throws<InvalidOperationException>(() =>
                Fraud.Data.TransactionChecks.Require(new[] { new Fraud.Data.Transaction { Amount = float.NaN } }));
        }
        """;
}
