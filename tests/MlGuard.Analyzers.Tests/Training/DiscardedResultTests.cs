using MlGuard.Analyzers.Tests.Infrastructure;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Training.DiscardedResultAnalyzer,
    MlGuard.CodeFixes.Training.DiscardedResultCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.DiscardedResultAnalyzer>;

namespace MlGuard.Analyzers.Tests.Training;

public class DiscardedResultTests
{
    [Fact]
    public Task Kept_results_and_effects_DoNotTrigger() => Rule.Method("""
        IEstimator<ITransformer> Kept(MLContext ml, IEstimator<ITransformer> pipeline, System.Text.StringBuilder text, List<string> list)
        {
            pipeline = pipeline.Append(ml.Transforms.CopyColumns("A", "B"));
            text.Append("a");
            list.Append("b");
            _ = ml.Data.TrainTestSplit(null!);
            return pipeline.Append(ml.Transforms.CopyColumns("A", "B"));
        }
        void Effects(MLContext ml, ITransformer model, IDataView data) { model.Transform(data); ml.Model.Save(model, null, "a");
            data.Preview(); }
        IEstimator<ITransformer> Arrow(MLContext ml) => ml.Transforms.CopyColumns("A", "B").Append(ml.Transforms.DropColumns("B"));
        """);

    [Fact]
    public Task Thrown_away_results_Trigger() => Rule.Method("""
        void Pipelines(MLContext ml, IEstimator<ITransformer> pipeline, IDataView data)
        {
            pipeline.{|MLG2021:Append|}(ml.Transforms.CopyColumns("A", "B"));
            new EstimatorChain<ITransformer>().{|MLG2021:Append|}(ml.Transforms.CopyColumns("A", "B"))
                .{|MLG2021:AppendCacheCheckpoint|}(ml);
            ml.Data.{|MLG2021:ShuffleRows|}(data);
            ml.Data.{|MLG2021:FilterRowsByMissingValues|}(data, "A");
            ml.Transforms.{|MLG2021:NormalizeMinMax|}("A");
        }
        """.Replace(
            "new EstimatorChain<ITransformer>().{|MLG2021:Append|}", "new EstimatorChain<ITransformer>().Append",
            StringComparison.Ordinal));

    [Fact]
    public Task Tensor_operations_with_an_effect_DoNotTrigger() => Rule.Code("""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Linq;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using F = TorchSharp.torch.nn.functional;

        public class Subject(Tensor weight, nn.Module<Tensor, Tensor> model, Device device)
        {
            private Tensor _kept = zeros(1);

            public Tensor InPlace(Tensor x, Tensor y, Tensor index)
            {
                x.add_(y).mul_(2);
                x.copy_(y);
                x.index_put_(y, index);
                x.requires_grad_(true);
                x.zero_();
                nn.init.xavier_uniform_(weight);
                torch.squeeze_(x);
                F.relu(x, inplace: true);
                torch.randperm(3, x);
                x.amax([0L], false, y);
                x[0] = y;
                return x.add(y);
            }

            public void Effects(Tensor x, optim.Optimizer optimizer)
            {
                x.backward();
                x.retain_grad();
                x.with_requires_grad(true);
                x.print();
                x.save("x.dat");
                x.Dispose();
                x.MoveToOuterDisposeScope();
                x.DetachFromDisposeScope();
                x.bernoulli();
                torch.manual_seed(1);
                torch.rand(1);
                optimizer.step();
                model.to(device);
                model.cuda();
                model.eval();
                model.forward(x);
                nn.utils.clip_grad_norm_(model.parameters(), 1);
            }

            public IEnumerable<Tensor> Kept(Tensor x, List<Tensor> all)
            {
                x = x.add(1);
                _kept = x.to(device);
                _ = x.mul(2);
                all.Add(x.reshape(1));
                var doubled = all.Select(it => it.add(it));
                Func<Tensor, Tensor> later = it => it.cuda();
                return doubled.Append(later(x)).Append(all.Count > 0 ? x.relu() : x.t());
            }

            public bool HasGpu(Tensor x)
            {
                try { x.cuda(); return true; }
                catch (Exception) { return false; }
            }

            public TimeSpan Timed(Tensor x)
            {
                x.matmul(x);
                var watch = Stopwatch.StartNew();
                for (var i = 0; i < 100; i++)
                    x.matmul(x);
                return watch.Elapsed;
            }

            public void Measured(Tensor x, Action<Action> time)
            {
                time(() => x.matmul(x));
                time(() => { using var _ = no_grad(); });
            }
        }

        public sealed class OwnTensor { public OwnTensor add(OwnTensor other) => other; public void Use() => add(this); }
        """);

