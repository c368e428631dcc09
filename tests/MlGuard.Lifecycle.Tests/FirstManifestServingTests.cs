using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Tests.Products;
using MlGuard.Lifecycle.Writers.Start;
using static MlGuard.Lifecycle.Tests.Products.Surveyed;

namespace MlGuard.Lifecycle.Tests;

/// <summary>What the code around predictions tells of a first manifest.</summary>
public sealed class FirstManifestServingTests
{
    private const string Web = """
        namespace Microsoft.AspNetCore.Mvc { public abstract class ControllerBase { } public abstract class ViewComponent { } }
        namespace Microsoft.AspNetCore.Mvc.RazorPages { public abstract class PageModel { } }
        namespace Microsoft.AspNetCore.SignalR { public abstract class Hub { } }
        namespace Microsoft.Extensions.Hosting
        {
            public abstract class BackgroundService { protected abstract Task ExecuteAsync(System.Threading.CancellationToken token); }
        }
        """;

    private const string Functions = """
        namespace Microsoft.Azure.Functions.Worker
        {
            [AttributeUsage(AttributeTargets.Method)]
            public sealed class FunctionAttribute(string name) : Attribute { public string Name => name; }
            public enum AuthorizationLevel { Anonymous, User, Function, System, Admin }
            [AttributeUsage(AttributeTargets.Parameter)]
            public sealed class HttpTriggerAttribute : Attribute
            {
                public HttpTriggerAttribute(AuthorizationLevel level, params string[] methods) { }
                public HttpTriggerAttribute(params string[] methods) { }
                public string? Route { get; set; }
            }
            [AttributeUsage(AttributeTargets.Parameter)]
            public sealed class TimerTriggerAttribute(string schedule) : Attribute { public string Schedule => schedule; }
        }
        namespace Microsoft.Azure.WebJobs
        {
            [AttributeUsage(AttributeTargets.Method)]
            public sealed class FunctionNameAttribute(string name) : Attribute { public string Name => name; }
            [AttributeUsage(AttributeTargets.Parameter)]
            public sealed class HttpTriggerAttribute : Attribute
            {
                public HttpTriggerAttribute(Extensions.Http.AuthorizationLevel level, params string[] methods) { }
                public HttpTriggerAttribute(params string[] methods) { }
                public string? Route { get; set; }
            }
            [AttributeUsage(AttributeTargets.Parameter)]
            public sealed class TimerTriggerAttribute(string schedule) : Attribute { public string Schedule => schedule; }
        }
        namespace Microsoft.Azure.WebJobs.Extensions.Http { public enum AuthorizationLevel { Anonymous, User, Function, System, Admin } }
        """;

    private const string Clients = """
        namespace OpenAI.Chat { public class ChatClient(string model, string apiKey) { public string Key => model + apiKey; } }
        """;

    private const string Rows = """
        public class Row { public float Amount { get; set; } public float Label { get; set; } }
        public class Answer { public float Score { get; set; } }

        """;

    /// <summary>Who asks for a page waits for it; what a service does by itself nobody waits for.</summary>
    [Theory]
    [InlineData("Microsoft.AspNetCore.Mvc.RazorPages.PageModel", "public void OnGet() => Score(engine)", "realtime")]
    [InlineData("Microsoft.AspNetCore.SignalR.Hub", "public float Ask() => Score(engine)", "realtime")]
    [InlineData("Microsoft.AspNetCore.Mvc.ControllerBase", "public float Ask() => Score(engine)", "realtime")]
    [InlineData("Microsoft.AspNetCore.Mvc.RazorPages.PageModel", "public void Helper() => Score(engine)", null)]
    [InlineData(
        "Microsoft.Extensions.Hosting.BackgroundService",
        "protected override Task ExecuteAsync(System.Threading.CancellationToken token) => Task.FromResult(Score(engine))", null)]
    public void What_somebody_waits_for_is_answered_in_real_time(string type, string method, string? expected)
    {
        var web = CompiledFacts.Of(Web, "Microsoft.AspNetCore.Mvc", isTest: false, []);
        var facts = CompiledFacts.Of(
            $$"""
            namespace Shop;
            {{Rows}}
            public class Asked(PredictionEngine<Row, Answer> engine) : {{type}}
            {
                {{method}};
                private static float Score(PredictionEngine<Row, Answer> engine) => engine.Predict(new Row()).Score;
            }
            """, "Shop", isTest: false, [(Web, web)]).Facts;

        Assert.Equal(expected, Value(new CodeSurvey([facts]), "architecture.technical.mode"));
    }

