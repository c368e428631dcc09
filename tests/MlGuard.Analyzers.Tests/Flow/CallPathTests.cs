using MlGuard.Analyzers.Tests.Infrastructure;
using Test = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Tests.Flow.ServingProbe>;

namespace MlGuard.Analyzers.Tests.Flow;

public class CallPathTests
{
    private const string Head = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.RazorPages;
        using Microsoft.AspNetCore.Routing;
        using Microsoft.AspNetCore.SignalR;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using Microsoft.ML;
        using Microsoft.ML.Data;

        """;

    private const string Rows = """

        public class Row { public float Amount; }
        public class Answer { public float Score; }
        """;

    private const string Attributes = """

        namespace Microsoft.Azure.Functions.Worker { public sealed class FunctionAttribute(string name) : System.Attribute {
            public string Name => name; } }
        namespace Microsoft.Azure.WebJobs { public sealed class FunctionNameAttribute(string name) : System.Attribute {
            public string Name => name; } }
        namespace Grpc.Core { public abstract class ServerCallContext { } }
        """;

    private static Task Check(string source, Action<Microsoft.CodeAnalysis.Testing.SolutionState>? more = null) =>
        Test.Code(Head + source + Rows, more);

    [Fact]
    public Task Controller_action_Triggers() => Check("""
        [Route("score")]
        public class ScoreController(PredictionEngine<Row, Answer> engine) : ControllerBase
        {
            [Route("one")] public float One(Row row) => {|MLG5001:engine.Predict(row)|}.Score;
            public async Task<IActionResult> Two(Row row) { await Task.Yield(); return Ok({|MLG5001:engine.Predict(row)|}); }
            public IActionResult Three(Row row) => Ok(Inner(row));
            private float Inner(Row row) { return Local(); float Local() => {|MLG5001:engine.Predict(row)|}.Score; }
            public List<float> Many(List<Row> rows) => rows.Select(row => {|MLG5001:engine.Predict(row)|}.Score).ToList();
            public List<float> Group(List<Row> rows) => rows.Select(Score).ToList();
            private float Score(Row row) => {|MLG5001:engine.Predict(row)|}.Score;
        }
        """);

    [Fact]
    public Task What_no_entry_point_reaches_DoesNotTrigger() => Check("""
        public class ScoreController(PredictionEngine<Row, Answer> engine) : ControllerBase
        {
            [NonAction] public float One(Row row) => engine.Predict(row).Score;
            private float Unused(Row row) => engine.Predict(row).Score;
            public static float Static(PredictionEngine<Row, Answer> it, Row row) => it.Predict(row).Score;
            public float Train(MLContext ml, IDataView data, IEstimator<ITransformer> pipeline, Row row)
            {
                var model = pipeline.Fit(data);
                return ml.Model.CreatePredictionEngine<Row, Answer>(model).Predict(row).Score;
            }
        }
        public class Console1 { public float Run(PredictionEngine<Row, Answer> engine, Row row) => engine.Predict(row).Score; }
        """);

    [Fact]
    public Task Interface_and_injected_field_Trigger() => Check("""
        public interface IScorer { float Score(Row row); }
        public class Scorer : IScorer
        {
            private readonly PredictionEngine<Row, Answer> _engine;
            public Scorer(PredictionEngine<Row, Answer> engine) => _engine = engine;
            public float Score(Row row) => {|MLG5001:_engine.Predict(row)|}.Score;
        }
        public abstract class Base { public abstract float Score(Row row); }
        public class Derived(PredictionEngine<Row, Answer> engine) : Base
        {
            public override float Score(Row row) => {|MLG5001:engine.Predict(row)|}.Score;
        }
        public class Generic<T>(T scorer) where T : IScorer { public float Ask(Row row) => scorer.Score(row); }
        public class PricePage : PageModel
        {
            private readonly IScorer _scorer;
            private readonly Base _base;
            public PricePage(IScorer scorer, Base @base) => (_scorer, _base) = (scorer, @base);
            public void OnGetPrice(Row row) => _scorer.Score(row);
            public void OnPost(Row row) => _base.Score(row);
        }
        """);

    [Fact]
    public Task What_a_field_makes_without_naming_it_Triggers() => Check("""
        public interface IScorer { float Score(Row row); }
        public class Registered : IScorer { public float Score(Row row) => row.Amount; }
        public class Unused(PredictionEngine<Row, Answer> engine) : IScorer
        {
            public float Score(Row row) => engine.Predict(row).Score;
        }
        public class Kept : IScorer
        {
            public static PredictionEngine<Row, Answer>? Engine;
            public float Score(Row row) => {|MLG5001:Engine!.Predict(row)|}.Score;
        }
        public class Listed : IScorer
        {
            public static PredictionEngine<Row, Answer>? Engine;
            public float Score(Row row) => {|MLG5001:Engine!.Predict(row)|}.Score;
        }
        public class ScoreController(IScorer scorer) : ControllerBase
        {
            private readonly Kept _kept = new();
            private readonly List<Listed> _listed = new() { new() };
            public float One(Row row) => Ask(scorer, row) + Ask(_kept, row) + Ask(_listed[0], row);
            private static float Ask(IScorer scorer, Row row) => scorer.Score(row);
            public static void Add(IServiceCollection services) => services.AddScoped<IScorer, Registered>();
        }
        """);

    [Fact]
    public Task Minimal_api_handlers_Trigger() => Check("""
        public static class Endpoints
        {
            public static void Map(WebApplication app, PredictionEngine<Row, Answer> engine)
            {
                app.MapPost("/a", (Row row) => {|MLG5001:engine.Predict(row)|}.Score);
                var group = app.MapGroup("/g");
                group.MapPost("/b", Handler);
                group.MapGet("/c", Local);
                Delegate kept = (Row row) => {|MLG5001:engine.Predict(row)|}.Score;
                app.MapPut("/d", kept);
                Action<Row> notMapped = row => engine.Predict(row);
                float Local(Row row) => {|MLG5001:engine.Predict(row)|}.Score;
            }
            private static float Handler(Row row, PredictionEngine<Row, Answer> engine) => {|MLG5001:engine.Predict(row)|}.Score;
            private static float Orphan(Row row, PredictionEngine<Row, Answer> engine) => engine.Predict(row).Score;
        }
        """);

    [Fact]
    public Task Top_level_handlers_Trigger() => Check("""
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        var warmUp = app.Services.GetRequiredService<PredictionEngine<Row, Answer>>().Predict(new Row());
        app.MapPost("/a", (Row row, PredictionEngine<Row, Answer> engine) => {|MLG5001:engine.Predict(row)|}.Score);
        app.MapGet("/b", Handle);
        app.Run();