    [Fact]
    public Task Tensors_thrown_away_Trigger() => Rule.Code("""
        using System;
        using System.Collections.Generic;
        using TorchSharp;
        using static TorchSharp.torch;
        using F = TorchSharp.torch.nn.functional;

        public class Subject(Tensor weight, Device device)
        {
            public Tensor All(Tensor x, Tensor? y, IList<Tensor> list)
            {
                x.{|MLG2021:add|}(1);
                x.{|MLG2021:to|}(device);
                weight.{|MLG2021:reshape|}(1, 2);
                y?.{|MLG2021:cuda|}();
                x.sin().{|MLG2021:detach|}();
                torch.{|MLG2021:add|}(x, x);
                {|MLG2021:matmul|}(x, x);
                torch.{|MLG2021:cat|}(list);
                x.{|MLG2021:topk|}(1);
                F.{|MLG2021:relu|}(x);
                linalg.{|MLG2021:inv|}(x);
                foreach (var each in list)
                    each.{|MLG2021:zeros_like|}();
                Action<Tensor> later = it => { it.{|MLG2021:clamp|}(0, 1); };
                return x;
            }

            public Tensor Step(Tensor x)
            {
                using (no_grad())
                {
                    x.{|MLG2021:sub|}(x.grad! * 0.1);
                }

                return x;
            }
        }
        """);

    [Theory]
    [InlineData("x.clamp(0, 1);", "call clamp_.")]
    [InlineData("x.reshape(1);", "leave the call out.")]
    public async Task Advice_names_what_works_in_place(string statement, string advice)
    {
        var compilation = AllAnalyzers.Compile(
            [("Advice.cs", $"public class Subject {{ public void Run(TorchSharp.torch.Tensor x) {{ {statement} }} }}")]);

        var found = Assert.Single(await AllAnalyzers.RunAsync(compilation), finding => finding.Id == "MLG2021");

        Assert.EndsWith(advice, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public Task Fix_keeps_the_new_tensor() => Fix.Code(
        """
        using TorchSharp;

        public class Subject
        {
            private torch.Tensor _state = torch.zeros(1);
            public void Run(torch.Tensor x, torch.Device device)
            {
                x.{|MLG2021:to|}(device);
                _state.add(x).{|MLG2021:relu|}();
            }
        }
        """,
        """
        using TorchSharp;

        public class Subject
        {
            private torch.Tensor _state = torch.zeros(1);
            public void Run(torch.Tensor x, torch.Device device)
            {
                x = x.to(device);
                _state = _state.add(x).relu();
            }
        }
        """);

    [Fact]
    public Task Where_no_variable_takes_the_tensor_there_is_no_fix() => Fix.NoFix("""
        using TorchSharp;

        public class Subject
        {
            public void Run(torch.Tensor x, torch.Tensor? y)
            {
                using var scaled = x.mul(2);
                scaled.{|MLG2021:add|}(x);
                torch.{|MLG2021:add|}(x, x);
                x.{|MLG2021:topk|}(1);
                y?.{|MLG2021:relu|}();
            }
        }
        """);

    [Fact]
    public Task Fix_keeps_the_result() => Fix.Method(
        """
        void A(MLContext ml, IEstimator<ITransformer> pipeline, IDataView data)
        {
            pipeline.{|MLG2021:Append|}(ml.Transforms.CopyColumns("A", "B"));
            ml.Data.{|MLG2021:ShuffleRows|}(data);
        }
        """,
        """
        void A(MLContext ml, IEstimator<ITransformer> pipeline, IDataView data)
        {
            pipeline = pipeline.Append(ml.Transforms.CopyColumns("A", "B"));
            data = ml.Data.ShuffleRows(data);
        }
        """);

    [Fact]
    public Task Fix_makes_the_local_a_pipeline_of_any_kind() => Fix.Method(
        """
        ITransformer A(MLContext ml, IDataView data)
            {
                var pipeline = ml.Transforms.CopyColumns("A", "B");
                pipeline.{|MLG2021:Append|}(ml.Transforms.DropColumns("B"));
                pipeline.{|MLG2021:Append|}(ml.Transforms.NormalizeMinMax("A"));
                return pipeline.Fit(data);
            }
        """,
        """
        ITransformer A(MLContext ml, IDataView data)
            {
                IEstimator<ITransformer> pipeline = ml.Transforms.CopyColumns("A", "B");
                pipeline = pipeline.Append(ml.Transforms.DropColumns("B"));
                pipeline = pipeline.Append(ml.Transforms.NormalizeMinMax("A"));
                return pipeline.Fit(data);
            }
        """);

    [Fact]
    public Task Where_the_type_would_not_fit_there_is_no_fix() => Fix.NoFix(Snippets.InClass("""
        Microsoft.ML.Transforms.ColumnCopyingTransformer A(MLContext ml, IDataView data)
        {
            var pipeline = ml.Transforms.CopyColumns("A", "B");
            pipeline.{|MLG2021:Append|}(ml.Transforms.DropColumns("B"));
            return pipeline.Fit(data);
        }
        """));
}