    /// <summary>
    /// What is handed the answers of models puts them together; what is handed the request alone stands in, also where the request is
    /// answered in place.
    /// </summary>
    [Theory]
    [InlineData("Answer Combine(List<Answer> answers, Row row) => answers[0]", "Combine(answers, row)", "Answer", "Row", null)]
    [InlineData("Answer Rules(Row row) => new()", "Rules(row)", "Answer", "Row", "Shop.Scorer.Rules")]
    [InlineData("Row Rules(Row row) => row", "Rules(row)", "Row", "Row", "Shop.Scorer.Rules")]
    [InlineData("float Rules(float amount) => amount", "Rules(row.Amount)", "float", "Row", "Shop.Scorer.Rules")]
    public void What_is_handed_the_answers_is_no_fallback(string method, string call, string answer, string request, string? expected)
    {
        var made = answer switch { "Answer" => "answers[0]", "Row" => "row", _ => "1f" };
        var web = CompiledFacts.Of(Web, "Microsoft.AspNetCore.Mvc", isTest: false, []);
        var facts = CompiledFacts.Of(
            $$"""
            namespace Shop;
            {{Rows}}
            public class Asking(Scorer scorer) : Microsoft.AspNetCore.Mvc.ControllerBase
            {
                public {{answer}} Ask({{request}} row) => scorer.Score(row);
            }
            public class Scorer(PredictionEngine<Row, Answer>[] engines)
            {
                public static {{method}};
                public {{answer}} Score({{request}} row)
                {
                    var answers = new List<Answer>();
                    foreach (var engine in engines)
                    {
                        try { answers.Add(engine.Predict(row)); }
                        catch (InvalidOperationException) { Console.WriteLine(row.Amount); }
                    }

                    return answers.Count == 1 ? {{made}} : {{call}};
                }
            }
            """, "Shop", isTest: false, [(Web, web)]).Facts;

        Assert.Equal(expected, Value(new CodeSurvey([facts]), "architecture.technical.fallback.symbol"));
    }

    /// <summary>
    /// Who asks a model by its address answers with text as well; what asks for vectors does not, and who runs a local server nobody knows.
    /// </summary>
    [Theory]
    [InlineData("https://api.openai.com/v1/chat/completions", "text-generation hosted realtime POST /ask")]
    [InlineData("http://localhost:11434/api/chat", "text-generation - realtime POST /ask")]
    [InlineData("https://api.openai.com/v1/embeddings", "- - - -")]
    [InlineData("https://cars.example/orders", "- - - -")]
    [InlineData("/v1/chat/completions", "text-generation - realtime POST /ask")]
    [InlineData("/api/chat", "- - - -")]
    public void A_model_that_is_asked_by_its_address_answers(string address, string expected)
    {
        var stub = CompiledFacts.Of(GrowthCode.AspNetStub, "Microsoft.AspNetCore.Routing", isTest: false, []);
        using var product = new TestProduct("mlguard: v1\n");
        product.Write(
            "obj/Shop.dll",
            CompiledFacts.Image(
                $$"""
                namespace Shop;
                using System.Net.Http;
                using System.Net.Http.Json;
                using Microsoft.AspNetCore.Builder;
                public interface IAsking { Task<string> Ask(string text); }
                public class Asking(HttpClient http) : IAsking
                {
                    public async Task<string> Ask(string text) =>
                        await (await http.PostAsJsonAsync("{{address}}", new { text })).Content.ReadAsStringAsync();
                }
                public static class Endpoints
                {
                    public static void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app, IAsking asking)
                    {
                        EndpointRouteBuilderExtensions.MapPost(app, "/ask", (string text) => asking.Ask(text));
                        EndpointRouteBuilderExtensions.MapPost(app, "/api/chat", (string text) => text);
                    }
                }
                """, "Shop", stub.Reference));

        var survey = ProductSurvey.Of(product.Root, [(product.PathOf("obj/Shop.dll"), "Shop.csproj", false)]);

        string[] paths =
            ["discovery.solution.task", "discovery.solution.approach", "architecture.technical.mode", "serving.api.endpoint"];
        Assert.Equal(expected, string.Join(' ', paths.Select(path => Value(survey, path) ?? "-")));
    }

