namespace MlGuard.Analyzers.Tests.Robustness;

/// <summary>Valid code of unusual shape, in which every rule looks at something and none has anything to say.</summary>
internal static class TrickyCode
{
    public const string Text = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Runtime.CompilerServices;
        using System.Threading.Tasks;
        using Microsoft.ML;
        using Microsoft.ML.Data;
        using Microsoft.ML.OnnxRuntime;
        using static Microsoft.ML.DataOperationsCatalog;
        using Views = System.Collections.Generic.Dictionary<string, Microsoft.ML.IDataView>;

        [assembly: CLSCompliant(false)]

        var ml = new MLContext(seed: 1);
        (IDataView train, IDataView test) = ml.Data.LoadFromEnumerable(new List<Row> { new(1, true) }) is var all ? (all, all) : default;
        var (model, _) = (Pipeline(ml).Fit(train), 0);
        ITransformer? maybe = model;
        maybe?.Transform(test)?.Preview();
        for (; ; ) { break; }
        goto End;
        End:
        Console.WriteLine($"{nameof(Row)}{1:N2,5}{(args is [var first, .. var rest] ? rest.Length + first.Length : -1)}");
        return await Local<int>();

        static IEstimator<ITransformer> Pipeline(MLContext ml) =>
            ml.Transforms.Concatenate("Features", nameof(Row.Amount)).Append(ml.Regression.Trainers.FastTree());
        static async Task<int> Local<T>() where T : struct { await Task.Yield(); return Unsafe.SizeOf<T>(); }

        /// <summary>A row.</summary>
        /// <param name="Amount">In euro.</param>
        /// <param name="Label">Fraud or not.</param>
        public record Row([property: LoadColumn(0)] float Amount, [property: LoadColumn(1)] bool Label) { public Row() : this(0, false) {
            } }
        public class Answer { public float Score; }
        public readonly ref struct Window(Span<float> values) { public readonly Span<float> Values = values; }

        public interface IScore<TIn, out TOut> where TOut : class, new()
        {
            TOut Score(TIn row) => new();
            static virtual TOut Default => new();
            static abstract TOut Make(int left, int right = default);
        }

        public abstract partial class Base<T> : IDisposable where T : class
        {
            private protected IDataView? this[string name] { get => Views.GetValueOrDefault(name); set => Views[name] = value!; }
            public Views Views { get; init; } = [];
            public virtual PredictionEngine<Row, Answer>? Engine { get; protected set; }
            public event EventHandler<T>? Done { add { } remove { } }
            ~Base() => Dispose();
            public void Dispose() => Engine?.Dispose();
            partial void Hook(ref T value);
            public static implicit operator string(Base<T> value) => value.ToString() ?? "";
        }

        public sealed partial class Derived : Base<string>
        {
            private static readonly string s_self = s_other + ".csv";
            private static readonly string s_other = s_self + ".csv";
            public override PredictionEngine<Row, Answer>? Engine { get => base.Engine; protected set => base.Engine = value; }
            public unsafe int Pointers(int* value) { fixed (char* c = "a.csv") return *value + *c; }
            public IEnumerable<IDataView> Read(MLContext ml, params string[] paths)
            {
                foreach (var path in paths)
                    _ = ml.Data.LoadFromTextFile<Row>(Path.Combine([.. paths, path]), separatorChar: ';');
                yield break;
            }
            public object Split(MLContext ml, IDataView data)
            {
                TrainTestData split = ml.Data.TrainTestSplit(data), other = default;
                (split, other) = (other, split);
                Func<IDataView, ITransformer> fit = Fit;
                var model = fit(split.TrainSet);
                return ml.Regression.Evaluate(model.Transform(other.TestSet));
                ITransformer Fit(IDataView rows) => rows switch {
                    null => throw new ArgumentNullException(nameof(rows)), var it => ml.Regression.Trainers.Sdca().Fit(it) };
            }
            public async IAsyncEnumerable<float> Run(InferenceSession session, IReadOnlyCollection<NamedOnnxValue> inputs)
            {
                await foreach (var input in Each(inputs))
                {
                    using (session.Run([input]) is { Count: > 0 } results ? results : null)
                        yield return 1;
                }
                static async IAsyncEnumerable<NamedOnnxValue> Each(IReadOnlyCollection<NamedOnnxValue> all) { await Task.Yield();
                    foreach (var one in all) yield return one; }
            }
            public override string ToString() => base.ToString() + 1;
        }
        """;
}
