using MlGuard.Analyzers.Serving;
using MlGuard.Analyzers.Tests.Models;
using MlGuard.CodeFixes.Serving;

namespace MlGuard.Analyzers.Tests.Serving;

/// <summary>MLG4012.</summary>
public class OutlivingViewTests
{
    [Fact]
    public Task Copies_and_uses_inside_DoNotTrigger() => OnnxSubject.Check<OutlivingViewAnalyzer>("""
        readonly InferenceSession _session = new("yolo.onnx");
        float[] _last = [];
        float[] Copied(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); return results[0].AsEnumerable<float>().ToArray(); }
        float[] Span(RunOptions options, OrtValue value)
        {
            using var results = _session.Run(options, ["images"], [value], ["output0"]);
            return results[0].GetTensorDataAsSpan<float>().ToArray();
        }
        DenseTensor<float> Dense(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); return results[0].AsTensor<float>().ToDenseTensor(); }
        float One(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); var tensor = results[0].AsTensor<float>(); return tensor[0, 1]; }
        float Max(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); return results[0].AsEnumerable<float>().Max(); }
        List<float> Listed(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); return results[0].AsEnumerable<float>().Select(x => x * 2).ToList(); }
        void Kept(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); _last = results[0].AsEnumerable<float>().ToArray(); }
        Tensor<float> Undisposed(NamedOnnxValue[] inputs) { var results = _session.Run(inputs); return results[0].AsTensor<float>(); }
        float Passed(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); return Sum(results[0].AsTensor<float>()); }
        static float Sum(Tensor<float> tensor) => tensor.Sum();
        List<Label> Labels(NamedOnnxValue[] inputs)
        {
            using var results = _session.Run(inputs);
            IEnumerable<float> output = results.First().AsEnumerable<float>();
            var softmax = output.Select(x => x / 2);
            return softmax.Select((x, i) => new Label { Index = i, Score = x }).OrderBy(label => label.Score).Take(3).ToList();
        }
        Label Best(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); return Choose(results, results[0].AsTensor<float>()); }
        static Label Choose(IReadOnlyCollection<NamedOnnxValue> results, Tensor<float> tensor) => new() { Score = tensor[0], Index = results.Count };
        public class Label { public int Index; public float Score; }
        int Count(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); return results.Count; }
        IEnumerable<float> Yielded(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); foreach (var x in results[0].AsEnumerable<float>()) yield return x; }
        void Block(NamedOnnxValue[] inputs)
        {
            Tensor<float> tensor;
            using (var results = _session.Run(inputs))
            {
                tensor = results[0].AsTensor<float>();
                Console.WriteLine(tensor[0]);
            }
        }
        async Task Awaited(RunOptions options, float[] data, OrtValue[] outputs)
        {
            using var value = OrtValue.CreateTensorValueFromMemory(data, [1, 2]);
            await _session.RunAsync(options, ["images"], [value], ["output0"], outputs);
            var task = _session.RunAsync(options, ["images"], [value], ["output0"], outputs);
            await task.ConfigureAwait(false);
        }
        """);

    [Fact]
    public Task What_outlives_its_owner_Triggers() => OnnxSubject.Check<OutlivingViewAnalyzer>("""
        readonly InferenceSession _session = new("yolo.onnx");
        Tensor<float>? _last;
        Tensor<float> Tensor(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); return {|MLG4012:results[0].AsTensor<float>()|}; }
        Tensor<float> First(NamedOnnxValue[] inputs)
        {
            using (var results = _session.Run(inputs))
            {
                var tensor = results.First().AsTensor<float>();
                return {|MLG4012:tensor|};
            }
        }
        IEnumerable<float> Lazy(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); return {|MLG4012:results[0].AsEnumerable<float>().Select(x => x * 2)|}; }
        ReadOnlySpan<float> Span(RunOptions options, OrtValue value)
        {
            using var results = _session.Run(options, ["images"], [value], ["output0"]);
            return {|MLG4012:results[0].GetTensorDataAsSpan<float>()|};
        }
        Answer Wrapped(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); return {|MLG4012:new Answer { Scores = results[0].AsTensor<float>() }|}; }
        public class Answer { public Tensor<float>? Scores; }
        List<Tensor<float>> All(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); return {|MLG4012:results.Select(result => result.AsTensor<float>()).ToList()|}; }
        void Field(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); _last = {|MLG4012:results[0].AsTensor<float>()|}; }
        float Later(NamedOnnxValue[] inputs)
        {
            var results = _session.Run(inputs);
            var tensor = results[0].AsTensor<float>();
            results.Dispose();
            return {|MLG4012:tensor|}[0];
        }
        float After(NamedOnnxValue[] inputs)
        {
            Tensor<float> tensor;
            using (var results = _session.Run(inputs))
                tensor = results[0].AsTensor<float>();
            return {|MLG4012:tensor|}[0];
        }
        (Tensor<float>, int) Tuple(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); var tensor = results[0].AsTensor<float>(); return {|MLG4012:(tensor, 1)|}; }
        Task<IReadOnlyCollection<OrtValue>> Returned(RunOptions options, float[] data, OrtValue[] outputs)
        {
            using var value = OrtValue.CreateTensorValueFromMemory(data, [1, 2]);
            return _session.{|MLG4012:RunAsync|}(options, ["images"], [value], ["output0"], outputs);
        }
        async Task Early(RunOptions options, float[] data, OrtValue[] outputs)
        {
            var value = OrtValue.CreateTensorValueFromMemory(data, [1, 2]);
            var task = _session.{|MLG4012:RunAsync|}(options, ["images"], [value], ["output0"], outputs);
            value.Dispose();
            await task;
        }
        async Task Pooled(RunOptions options, OrtValue[] outputs)
        {
            var buffer = System.Buffers.ArrayPool<float>.Shared.Rent(2);
            using var value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, buffer.AsMemory(0, 2), [1, 2]);
            var task = _session.{|MLG4012:RunAsync|}(options, ["images"], [value], ["output0"], outputs);
            System.Buffers.ArrayPool<float>.Shared.Return(buffer);
            await task;
        }
        """);