    /// <summary>Who asks a model by its address may read from the settings which; what others read names nothing of it.</summary>
    [Theory]
    [InlineData("chat/completions", "Ai:Model", "gpt-4o-mini")]
    [InlineData("chat/completions", "Ai:Key", null)]
    [InlineData("orders", "Ai:Model", null)]
    public void The_model_that_is_read_beside_an_address_is_named(string address, string key, string? expected)
    {
        using var product = new TestProduct("mlguard: v1\n");
        product.Write("appsettings.json", """{ "Ai": { "Model": "gpt-4o-mini", "Key": "gpt-key" } }""");

        var survey = Survey(
            product,
            $$"""
            namespace Shop;
            using System.Net.Http;
            public class Asking(Dictionary<string, string> settings, HttpClient http)
            {
                private readonly string _model = settings["{{key}}"];
                public Task<HttpResponseMessage> Ask(string text) => http.PostAsync("{{address}}", new StringContent(_model + text));
            }
            """);

        Assert.Equal(expected, Value(survey, "models[].id"));
    }

    private const string Mediators = """
        namespace MediatR
        {
            public interface IRequest<out T> { }
            public interface ISender { Task<T> Send<T>(IRequest<T> request, System.Threading.CancellationToken token = default); }
            public interface IRequestHandler<in TRequest, T> where TRequest : IRequest<T>
            {
                Task<T> Handle(TRequest request, System.Threading.CancellationToken token);
            }
        }
        """;

    /// <summary>A handler answers those routes that hand its request to the mediator; of two nobody can tell.</summary>
    [Theory]
    [InlineData("sender.Send(new Score(row))", "sender.Send(new Order(row))", "realtime POST /score")]
    [InlineData("sender.Send(new Order(row))", "sender.Send(new Score(row))", "realtime POST /order")]
    [InlineData("sender.Send(new Score(row))", "sender.Send(new Score(row))", "realtime -")]
    [InlineData("sender.Send(new Order(row))", "sender.Send(new Order(row))", "- -")]
    [InlineData("Task.FromResult(new Score(row).Row.Label)", "sender.Send(new Order(row))", "- -")]
    public void A_route_is_that_which_sends_what_the_handler_takes(string score, string order, string expected)
    {
        var mediators = CompiledFacts.Of(Mediators, "MediatR", isTest: false, []);
        var stub = CompiledFacts.Of(GrowthCode.AspNetStub, "Microsoft.AspNetCore.Routing", isTest: false, []);
        var facts = CompiledFacts.Of(
            $$"""
            namespace Shop;
            using MediatR;
            using Microsoft.AspNetCore.Builder;
            {{Rows}}
            public record Score(Row Row) : IRequest<float>;
            public record Order(Row Row) : IRequest<float>;
            public class ScoreHandler(PredictionEngine<Row, Answer> engine) : IRequestHandler<Score, float>
            {
                public Task<float> Handle(Score request, System.Threading.CancellationToken token) =>
                    Task.FromResult(engine.Predict(request.Row).Score);
            }
            public class OrderHandler : IRequestHandler<Order, float>
            {
                public Task<float> Handle(Order request, System.Threading.CancellationToken token) => Task.FromResult(request.Row.Amount);
            }
            public static class Endpoints
            {
                public static void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app, ISender sender)
                {
                    EndpointRouteBuilderExtensions.MapPost(app, "/score", (Row row) => {{score}});
                    EndpointRouteBuilderExtensions.MapPost(app, "/order", (Row row) => {{order}});
                }
            }
            """, "Shop", isTest: false, [(Mediators, mediators), (GrowthCode.AspNetStub, stub)]).Facts;
        var survey = new CodeSurvey([facts]);

        Assert.Equal(
            expected, $"{Value(survey, "architecture.technical.mode") ?? "-"} {Value(survey, "serving.api.endpoint") ?? "-"}");
    }

