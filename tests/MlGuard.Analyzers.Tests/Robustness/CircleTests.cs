using MlGuard.Analyzers.Tests.Infrastructure;

namespace MlGuard.Analyzers.Tests.Robustness;

public class CircleTests
{
    /// <summary>
    /// Values that are assigned what is made of themselves: a rule that follows one must not run in a circle, which ends the compiler.
    /// </summary>
    [Fact]
    public async Task Values_that_go_round_in_a_circle_end_no_rule()
    {
        var compilation = AllAnalyzers.Compile([("Circles.cs", """
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using System.Threading.Tasks;
            using Microsoft.Extensions.AI;
            using Microsoft.ML;
            using Microsoft.ML.OnnxRuntime;
            using static TorchSharp.torch;

            public class Row { public float Amount; public bool Label; }
            public class Answer { public float Score; }

            public class Circles
            {
                private static T Same<T>(T value) => value;

                public void Learning(MLContext ml, IDataView data, int turns)
                {
                    var rows = ml.Data.CreateEnumerable<Row>(data, reuseRowObject: true);
                    IEstimator<ITransformer> pipeline = ml.Transforms.NormalizeMinMax("Amount");
                    ITransformer model = pipeline.Fit(data);
                    var split = ml.Data.TrainTestSplit(data);
                    var score = 0.0;
                    var engine = ml.Model.CreatePredictionEngine<Row, Answer>(model);
                    for (var turn = 0; turn < turns; turn++)
                    {
                        rows = rows.Where(row => row.Label);
                        rows = Same(rows);
                        data = ml.Data.LoadFromEnumerable(rows);
                        data = ml.Data.Cache(data);
                        data = model.Transform(data);
                        pipeline = pipeline.Append(pipeline);
                        pipeline = Same(pipeline);
                        model = pipeline.Fit(data);
                        model = model.Append(model);
                        split = ml.Data.TrainTestSplit(split.TrainSet);
                        score = Math.Max(score, score + ml.Regression.Evaluate(model.Transform(split.TestSet)).RSquared);
                        model = score > 0.5 ? model : pipeline.Fit(split.TrainSet);
                        engine = ml.Model.CreatePredictionEngine<Row, Answer>(model);
                        engine = Same(engine);
                    }

                    ml.Model.Save(model, data.Schema, "a.zip");
                }

                public async Task Serving(IChatClient client, InferenceSession session, NamedOnnxValue[] inputs, Tensor tensor)
                {
                    IEnumerable<DisposableNamedOnnxValue> outputs = session.Run(inputs);
                    var updates = client.GetStreamingResponseAsync("a");
                    var text = "";
                    while (text.Length < 9)
                    {
                        outputs = outputs.Skip(1);
                        outputs = Same(outputs);
                        updates = updates.Where(update => update.Text != text);
                        updates = Same(updates);
                        client = client.AsBuilder().Build();
                        tensor = tensor.add(tensor);
                        tensor = Same(tensor);
                        await foreach (var update in updates)
                            text += update.Text + outputs.Count();
                    }
                }
            }
            """)]);
        Assert.Empty(
            compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error));

        await AllAnalyzers.RunAsync(compilation);
    }
}