        float Handle(PredictionEngine<Row, Answer> engine) => {|MLG5001:engine.Predict(new Row())|}.Score;
        """);

    [Fact]
    public Task Hub_grpc_functions_and_background_services_Trigger() => Check("""
        public class ScoreHub(PredictionEngine<Row, Answer> engine) : Hub
        {
            public float Ask(Row row) => {|MLG5001:engine.Predict(row)|}.Score;
        }
        public class GreeterBase { public virtual Task<float> Say(Row row, Grpc.Core.ServerCallContext context) => throw null!; }
        public class Greeter(PredictionEngine<Row, Answer> engine) : GreeterBase
        {
            public override Task<float> Say(Row row, Grpc.Core.ServerCallContext context) =>
                Task.FromResult({|MLG5001:engine.Predict(row)|}.Score);
        }
        public static class Functions
        {
            [Microsoft.Azure.WebJobs.FunctionName("a")]
            public static float InProcess(Row row, PredictionEngine<Row, Answer> engine) => {|MLG5001:engine.Predict(row)|}.Score;
        }
        public class Isolated(PredictionEngine<Row, Answer> engine)
        {
            [Microsoft.Azure.Functions.Worker.Function("a")] public float Run(Row row) => {|MLG5001:engine.Predict(row)|}.Score;
        }
        public class Worker(PredictionEngine<Row, Answer> engine) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stop) { await Task.Yield(); {|MLG5001:engine.Predict(new Row())|};
                }
        }
        public class Chat(PredictionEngine<Row, Answer> engine) : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stop) { Console.ReadLine(); engine.Predict(new Row());
                return Task.CompletedTask; }
        }
        public class Starter(PredictionEngine<Row, Answer> engine) : IHostedService
        {
            public Task StartAsync(CancellationToken stop) { engine.Predict(new Row()); _timer = new Timer(Tick, null, 0, 1_000);
                return Task.CompletedTask; }
            private Timer? _timer;
            private void Tick(object? state) => {|MLG5001:engine.Predict(new Row())|};
            public Task StopAsync(CancellationToken stop) { engine.Predict(new Row()); return Task.CompletedTask; }
        }
        """ + Attributes);

    [Fact]
    public Task Recursion_and_cycles_end() => Check("""
        public class LoopController(PredictionEngine<Row, Answer> engine) : ControllerBase
        {
            public float A(Row row, int depth) => depth == 0 ? {|MLG5001:engine.Predict(row)|}.Score : B(row, depth);
            private float B(Row row, int depth) => A(row, depth - 1) + B(row, depth);
        }
        public class Ring(PredictionEngine<Row, Answer> engine)
        {
            private float A(Row row) => B(row);
            private float B(Row row) => A(row) + engine.Predict(row).Score;
        }
        """);

    [Fact]
    public Task Declared_entry_point_and_wrapper_Trigger() => Check("""
        namespace Shop
        {
            public class Bus(Oracle oracle) { public float Handle(Row row) => {|MLG5001:oracle.Ask(row)|}; }
            public class Oracle { public float Ask(Row row) => 1; }
        }
        """, state => state.AddDigest("stage\tmvp", "api\tPredict\tShop.Oracle.Ask", "entry\tShop.Bus.Handle"));

    [Fact]
    public Task Declared_training_DoesNotTrigger() => Check("""
        namespace Shop
        {
            public class TrainController(PredictionEngine<Row, Answer> engine) : Microsoft.AspNetCore.Mvc.ControllerBase
            {
                public float Retrain(Row row) => engine.Predict(row).Score;
            }
        }
        """, state => state.AddDigest("stage\tmvp", "training\tShop.TrainController.Retrain"));

    [Fact]
    public Task Handlers_of_the_generated_mediator_Trigger() => Check("""
        public record Ask(float Amount) : Mediator.IQuery<float>;
        public class AskHandler(PredictionEngine<Row, Answer> engine) : Mediator.IQueryHandler<Ask, float>
        {
            public ValueTask<float> Handle(Ask ask, CancellationToken token) => new({|MLG5001:engine.Predict(new Row())|}.Score);
        }
        public record Tell : Mediator.ICommand;
        public class TellHandler(PredictionEngine<Row, Answer> engine) : Mediator.ICommandHandler<Tell>
        {
            public ValueTask<int> Handle(Tell tell, CancellationToken token) { {|MLG5001:engine.Predict(new Row())|}.ToString(); return new(1); }
        }
        namespace Mediator
        {
            public interface IQuery<T> { }
            public interface ICommand { }
            public interface IQueryHandler<TQuery, TResponse> { ValueTask<TResponse> Handle(TQuery query, CancellationToken token); }
            public interface ICommandHandler<TCommand> { ValueTask<int> Handle(TCommand command, CancellationToken token); }
        }
        """);

    [Fact]
    public Task Branches_filters_and_middleware_Trigger() => Check("""
        public static class Setup
        {
            public static void Configure(WebApplication app, PredictionEngine<Row, Answer> engine)
            {
                app.Map("/score", branch => branch.Run(context =>
                    context.Response.WriteAsync({|MLG5001:engine.Predict(new Row())|}.Score.ToString())));
                app.MapWhen(context => {|MLG5001:engine.Predict(new Row())|}.Score > 1, branch => { });
                app.MapGet("/", () => "x").AddEndpointFilter(async (context, next) =>
                    {|MLG5001:engine.Predict(new Row())|}.Score > 1 ? null : await next(context));
                app.UseMiddleware<Scoring>();
                app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine({|MLG5001:engine.Predict(new Row())|}.Score));
                new Thread(() => Console.WriteLine({|MLG5001:engine.Predict(new Row())|}.Score)).Start();
                ThreadPool.QueueUserWorkItem(_ => Console.WriteLine({|MLG5001:engine.Predict(new Row())|}.Score));
            }
        }
        public class Scoring(RequestDelegate next, PredictionEngine<Row, Answer> engine)
        {
            public async Task InvokeAsync(HttpContext context)
            {
                context.Items["score"] = {|MLG5001:engine.Predict(new Row())|}.Score;
                await next(context);
            }
        }
        public class Filter(PredictionEngine<Row, Answer> engine) : IEndpointFilter
        {
            public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
                new({|MLG5001:engine.Predict(new Row())|}.Score);
        }
        public class Listener
        {
            public event Action<Row>? Came;
            public void Listen(PredictionEngine<Row, Answer> engine) =>
                Came += row => Console.WriteLine({|MLG5001:engine.Predict(row)|}.Score);
        }
        """);

    [Fact]
    public Task Events_and_threads_of_a_program_that_serves_nobody_DoNotTrigger() => Check("""
        public class Listener
        {
            public event Action<Row>? Came;
            public void Listen(PredictionEngine<Row, Answer> engine)
            {
                Came += row => Console.WriteLine(engine.Predict(row).Score);
                new Thread(() => Console.WriteLine(engine.Predict(new Row()).Score)).Start();
            }
        }
        """);
}