    /// <summary>Handlers of one contract are told apart by what the caller has at hand; a caller that has neither may mean any.</summary>
    [Theory]
    [InlineData("(IHandler<Score, float> handler, Row row) => handler.Run(new Score(row))", "POST /score")]
    [InlineData("(IHandler<Score, float> handler, Score request) => handler.Run(request)", "POST /score")]
    [InlineData("(IHandler<Score, float> handler) => handler.Run(Requests.Next())", null)]
    public void A_route_leads_to_the_handler_of_its_request(string score, string? expected)
    {
        var order = expected is null ? "Next()" : "new(row)";
        var stub = CompiledFacts.Of(GrowthCode.AspNetStub, "Microsoft.AspNetCore.Routing", isTest: false, []);
        var facts = CompiledFacts.Of(
            $$"""
            namespace Shop;
            using Microsoft.AspNetCore.Builder;
            {{Rows}}
            public interface IHandler<TRequest, T> { T Run(TRequest request); }
            public record Score(Row Row);
            public record Order(Row Row);
            public static class Requests { public static Score Next() => new(new Row()); }
            public class ScoreHandler(PredictionEngine<Row, Answer> engine) : IHandler<Score, float>
            {
                public float Run(Score request) => engine.Predict(request.Row).Score;
            }
            public class OrderHandler : IHandler<Order, float> { public float Run(Order request) => request.Row.Amount; }
            public static class Endpoints
            {
                public static void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app)
                {
                    EndpointRouteBuilderExtensions.MapPost(app, "/score", {{score}});
                    EndpointRouteBuilderExtensions.MapPost(
                        app, "/order", (IHandler<Order, float> handler, Row row) => handler.Run({{order}}));
                }
                private static Order Next() => new(new Row());
            }
            """, "Shop", isTest: false, [(GrowthCode.AspNetStub, stub)]).Facts;

        Assert.Equal(expected, Value(new CodeSurvey([facts]), "serving.api.endpoint"));
    }

    /// <summary>A function that a clock starts has no address, and a key is asked for unless the trigger says none is.</summary>
    [Theory]
    [InlineData("HttpTrigger(AuthorizationLevel.Function, \"post\")", "POST /api/chat", true)]
    [InlineData("HttpTrigger(AuthorizationLevel.Anonymous, \"post\", Route = \"v1/ask/{id:int}\")", "POST /api/v1/ask/{}", false)]
    [InlineData("HttpTrigger(\"get\", \"post\")", "ANY /api/chat", true)]
    [InlineData("TimerTrigger(\"0 0 * * *\")", null, null)]
    public void A_function_answers_where_its_trigger_says(string trigger, string? endpoint, bool? isAuthorized)
    {
        var library = CompiledFacts.Of(Functions, "Microsoft.Azure.Functions.Worker", isTest: false, []);
        var facts = CompiledFacts.Of(
            $$"""
            namespace Shop;
            using Microsoft.Azure.Functions.Worker;
            {{Rows}}
            public class Chat(PredictionEngine<Row, Answer> engine)
            {
                [Function("chat")] public float Run([{{trigger}}] Row row) => engine.Predict(row).Score;
            }
            """, "Shop", isTest: false, [(Functions, library)]).Facts;
        var survey = new CodeSurvey([facts]);

        Assert.Equal(endpoint, Value(survey, "serving.api.endpoint"));
        var entry = Assert.Single(MlGuard.Lifecycle.Facts.Serving.EntryPoints.Of(new ProductFacts([facts], []), []));
        Assert.Equal(isAuthorized, entry.IsAuthorized);
    }

