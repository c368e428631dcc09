using MlGuard.Lifecycle.Product.Summaries;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>Whose caller has to dispose what a run of ONNX Runtime gave.</summary>
public sealed class GivenResultsTests
{
    private const string Source = """
        namespace Microsoft.ML.OnnxRuntime
        {
            public class DisposableNamedOnnxValue { public string Name => ""; }
            public interface IDisposableReadOnlyCollection<T> : IReadOnlyCollection<T>, IDisposable;
            public class InferenceSession { public IDisposableReadOnlyCollection<DisposableNamedOnnxValue> Run(object[] inputs) => null!; }
        }
        namespace Shop
        {
            using Microsoft.ML.OnnxRuntime;
            using Results = Microsoft.ML.OnnxRuntime.IDisposableReadOnlyCollection<Microsoft.ML.OnnxRuntime.DisposableNamedOnnxValue>;
            public class Detector
            {
                private readonly InferenceSession _session = new();
                private readonly Keeper _keeper = new();
                public Results Direct() => _session.Run([]);
                public Results Helped() => Asked(3);
                public async Task<Results> Later() { await Task.Yield(); return Asked(2); }
                public int Read() { using var results = _session.Run([]); return results.Count; }
                public Results Kept() => _keeper.Results();
                public Results Given(Results results) => results;
                private Results Asked(int tries) => tries > 0 ? _session.Run([]) : Asked(tries - 1);
            }
            public class Keeper
            {
                private Results? _results;
                private readonly InferenceSession _session = new();
                public Results Results() => _results ??= _session.Run([]);
            }
        }
        """;

    [Fact]
    public void A_method_that_makes_them_each_time_leaves_them_to_its_caller() => Assert.Equal(
        ["Direct", "Helped", "Later"],
        Summarizer.Of(CompiledFacts.Of(Source), []).Methods
            .Where(method => (method.Traits & MethodTraits.GivesResults) != 0).Select(method => method.Key.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void A_project_between_two_others_hands_them_on()
    {
        var core = CompiledFacts.Of(Source, "Core", isTest: false, []);
        var services = CompiledFacts.Of(
            "public class Service(Shop.Detector detector) { public Microsoft.ML.OnnxRuntime.IDisposableReadOnlyCollection"
                + "<Microsoft.ML.OnnxRuntime.DisposableNamedOnnxValue> Ask() => detector.Direct(); }",
            "Services", isTest: false, [(Source, core)]);

        var summary = Summarizer.Of(services.Facts, [Summarizer.Of(core.Facts, [])]);

        Assert.Contains(
            summary.Methods, method => method.Key.Name == "Ask" && (method.Traits & MethodTraits.GivesResults) != 0);
    }
}