    [Fact]
    public Task The_fix_copies() => OnnxSubject.Mend<OutlivingViewAnalyzer, OutlivingViewCodeFix>(
        """
        readonly InferenceSession _session = new("yolo.onnx");
        Tensor<float> Tensor(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); return {|MLG4012:results[0].AsTensor<float>()|}; }
        IEnumerable<float> Lazy(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); return {|MLG4012:results[0].AsEnumerable<float>()|}; }
        """,
        """
        readonly InferenceSession _session = new("yolo.onnx");
        Tensor<float> Tensor(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); return results[0].AsTensor<float>().ToDenseTensor(); }
        IEnumerable<float> Lazy(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); return results[0].AsEnumerable<float>().ToArray(); }
        """);

    [Fact]
    public Task What_is_kept_in_functions_records_and_queries_Triggers() => OnnxSubject.Check<OutlivingViewAnalyzer>(
        """
        readonly InferenceSession _session = new("yolo.onnx");
        Func<float>? _later;
        IDisposableReadOnlyCollection<DisposableNamedOnnxValue> Ask(NamedOnnxValue[] inputs) => _session.Run(inputs);
        Func<float> Function(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); var scores = results[0].AsTensor<float>(); return () => {|MLG4012:scores|}[0]; }
        void Field(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); var scores = results[0].AsTensor<float>(); _later = () => {|MLG4012:scores|}[0]; }
        Lazy<float> Lazily(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); var scores = results[0].AsTensor<float>(); return new Lazy<float>(() => {|MLG4012:scores|}[0]); }
        Task<float> Started(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); var scores = results[0].AsTensor<float>(); return Task.Run(() => {|MLG4012:scores|}[0]); }
        Func<float> Local(NamedOnnxValue[] inputs)
        {
            using var results = _session.Run(inputs);
            var scores = results[0].AsTensor<float>();
            float Get() => {|MLG4012:scores|}[0];
            return Get;
        }
        Answer Record(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); return {|MLG4012:new Answer(results[0].AsTensor<float>())|}; }
        object Anonymous(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); return {|MLG4012:new { Scores = results[0].AsTensor<float>() }|}; }
        IEnumerable<float> Query(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); return {|MLG4012:from score in results[0].AsEnumerable<float>() where score > 0 select score|}; }
        DenseTensor<float> Cast(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); return {|MLG4012:(DenseTensor<float>)results[0].Value|}; }
        Tensor<float>? Choice(NamedOnnxValue[] inputs, int at)
        {
            using var results = _session.Run(inputs);
            return {|MLG4012:at switch { 0 => results[0].AsTensor<float>(), _ => results[1].AsTensor<float>() }|};
        }
        Tensor<float>[] Array(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); return {|MLG4012:[results[0].AsTensor<float>()]|}; }
        List<Tensor<float>> Collected(List<NamedOnnxValue[]> all)
        {
            var kept = new List<Tensor<float>>();
            foreach (var inputs in all)
            {
                using var results = _session.Run(inputs);
                kept.Add({|MLG4012:results[0].AsTensor<float>()|});
            }
            return kept;
        }
        Tensor<float> Helper(NamedOnnxValue[] inputs) { using var results = Ask(inputs); return {|MLG4012:results[0].AsTensor<float>()|}; }
        IEnumerable<float> Iterated(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); return {|MLG4012:Each(results[0].AsTensor<float>())|}; }
        static IEnumerable<float> Each(Tensor<float> scores) { foreach (var score in scores) yield return score; }
        """,
        "record Answer(Tensor<float> Scores);");

    [Fact]
    public Task Functions_records_and_queries_that_end_in_time_DoNotTrigger() => OnnxSubject.Check<OutlivingViewAnalyzer>(
        """
        readonly InferenceSession _session = new("yolo.onnx");
        Func<float>? _later;
        Func<float> Copied(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); var scores = results[0].AsTensor<float>().ToArray(); return () => scores[0]; }
        float Called(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); var scores = results[0].AsTensor<float>(); Func<int, float> at = i => scores[i]; return at(1); }
        void Number(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); var score = results[0].AsTensor<float>()[0]; _later = () => score; }
        async Task<float> Awaited(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); var scores = results[0].AsTensor<float>(); return await Task.Run(() => scores[0]); }
        IEnumerable<float> Iterator(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); foreach (var score in results[0].AsEnumerable<float>()) yield return score; }
        float Record(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); var answer = new Answer(results[0].AsTensor<float>()); return answer.Scores[0]; }
        List<float> Query(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); return (from score in results[0].AsEnumerable<float>() where score > 0 select score).ToList(); }
        Tensor<string> Texts(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); return results[0].AsTensor<string>(); }
        void InParallel(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); var scores = results[0].AsTensor<float>(); Parallel.For(0, 10, i => Console.WriteLine(scores[i])); }
        int Collected(NamedOnnxValue[] inputs) { using var results = _session.Run(inputs); var kept = new List<Tensor<float>>(); kept.Add(results[0].AsTensor<float>()); return kept.Count; }
        """,
        "record Answer(Tensor<float> Scores);");
}