    /// <summary>A function that runs in the host's own process is called by another attribute, and answers at the same address.</summary>
    [Theory]
    [InlineData("HttpTrigger(Level.Function, \"post\")", "POST /api/chat", true)]
    [InlineData("HttpTrigger(Level.Anonymous, \"get\", Route = \"v1/ask/{id:int}\")", "GET /api/v1/ask/{}", false)]
    [InlineData("TimerTrigger(\"0 0 * * *\")", null, null)]
    public void A_function_in_the_host_answers_where_its_trigger_says(string trigger, string? endpoint, bool? isAuthorized)
    {
        var library = CompiledFacts.Of(Functions, "Microsoft.Azure.Functions.Worker", isTest: false, []);
        var facts = CompiledFacts.Of(
            $$"""
            namespace Shop;
            using Microsoft.Azure.WebJobs;
            using Level = Microsoft.Azure.WebJobs.Extensions.Http.AuthorizationLevel;
            {{Rows}}
            public static class Chat
            {
                private static readonly PredictionEngine<Row, Answer> s_engine = null!;
                [FunctionName("chat")] public static float Run([{{trigger}}] Row row) => s_engine.Predict(row).Score;
            }
            """, "Shop", isTest: false, [(Functions, library)]).Facts;

        Assert.Equal(endpoint, Value(new CodeSurvey([facts]), "serving.api.endpoint"));
        var entry = Assert.Single(MlGuard.Lifecycle.Facts.Serving.EntryPoints.Of(new ProductFacts([facts], []), []));
        Assert.Equal(isAuthorized, entry.IsAuthorized);
    }

    /// <summary>A host puts its functions below another path where its settings say so, which no code tells.</summary>
    [Theory]
    [InlineData("""{ "version": "2.0" }""", "POST /api/chat")]
    [InlineData("""{ "version": "2.0", "extensions": { "http": { "maxOutstandingRequests": 20 } } }""", "POST /api/chat")]
    [InlineData("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""", null)]
    [InlineData("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "v2" } } }""", null)]
    public void A_host_may_put_its_functions_elsewhere(string host, string? expected)
    {
        var library = CompiledFacts.Of(Functions, "Microsoft.Azure.Functions.Worker", isTest: false, []);
        using var product = new TestProduct("mlguard: v1\n");
        product.Write("Shop/host.json", host).Write(
            "obj/Shop.dll",
            CompiledFacts.Image(
                $$"""
                namespace Shop;
                using Microsoft.Azure.Functions.Worker;
                {{Rows}}
                public class Chat(PredictionEngine<Row, Answer> engine)
                {
                    [Function("chat")]
                    public float Run([HttpTrigger(AuthorizationLevel.Function, "post")] Row row) => engine.Predict(row).Score;
                }
                """, "Shop", library.Reference));

        var survey = ProductSurvey.Of(product.Root, [(product.PathOf("obj/Shop.dll"), "Shop/Shop.csproj", false)]);

        Assert.Equal(expected, Value(survey, "serving.api.endpoint"));
    }

    /// <summary>A model stands in the settings under its own name, in a section that code reads, beside code that makes a client.</summary>
    [Theory]
    [InlineData("""{ "OpenAI": { "Model": "gpt-4o-mini", "MaxTokens": 2000 } }""", "new Client(options.Name, options.Key)", "gpt-4o-mini")]
    [InlineData("""{ "OpenAI": { "DeploymentName": "answers-4o" } }""", "new Client(options.Name, options.Key)", "answers-4o")]
    [InlineData("""{ "OpenAI": { "Model": "YOUR_MODEL" } }""", "new Client(options.Name, options.Key)", null)]
    [InlineData("""{ "Cars": { "Model": "golf" } }""", "new Client(options.Name, options.Key)", null)]
    [InlineData("""{ "OpenAI": { "Name": "gpt-4o-mini" } }""", "new Client(options.Name, options.Key)", null)]
    [InlineData("""{ "OpenAI": { "Model": "gpt-4o-mini" } }""", "options.Key", null)]
    public void The_model_in_the_settings_of_a_client_is_named(string settings, string made, string? expected)
    {
        var library = CompiledFacts.Of(Clients, "OpenAI", isTest: false, []);
        using var product = new TestProduct("mlguard: v1\n");
        product.Write("appsettings.json", settings).Write(
            "obj/Shop.dll",
            CompiledFacts.Image(
                $$"""
                namespace Shop;
                using Client = OpenAI.Chat.ChatClient;
                public class Options
                {
                    public const string Section = "OpenAI";
                    public string Key { get; set; } = "";
                    public string Name { get; set; } = "";
                }
                public static class Start
                {
                    public static object Make(Options options) => Console.Title == Options.Section ? options : {{made}};
                }
                """, "Shop", library.Reference));

        var survey = ProductSurvey.Of(product.Root, [(product.PathOf("obj/Shop.dll"), "Shop.csproj", false)]);

        Assert.Equal(expected, Value(survey, "models[].id"));
    }

