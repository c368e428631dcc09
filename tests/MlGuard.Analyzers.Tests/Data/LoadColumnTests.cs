using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Data.LoadColumnAnalyzer>;

namespace MlGuard.Analyzers.Tests.Data;

public class LoadColumnTests
{
    [Fact]
    public Task Columns_of_their_own_DoNotTrigger() => Rule.Method("""
        void Text(MLContext ml) => ml.Data.LoadFromTextFile<House>("a.tsv");
        void Loader(MLContext ml) => ml.Data.CreateTextLoader<Pixels>(separatorChar: ',');
        void Objects(MLContext ml) => ml.Data.LoadFromEnumerable(new List<Plain>());
        """, """
        public class Base { [LoadColumn(9)] public float Inherited { get; set; } }
        public class House : Base { [LoadColumn(0)] public float Size; [LoadColumn(1)] public string City { get; set; } = "";
            [LoadColumn(1)] public float CityNumber; private float _hidden; public static float Shared; public const int Count = 1;
                public float this[int index] => 0; public float WriteOnly { set { _hidden = value; } } }
        public class Pixels { [LoadColumn(0, 63), VectorType(64)] public float[] Values = new float[64];
            [LoadColumn(64)] public float Digit; [LoadColumn(new[] { 65, 67 })] public float[] Others = new float[2]; }
        public class Plain { public float Size; }
        """);

    [Fact]
    public Task Missing_or_repeated_columns_Trigger() => Rule.Method("""
        void Text(MLContext ml) => ml.Data.LoadFromTextFile<House>("a.tsv");
        void Loader(MLContext ml) => ml.Data.CreateTextLoader<Pixels>();
        """, """
        public class House { [LoadColumn(0)] public float Size; public float {|MLG1002:Rooms|}; [NoColumn] public string Note { get; set;
            } = ""; [LoadColumn(0)] public float {|MLG1002:Area|}; [LoadColumn(-1)] public float {|MLG1002:Last|};
                public bool IsBig => Size > 100; }
        public class Pixels { [LoadColumn(0, 64)] public float[] Values = new float[65]; [LoadColumn(64)] public float {|MLG1002:Digit|}; }
        """);

    [Fact]
    public Task A_range_and_a_vector_of_other_sizes_Trigger() => Rule.Method("""
        void Loaded(MLContext ml) => ml.Data.LoadFromTextFile<Other>("a.tsv");
        void Asked(MLContext ml)
        {
            var model = ml.BinaryClassification.Trainers.FastTree().Fit(ml.Data.LoadFromTextFile<Spectrum>("a.tsv"));
            ml.Model.CreatePredictionEngine<Spectrum, Answer>(model);
        }
        """, """
        public class Other { [LoadColumn(0)] public bool Label; [LoadColumn(1, 4), VectorType(3)] public float[] Features = []; }
        public class Spectrum { [LoadColumn(0)] public bool Label; [LoadColumn(1, 4), VectorType(3)] public float[] {|MLG1002:Features|} = [];
            [LoadColumn(5, 10), VectorType(2, 3)] public float[] Grid = []; [LoadColumn(11, 13)] public float[] Rest = []; }
        """);
}
