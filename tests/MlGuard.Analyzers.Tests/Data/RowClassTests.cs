using Load = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Data.LoadColumnAnalyzer>;
using Member = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Data.MemberTypeAnalyzer>;
using MemberFix = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Data.MemberTypeAnalyzer, MlGuard.CodeFixes.Data.MemberTypeCodeFix>;
using Size = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Data.SizelessFeatureAnalyzer>;
using SizeFix = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Data.SizelessFeatureAnalyzer, MlGuard.CodeFixes.Data.SizelessFeatureCodeFix>;

namespace MlGuard.Analyzers.Tests.Data;

public class RowClassTests
{
    [Fact]
    public Task Columns_of_their_own_DoNotTrigger() => Load.Method("""
        void Text(MLContext ml) => ml.Data.LoadFromTextFile<House>("a.tsv");
        void Loader(MLContext ml) => ml.Data.CreateTextLoader<Pixels>(separatorChar: ',');
        void Objects(MLContext ml) => ml.Data.LoadFromEnumerable(new List<Plain>());
        """, """
        public class Base { [LoadColumn(9)] public float Inherited { get; set; } }
        public class House : Base { [LoadColumn(0)] public float Size; [LoadColumn(1)] public string City { get; set; } = ""; [LoadColumn(1)] public float CityNumber; private float _hidden; public static float Shared; public const int Count = 1; public float this[int index] => 0; public float WriteOnly { set { _hidden = value; } } }
        public class Pixels { [LoadColumn(0, 63), VectorType(64)] public float[] Values = new float[64]; [LoadColumn(64)] public float Digit; [LoadColumn(new[] { 65, 67 })] public float[] Others = new float[2]; }
        public class Plain { public float Size; }
        """);

    [Fact]
    public Task Missing_or_repeated_columns_Trigger() => Load.Method("""
        void Text(MLContext ml) => ml.Data.LoadFromTextFile<House>("a.tsv");
        void Loader(MLContext ml) => ml.Data.CreateTextLoader<Pixels>();
        """, """
        public class House { [LoadColumn(0)] public float Size; public float {|MLG1002:Rooms|}; [NoColumn] public string Note { get; set; } = ""; [LoadColumn(0)] public float {|MLG1002:Area|}; [LoadColumn(-1)] public float {|MLG1002:Last|}; public bool IsBig => Size > 100; }
        public class Pixels { [LoadColumn(0, 64)] public float[] Values = new float[65]; [LoadColumn(64)] public float {|MLG1002:Digit|}; }
        """);

    [Fact]
    public Task Types_that_ML_NET_has_DoNotTrigger() => Member.Method("""
        void Objects(MLContext ml) => ml.Data.LoadFromEnumerable(new List<House>());
        void Text(MLContext ml) => ml.Data.LoadFromTextFile<Line>("a.tsv");
        void Own(MLContext ml, SchemaDefinition schema) => ml.Data.LoadFromEnumerable(new List<Unmapped>(), schema);
        void Generic<T>(MLContext ml, List<T> rows) where T : class => ml.Data.LoadFromEnumerable(rows);
        void Written(MLContext ml, IDataView data) => ml.Data.CreateEnumerable<Computed>(data, false);
        """, """
        public record House(float Size, string City, DateTime Built, DateTimeOffset Sold, TimeSpan Age, ReadOnlyMemory<char> Note, VBuffer<float> Buffer, [property: NoColumn] decimal Price) { public sbyte A { get; init; } public ulong B { get; private set; } public bool[] Flags = []; [NoColumn] public List<string> Tags = []; public MLImage? Photo; private decimal _hidden; internal Guid Id; public static decimal Tax; public decimal this[int i] => _hidden; }
        public class Line { [LoadColumn(0)] public float Size; [LoadColumn(1, 3)] public float[] More = []; }
        public class Unmapped { public decimal Price; }
        public class Computed { public float Score; public decimal Rounded => (decimal)Score; }
        """);