    private const string Kernels = """
        namespace Microsoft.SemanticKernel
        {
            public class FunctionResult { }
            public class Kernel
            {
                public KernelFunction Find(string name) => new(name);
                public Task<FunctionResult> InvokeAsync(KernelFunction function) => Task.FromResult(new FunctionResult());
            }
            public class KernelFunction(string name)
            {
                public string Name => name;
                public Task<FunctionResult> InvokeAsync(Kernel kernel) => kernel.InvokeAsync(this);
            }
            public static class KernelExtensions
            {
                public static KernelFunction CreateFunctionFromPrompt(this Kernel kernel, string prompt) => kernel.Find(prompt);
            }
            public interface IKernelBuilder { string Name { get; } }
            public static class OpenAIKernelBuilderExtensions
            {
                public static IKernelBuilder AddOpenAIChatCompletion(this IKernelBuilder builder, string modelId, string apiKey) =>
                    modelId == apiKey ? builder : builder;
                public static IKernelBuilder AddOpenAITextToImage(this IKernelBuilder builder, string apiKey, string modelId = "") =>
                    modelId == apiKey ? builder : builder;
            }
            public static class AzureOpenAIKernelBuilderExtensions
            {
                public static IKernelBuilder AddAzureOpenAIChatCompletion(
                    this IKernelBuilder builder, string deploymentName, string endpoint, string apiKey) =>
                    deploymentName == endpoint + apiKey ? builder : builder;
            }
            public static class OllamaKernelBuilderExtensions
            {
                public static IKernelBuilder AddOllamaChatCompletion(this IKernelBuilder builder, string modelId) =>
                    modelId == "" ? builder : builder;
            }
        }
        namespace Microsoft.SemanticKernel.ChatCompletion
        {
            public interface IChatCompletionService { Task<string> GetChatMessageContentsAsync(string history); }
        }
        """;

    /// <summary>
    /// Who runs the server of a model is not told where a team may run it itself, on a machine of its own or in its network.
    /// </summary>
    [Theory]
    [InlineData("builder.AddOpenAIChatCompletion(settings.Model, settings.Key)", "https://api.openai.com/v1", "hosted")]
    [InlineData("builder.AddOpenAIChatCompletion(settings.Model, settings.Key)", "http://localhost:4200", "hosted")]
    [InlineData("builder.AddOpenAIChatCompletion(settings.Model, settings.Key)", "http://localhost:8080/v1", null)]
    [InlineData("builder.AddOpenAIChatCompletion(settings.Model, settings.Key)", "http://192.168.1.190:11434", null)]
    [InlineData("builder.AddOllamaChatCompletion(settings.Model)", "https://api.openai.com/v1", null)]
    public void What_a_team_may_run_itself_is_not_hosted(string register, string address, string? expected)
    {
        var library = CompiledFacts.Of(Kernels, "Microsoft.SemanticKernel.Abstractions", isTest: false, []);
        using var product = new TestProduct("mlguard: v1\n");
        product.Write("appsettings.json", $$"""{ "Chat": { "Address": "{{address}}" } }""").Write(
            "obj/Shop.dll",
            CompiledFacts.Image(
                $$"""
                namespace Shop;
                using Microsoft.SemanticKernel;
                public class Settings
                {
                    public const string Section = "Chat";
                    public string Model { get; set; } = Section;
                    public string Key { get; set; } = "";
                }
                public static class Start
                {
                    public static IKernelBuilder Make(IKernelBuilder builder, Settings settings) => {{register}};
                }
                public class Chat(Microsoft.SemanticKernel.ChatCompletion.IChatCompletionService chat)
                {
                    public Task<string> Ask(string text) => chat.GetChatMessageContentsAsync(text);
                }
                """, "Shop", library.Reference));

        var survey = ProductSurvey.Of(product.Root, [(product.PathOf("obj/Shop.dll"), "Shop.csproj", false)]);

        Assert.Equal(expected, Value(survey, "discovery.solution.approach"));
    }

