using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Data.SizelessFeatureAnalyzer>;
using RuleFix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Data.SizelessFeatureAnalyzer,
    MlGuard.CodeFixes.Data.SizelessFeatureCodeFix>;

namespace MlGuard.Analyzers.Tests.Data;

public class SizelessFeatureTests
{
    [Fact]
    public Task Sized_vectors_DoNotTrigger() => Rule.Method("""
        void Sized(MLContext ml) => ml.Regression.Trainers.FastTree().Fit(ml.Data.LoadFromEnumerable(new List<Sized>()));
        void Text(MLContext ml) => ml.Regression.Trainers.FastTree().Fit(ml.Data.LoadFromTextFile<Line>("a.tsv"));
        void Unused(MLContext ml) => ml.Transforms.Concatenate("Features", "Label").Append(ml.Regression.Trainers.FastTree())
            .Fit(ml.Data.LoadFromEnumerable(new List<Loose>()));
        void Own(MLContext ml, SchemaDefinition schema) =>
            ml.Regression.Trainers.FastTree().Fit(ml.Data.LoadFromEnumerable(new List<Loose>(), schema));
        void Variable(MLContext ml) => ml.Transforms.Text.LatentDirichletAllocation("Topics", "Features")
            .Fit(ml.Data.LoadFromEnumerable(new List<Loose>()));
        """, """
        public class Sized { [VectorType(4)] public float[] Features = []; public float Label; }
        public class Line { [LoadColumn(0, 3)] public float[] Features = []; [LoadColumn(4)] public float Label; }
        public class Loose { public float[] Features = []; public float Label; }
        """);

    [Fact]
    public Task Sizeless_features_Trigger() => Rule.Method("""
        void Train(MLContext ml) => ml.Regression.Trainers.FastTree().Fit(ml.Data.LoadFromEnumerable(new List<Loose>()));
        void Empty(MLContext ml) => ml.Clustering.Trainers.KMeans("Values").Fit(ml.Data.LoadFromEnumerable(new List<Other>()));
        """, """
        public class Loose { public float[] {|MLG1004:Features|} = []; public float Label; }
        public class Other { [VectorType] public float[] {|MLG1004:Values|} = []; }
        """);

    [Fact]
    public Task Fix_says_the_size_of_the_initializer() => RuleFix.Method(
        "const int Size = 4; void Train(MLContext ml) => ml.Clustering.Trainers.KMeans().Fit(ml.Data.LoadFromEnumerable(new "
            + "List<Loose>())); public class Loose { public float[] {|MLG1004:Features|} = new float[Size]; }",
        "const int Size = 4; void Train(MLContext ml) => ml.Clustering.Trainers.KMeans().Fit(ml.Data.LoadFromEnumerable(new "
            + "List<Loose>())); public class Loose { [VectorType(Size)] public float[] Features = new float[Size]; }");
}
