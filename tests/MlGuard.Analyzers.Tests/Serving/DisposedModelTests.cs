using MlGuard.Analyzers.Serving;
using MlGuard.Analyzers.Tests.Models;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Serving.DisposedModelAnalyzer,
    MlGuard.CodeFixes.Serving.DisposedModelCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Serving.DisposedModelAnalyzer>;

namespace MlGuard.Analyzers.Tests.Serving;

public class DisposedModelTests
{
    [Fact]
    public Task Own_models_and_kept_engines_DoNotTrigger() => Rule.Method("""
        private readonly ITransformer _model = null!;
        void Own(MLContext ml) { var model = ml.Model.Load("a.zip", out _);
            using var engine = ml.Model.CreatePredictionEngine<Row, Answer>(model); }
        void NotDisposed(MLContext ml) { var engine = ml.Model.CreatePredictionEngine<Row, Answer>(_model); engine.Predict(new Row()); }
        void Left(MLContext ml) { using var engine = ml.Model.CreatePredictionEngine<Row, Answer>(_model, new PredictionEngineOptions {
            OwnsTransformer = false }); }
        void Once(MLContext ml) { var model = ml.Model.Load("a.zip", out _); Last(ml, model); }
        private static void Last(MLContext ml, ITransformer model) {
            using var engine = ml.Model.CreatePredictionEngine<Row, Answer>(model); }
        PredictionEngine<Row, Answer> Given(MLContext ml, ITransformer model) => ml.Model.CreatePredictionEngine<Row, Answer>(model);
        """);

    [Fact]
    public Task Shared_models_Trigger() => Rule.Method("""
        private readonly ITransformer _model = null!;
        private ITransformer Model { get; } = null!;
        void Field(MLContext ml) { using var engine = ml.Model.{|MLG4003:CreatePredictionEngine<Row, Answer>|}(_model); }
        void Property(MLContext ml) { using (var engine = ml.Model.{|MLG4003:CreatePredictionEngine<Row, Answer>|}(Model)) { } }
        void Twice(MLContext ml, IDataView data) { var model = ml.Model.Load("a.zip", out _); First(ml, model); model.Transform(data); }
        private static void First(MLContext ml, ITransformer model) {
            using var engine = ml.Model.{|MLG4003:CreatePredictionEngine<Row, Answer>|}(model); }
        void Parameter(MLContext ml, ITransformer model) { var engine = ml.Model.{|MLG4003:CreatePredictionEngine<Row, Answer>|}(model);
            engine.Dispose(); }
        """);

    [Fact]
    public Task Fix_leaves_the_model_alone() => Fix.Method(
        "void A(MLContext ml, ITransformer model) { using var engine = ml.Model.{|MLG4003:CreatePredictionEngine<Row, Answer>|}(model); }",
        "void A(MLContext ml, ITransformer model) { using var engine = ml.Model.CreatePredictionEngine<Row, Answer>(model, new "
            + "PredictionEngineOptions { OwnsTransformer = false }); }");

    [Fact]
    public Task A_session_that_its_owner_ends_DoesNotTrigger() => OnnxSubject.Check<DisposedModelAnalyzer>("""
        private InferenceSession _session = new("yolo.onnx");
        public void Dispose() => _session.Dispose();
        void StopAsync() => _session.Dispose();
        void Reload() { _session.Dispose(); _session = new InferenceSession("yolo.onnx"); }
        void Swap(string path) { var next = new InferenceSession(path); _session.Dispose(); _session = next; }
        void Own(NamedOnnxValue[] inputs) { using var session = new InferenceSession("yolo.onnx"); session.Run(inputs).Dispose(); }
        InferenceSession Open() => new("yolo.onnx");
        InferenceSession Fresh() { if (_session is null) return _session!; return new InferenceSession("yolo.onnx"); }
        void Opened(NamedOnnxValue[] inputs) { using var session = Open(); session.Run(inputs).Dispose(); }
        void Refreshed(NamedOnnxValue[] inputs) { using var session = Fresh(); session.Run(inputs).Dispose(); }
        void Given(InferenceSession session) { using (session) session.Run([]).Dispose(); }
        """);

    [Fact]
    public Task A_session_that_a_user_ends_Triggers() => OnnxSubject.Check<DisposedModelAnalyzer>("""
        private static readonly InferenceSession s_shared = new("yolo.onnx");
        private readonly InferenceSession _session;
        Subject(InferenceSession session) => _session = session;
        void Block(NamedOnnxValue[] inputs) { using ({|MLG4003:_session|}) _session.Run(inputs).Dispose(); }
        static InferenceSession? s_lazy;
        static InferenceSession Get() => s_lazy ??= new InferenceSession("yolo.onnx");
        static InferenceSession Locked() { lock (s_shared) { if (s_lazy == null) s_lazy = new InferenceSession("yolo.onnx"); return s_lazy; } }
        void Lazily(NamedOnnxValue[] inputs) { using var session = {|MLG4003:Get()|}; session.Run(inputs).Dispose(); }
        void Late(NamedOnnxValue[] inputs) { using var session = {|MLG4003:Locked()|}; session.Run(inputs).Dispose(); }
        void Declared(NamedOnnxValue[] inputs) { using var session = {|MLG4003:s_shared|}; session.Run(inputs).Dispose(); }
        void Called(NamedOnnxValue[] inputs) { s_shared.Run(inputs).Dispose(); {|MLG4003:s_shared|}.Dispose(); }
        """, """
        public class Scorer(InferenceSession session) { public void Score(NamedOnnxValue[] inputs) { using ({|MLG4003:session|}) session.Run(inputs).Dispose(); } }
        """);