    /// <summary>
    /// A log is handed what the last prediction gave; what is called before prepares it, and what is called on failure tells of that.
    /// </summary>
    [Theory]
    [InlineData("var score = engine.Predict(row).Score; Kept.Write(score); return score;", "Shop.Kept.Write")]
    [InlineData("try { return Kept.Last = engine.Predict(row).Score; } finally { Kept.Write(Kept.Last); }", "Shop.Kept.Write")]
    [InlineData("var score = engine.Predict(row).Score; if (score > 1) Kept.Write(score); return score;", "Shop.Kept.Write")]
    [InlineData("var score = engine.Predict(row).Score; void Keep() => Kept.Write(score); Keep(); return score;", "Shop.Kept.Write")]
    [InlineData("Kept.Write(row.Amount); return engine.Predict(row).Score;", null)]
    [InlineData(
        "var first = engine.Predict(row).Score; Kept.Write(first); row.Amount = first; return engine.Predict(row).Score;", null)]
    [InlineData("try { return engine.Predict(row).Score; } catch (Exception) { Kept.Write(0); return 0; }", null)]
    public void A_log_comes_after_the_last_prediction(string body, string? expected)
    {
        var stub = CompiledFacts.Of(GrowthCode.AspNetStub, "Microsoft.AspNetCore.Routing", isTest: false, []);
        var facts = CompiledFacts.Of(
            $$"""
            namespace Shop;
            using Microsoft.AspNetCore.Builder;
            {{Rows}}
            public static class Kept
            {
                private static readonly System.Diagnostics.Metrics.Counter<float> s_scores =
                    new System.Diagnostics.Metrics.Meter("shop").CreateCounter<float>("scores");
                public static float Last { get; set; }
                public static void Write(float score) => s_scores.Add(score);
            }
            public sealed class Scorer(PredictionEngine<Row, Answer> engine) { public float Score(Row row) { {{body}} } }
            public static class Endpoints
            {
                public static void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app) =>
                    EndpointRouteBuilderExtensions.MapPost(app, "/score", (Row row, Scorer scorer) => scorer.Score(row));
            }
            """, "Shop", isTest: false, [(GrowthCode.AspNetStub, stub)]).Facts;

        Assert.Equal(expected, Value(new CodeSurvey([facts]), "serving.log"));
    }

    /// <summary>
    /// A function that is run by its name is code, and what answers where it fails is no fallback, unless it can be a prompt.
    /// </summary>
    [Theory]
    [InlineData("chat.GetChatMessageContentsAsync(text)", "kernel.Find(text).InvokeAsync(kernel)", "POST /chat", null)]
    [InlineData("chat.GetChatMessageContentsAsync(text)", "kernel.InvokeAsync(kernel.Find(text))", "POST /chat", null)]
    [InlineData(
        "chat.GetChatMessageContentsAsync(text)", "kernel.InvokeAsync(kernel.CreateFunctionFromPrompt(text))", null, "Shop.Tools.Failed")]
    [InlineData("chat.GetChatMessageContentsAsync(text)", "chat.GetChatMessageContentsAsync(text)", null, "Shop.Tools.Failed")]
    [InlineData("Task.FromResult(text)", "chat.GetChatMessageContentsAsync(text)", "POST /test", "Shop.Tools.Failed")]
    public void A_function_that_is_run_by_its_name_asks_no_model(string ask, string test, string? endpoint, string? fallback)
    {
        var library = CompiledFacts.Of(Kernels, "Microsoft.SemanticKernel.Abstractions", isTest: false, []);
        var stub = CompiledFacts.Of(GrowthCode.AspNetStub, "Microsoft.AspNetCore.Routing", isTest: false, []);
        var facts = CompiledFacts.Of(
            $$"""
            namespace Shop;
            using Microsoft.AspNetCore.Builder;
            using Microsoft.SemanticKernel;
            using Microsoft.SemanticKernel.ChatCompletion;
            public class Tools(Kernel kernel, IChatCompletionService chat)
            {
                public async Task<object> Run(string text)
                {
                    try { return await {{test}}; } catch (Exception) { return Failed(text); }
                }
                public Kernel Kernel => kernel;
                public IChatCompletionService Chat => chat;
                private static object Failed(string text) => text + "!";
            }
            public class Answers(IChatCompletionService chat)
            {
                public async Task<object> Ask(string text) => await {{ask}};
                public IChatCompletionService Chat => chat;
            }
            public static class Endpoints
            {
                public static void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app)
                {
                    EndpointRouteBuilderExtensions.MapPost(app, "/chat", (string text, Answers answers) => answers.Ask(text));
                    EndpointRouteBuilderExtensions.MapPost(app, "/test", (string text, Tools tools) => tools.Run(text));
                }
            }
            """, "Shop", isTest: false, [(Kernels, library), (GrowthCode.AspNetStub, stub)]).Facts;
        var survey = new CodeSurvey([facts]);

        Assert.Equal(
            (endpoint, fallback), (Value(survey, "serving.api.endpoint"), Value(survey, "architecture.technical.fallback.symbol")));
    }

