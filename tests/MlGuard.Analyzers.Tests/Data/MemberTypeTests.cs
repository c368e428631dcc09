using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Data.MemberTypeAnalyzer>;
using RuleFix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Data.MemberTypeAnalyzer,
    MlGuard.CodeFixes.Data.MemberTypeCodeFix>;

namespace MlGuard.Analyzers.Tests.Data;

public class MemberTypeTests
{
    [Fact]
    public Task Types_that_ML_NET_has_DoNotTrigger() => Rule.Method("""
        void Objects(MLContext ml) => ml.Data.LoadFromEnumerable(new List<House>());
        void Text(MLContext ml) => ml.Data.LoadFromTextFile<Line>("a.tsv");
        void Own(MLContext ml, SchemaDefinition schema) => ml.Data.LoadFromEnumerable(new List<Unmapped>(), schema);
        void Generic<T>(MLContext ml, List<T> rows) where T : class => ml.Data.LoadFromEnumerable(rows);
        void Written(MLContext ml, IDataView data) => ml.Data.CreateEnumerable<Computed>(data, false);
        """, """
        public record House(float Size, string City, DateTime Built, DateTimeOffset Sold, TimeSpan Age, ReadOnlyMemory<char> Note,
            VBuffer<float> Buffer, [property: NoColumn] decimal Price) { public sbyte A { get; init; } public ulong B { get; private set;
                } public bool[] Flags = []; [NoColumn] public List<string> Tags = []; public MLImage? Photo; private decimal _hidden;
                    internal Guid Id; public static decimal Tax; public decimal this[int i] => _hidden; }
        public class Line { [LoadColumn(0)] public float Size; [LoadColumn(1, 3)] public float[] More = []; }
        public class Unmapped { public decimal Price; }
        public class Computed { public float Score; public decimal Rounded => (decimal)Score; }
        """);

    [Fact]
    public Task Types_that_ML_NET_lacks_Trigger() => Rule.Method("""
        void Objects(MLContext ml) => ml.Data.LoadFromEnumerable(new List<House>());
        void Text(MLContext ml) => ml.Data.LoadFromTextFile<Line>("a.tsv");
        void Engine(MLContext ml, ITransformer model) => ml.Model.CreatePredictionEngine<Row, Output>(model);
        void Mapping(MLContext ml) => ml.Transforms.CustomMapping<Source, Answer>((a, b) => { }, null);
        """, """
        public enum Kind { Flat, Villa }
        public class Owner { }
        public class House { public decimal {|MLG1003:Price|}; public float? {|MLG1003:Size|} { get; set; } public Kind {|MLG1003:Kind|};
            public Guid {|MLG1003:Id|}; public char {|MLG1003:Letter|}; public DateOnly {|MLG1003:Day|};
                public List<float> {|MLG1003:Numbers|} = []; public float[,] {|MLG1003:Grid|} = new float[1, 1];
                    public Owner? {|MLG1003:Owner|} { get; set; } }
        public class Line { [LoadColumn(0)] public decimal {|MLG1003:Price|}; [LoadColumn(1)] public VBuffer<float> {|MLG1003:Buffer|}; }
        public class Output { public float Score; public float? {|MLG1003:Probability|} { get; set; } }
        public class Source { public decimal? {|MLG1003:Price|}; }
        """);

    [Fact]
    public Task Fix_takes_the_member_out_of_the_columns() => RuleFix.Method(
        "void Objects(MLContext ml) => ml.Data.LoadFromEnumerable(new List<House>()); public class House { public float Size; "
            + "public decimal {|MLG1003:Price|} { get; set; } }",
        "void Objects(MLContext ml) => ml.Data.LoadFromEnumerable(new List<House>()); public class House { public float Size; "
            + "[NoColumn] public decimal Price { get; set; } }");

    [Fact]
    public Task Where_the_text_loader_needs_the_member_there_is_no_fix() => RuleFix.NoFix(Infrastructure.Snippets.InClass(
        "void Text(MLContext ml) => ml.Data.LoadFromTextFile<Line>(\"a.tsv\"); public class Line { [LoadColumn(0)] public decimal "
            + "{|MLG1003:Price|}; }"));
}