    [Fact]
    public Task A_session_of_the_container_that_a_user_ends_Triggers() => OnnxSubject.Check<DisposedModelAnalyzer>(
        """
        static void Register(IServiceCollection services) { services.AddSingleton(_ => new InferenceSession("yolo.onnx")); services.AddScoped<EachRequest>(); services.AddSingleton<Once>(); }
        void Asked(IServiceProvider services) { using var session = {|MLG4003:services.GetRequiredService<InferenceSession>()|}; }
        static void Stops(System.Threading.CancellationToken stopping, IServiceProvider services) => stopping.Register(() => services.GetRequiredService<InferenceSession>().Dispose());
        """,
        """
        class EachRequest(InferenceSession session) : IDisposable { public void Dispose() => {|MLG4003:session|}.Dispose(); }
        class Once(InferenceSession session) : IDisposable { public void Dispose() => session.Dispose(); }
        """);

    [Fact]
    public Task A_session_that_is_made_for_each_asker_DoesNotTrigger() => OnnxSubject.Check<DisposedModelAnalyzer>("""
        static void Register(IServiceCollection services) => services.AddTransient(_ => new InferenceSession("yolo.onnx"));
        void Asked(IServiceProvider services) { using var session = services.GetRequiredService<InferenceSession>(); }
        """);

    private const string Registry = """
        public sealed class Registry
        {
            private readonly System.Collections.Concurrent.ConcurrentDictionary<string, InferenceSession> _sessions = new();
            private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Lazy<InferenceSession>> _lazies = new();
            private readonly Dictionary<string, InferenceSession> _plain = [];
            private readonly InferenceSession[] _all = [];
            private readonly Lazy<InferenceSession> _lazy = new(() => new InferenceSession("yolo.onnx"));
            private readonly Lazy<Task<InferenceSession>> _later = new(() => Task.FromResult(new InferenceSession("yolo.onnx")));
            private InferenceSession? _one;
            private readonly Pool _pool = new();

            public InferenceSession Added(string name) => _sessions.GetOrAdd(name, n => new InferenceSession(n));
            public InferenceSession Lazily(string name) => _lazies.GetOrAdd(name, n => new(() => new InferenceSession(n))).Value;
            public InferenceSession At(int place) { return this._all[place]; }
            public InferenceSession Only() => _lazy.Value;
            public InferenceSession Current => _lazy.Value;
            public InferenceSession this[string name] => _plain[name];
            public InferenceSession Sure() => _one ?? throw new InvalidOperationException();
            public async Task<InferenceSession> Later() => await _later.Value;
            public InferenceSession Looked(string name)
            {
                if (_plain.TryGetValue(name, out var session)) return session;
                session = new InferenceSession(name);
                _plain[name] = session;
                return session;
            }
            public InferenceSession Put(string name)
            {
                if (!_plain.TryGetValue(name, out var session)) _plain.Add(name, session = new InferenceSession(name));
                return session;
            }

            public InferenceSession Fresh(string name) => new(name);
            public InferenceSession Taken(string name)
            {
                _sessions.TryRemove(name, out var session);
                return session ?? new InferenceSession(name);
            }
            public InferenceSession Unkept(string name)
            {
                if (!_plain.TryGetValue(name, out var session)) session = new InferenceSession(name);
                return session;
            }
            public InferenceSession Either(string name) => _plain.Count > 0 ? _plain[name] : new InferenceSession(name);
            public InferenceSession Leased(string name) => _pool.GetOrAdd(name);
            public InferenceSession Owned { get; } = new("yolo.onnx");
        }
        public sealed class Pool { public InferenceSession GetOrAdd(string name) => new(name); }
        """;

    [Theory]
    [InlineData("Added(\"a\")")]
    [InlineData("Lazily(\"a\")")]
    [InlineData("At(0)")]
    [InlineData("Only()")]
    [InlineData("Current")]
    [InlineData("Sure()")]
    [InlineData("Looked(\"a\")")]
    public Task A_session_that_a_registry_keeps_and_its_caller_ends_Triggers(string call) => OnnxSubject.Check<DisposedModelAnalyzer>(
        $$"""
        void Use(Registry registry, NamedOnnxValue[] inputs) { using var session = {|MLG4003:registry.{{call}}|}; session.Run(inputs).Dispose(); }
        void Called(Registry registry) { var session = registry.{{call}}; {|MLG4003:session|}.Dispose(); }
        void Reads(Registry registry, NamedOnnxValue[] inputs) { var session = registry.{{call}}; session.Run(inputs).Dispose(); }
        """, Registry);

    [Fact]
    public Task A_session_that_a_registry_looks_up_or_awaits_Triggers() => OnnxSubject.Check<DisposedModelAnalyzer>(
        """
        async Task Awaited(Registry registry) { using var session = {|MLG4003:await registry.Later()|}; }
        void Indexed(Registry registry) { using var session = {|MLG4003:registry["a"]|}; }
        """, Registry);

    [Theory]
    [InlineData("Fresh(\"a\")")]
    [InlineData("Taken(\"a\")")]
    [InlineData("Unkept(\"a\")")]
    [InlineData("Either(\"a\")")]
    [InlineData("Leased(\"a\")")]
    [InlineData("Owned")]
    // Nothing shows that what is assigned in the call is kept.
    [InlineData("Put(\"a\")")]
    public Task A_session_that_a_registry_gives_away_DoesNotTrigger(string call) => OnnxSubject.Check<DisposedModelAnalyzer>(
        $"void Use(Registry registry, NamedOnnxValue[] inputs) {{ using var session = registry.{call}; session.Run(inputs).Dispose(); }}",
        Registry);
}