    [Fact]
    public Task Types_that_ML_NET_lacks_Trigger() => Member.Method("""
        void Objects(MLContext ml) => ml.Data.LoadFromEnumerable(new List<House>());
        void Text(MLContext ml) => ml.Data.LoadFromTextFile<Line>("a.tsv");
        void Engine(MLContext ml, ITransformer model) => ml.Model.CreatePredictionEngine<Row, Output>(model);
        void Mapping(MLContext ml) => ml.Transforms.CustomMapping<Source, Answer>((a, b) => { }, null);
        """, """
        public enum Kind { Flat, Villa }
        public class Owner { }
        public class House { public decimal {|MLG1003:Price|}; public float? {|MLG1003:Size|} { get; set; } public Kind {|MLG1003:Kind|}; public Guid {|MLG1003:Id|}; public char {|MLG1003:Letter|}; public DateOnly {|MLG1003:Day|}; public List<float> {|MLG1003:Numbers|} = []; public float[,] {|MLG1003:Grid|} = new float[1, 1]; public Owner? {|MLG1003:Owner|} { get; set; } }
        public class Line { [LoadColumn(0)] public decimal {|MLG1003:Price|}; [LoadColumn(1)] public VBuffer<float> {|MLG1003:Buffer|}; }
        public class Output { public float Score; public float? {|MLG1003:Probability|} { get; set; } }
        public class Source { public decimal? {|MLG1003:Price|}; }
        """);

    [Fact]
    public Task Fix_takes_the_member_out_of_the_columns() => MemberFix.Method(
        "void Objects(MLContext ml) => ml.Data.LoadFromEnumerable(new List<House>()); public class House { public float Size; public decimal {|MLG1003:Price|} { get; set; } }",
        "void Objects(MLContext ml) => ml.Data.LoadFromEnumerable(new List<House>()); public class House { public float Size; [NoColumn] public decimal Price { get; set; } }");

    [Fact]
    public Task Where_the_text_loader_needs_the_member_there_is_no_fix() => MemberFix.NoFix(Infrastructure.Snippets.InClass(
        "void Text(MLContext ml) => ml.Data.LoadFromTextFile<Line>(\"a.tsv\"); public class Line { [LoadColumn(0)] public decimal {|MLG1003:Price|}; }"));

    [Fact]
    public Task Sized_vectors_DoNotTrigger() => Size.Method("""
        void Sized(MLContext ml) => ml.Regression.Trainers.FastTree().Fit(ml.Data.LoadFromEnumerable(new List<Sized>()));
        void Text(MLContext ml) => ml.Regression.Trainers.FastTree().Fit(ml.Data.LoadFromTextFile<Line>("a.tsv"));
        void Unused(MLContext ml) => ml.Transforms.Concatenate("Features", "Label").Append(ml.Regression.Trainers.FastTree()).Fit(ml.Data.LoadFromEnumerable(new List<Loose>()));
        void Own(MLContext ml, SchemaDefinition schema) => ml.Regression.Trainers.FastTree().Fit(ml.Data.LoadFromEnumerable(new List<Loose>(), schema));
        void Variable(MLContext ml) => ml.Transforms.Text.LatentDirichletAllocation("Topics", "Features").Fit(ml.Data.LoadFromEnumerable(new List<Loose>()));
        """, """
        public class Sized { [VectorType(4)] public float[] Features = []; public float Label; }
        public class Line { [LoadColumn(0, 3)] public float[] Features = []; [LoadColumn(4)] public float Label; }
        public class Loose { public float[] Features = []; public float Label; }
        """);

    [Fact]
    public Task Sizeless_features_Trigger() => Size.Method("""
        void Train(MLContext ml) => ml.Regression.Trainers.FastTree().Fit(ml.Data.LoadFromEnumerable(new List<Loose>()));
        void Empty(MLContext ml) => ml.Clustering.Trainers.KMeans("Values").Fit(ml.Data.LoadFromEnumerable(new List<Other>()));
        """, """
        public class Loose { public float[] {|MLG1004:Features|} = []; public float Label; }
        public class Other { [VectorType] public float[] {|MLG1004:Values|} = []; }
        """);

    [Fact]
    public Task Fix_says_the_size_of_the_initializer() => SizeFix.Method(
        "const int Size = 4; void Train(MLContext ml) => ml.Clustering.Trainers.KMeans().Fit(ml.Data.LoadFromEnumerable(new List<Loose>())); public class Loose { public float[] {|MLG1004:Features|} = new float[Size]; }",
        "const int Size = 4; void Train(MLContext ml) => ml.Clustering.Trainers.KMeans().Fit(ml.Data.LoadFromEnumerable(new List<Loose>())); public class Loose { [VectorType(Size)] public float[] Features = new float[Size]; }");
}