    /// <summary>The model that a kernel is told to ask has its place among what is passed; a key and a deployment have others.</summary>
    [Theory]
    [InlineData("builder.AddOpenAIChatCompletion(\"gpt-4o-mini\", \"sk-key\")", "{}", "gpt-4o-mini")]
    [InlineData("builder.AddOpenAIChatCompletion(\"gpt-4o-mini\", Given(\"key\") ?? throw new Exception())", "{}", "gpt-4o-mini")]
    [InlineData("builder.AddOpenAIChatCompletion(Given(\"a\") == null ? \"gpt-4o\" : \"gpt-4.1\", \"sk-key\")", "{}", null)]
    [InlineData("builder.AddOpenAIChatCompletion(Given(\"OpenAI:ModelId\")!, \"sk-key\")", "{}", null)]
    [InlineData(
        "builder.AddOpenAIChatCompletion(Given(\"OpenAI:ModelId\")!, \"sk-key\")", """{ "OpenAI": { "ModelId": "gpt-4.1" } }""", "gpt-4.1")]
    [InlineData("builder.AddOpenAIChatCompletion(Given(\"a\")!, \"sk-key\")", """{ "OpenAI": { "ModelId": "gpt-4.1" } }""", null)]
    [InlineData("builder.AddOpenAITextToImage(\"sk-key\")", "{}", null)]
    [InlineData("builder.AddAzureOpenAIChatCompletion(\"answers\", \"https://shop.example\", \"key\")", "{}", null)]
    [InlineData("builder.AddOllamaChatCompletion(\"qwen3:8b\")", "{}", "qwen3:8b")]
    [InlineData("var id = \"gpt-4.1\"; Console.Title = id; return builder.AddOllamaChatCompletion(id);", "{}", "gpt-4.1")]
    [InlineData("var id = \"gpt-4.1\"; id = Console.Title; return builder.AddOllamaChatCompletion(id);", "{}", null)]
    public void The_model_that_a_kernel_is_told_to_ask_is_named(string told, string settings, string? expected)
    {
        var library = CompiledFacts.Of(Kernels, "Microsoft.SemanticKernel.Abstractions", isTest: false, []);
        using var product = new TestProduct("mlguard: v1\n");
        product.Write("appsettings.json", settings).Write(
            "obj/Shop.dll",
            CompiledFacts.Image(
                $$"""
                namespace Shop;
                using Microsoft.SemanticKernel;
                public static class Start
                {
                    public static string? Given(string key) => Environment.GetEnvironmentVariable(key);
                    public static IKernelBuilder Make(IKernelBuilder builder) { {{(told.Contains("return") ? told : $"return {told};")}} }
                }
                """, "Shop", library.Reference));

        var survey = ProductSurvey.Of(product.Root, [(product.PathOf("obj/Shop.dll"), "Shop.csproj", false)]);

        Assert.Equal(expected, Value(survey, "models[].id"));
    }
}
