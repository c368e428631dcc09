namespace MlGuard.Package.Tests;

/// <summary>A library that gives paths and contexts, and the program that uses them: what is wrong is reported where it is used.</summary>
public sealed class HandedValueTests
{
    private const string Core = """
        using Microsoft.ML;

        namespace Core;

        public static class Files
        {
            public static string Train => Path.Combine(AppContext.BaseDirectory, "data", "train.csv");
            public static readonly string Test = Path.Combine(AppContext.BaseDirectory, "data", "test.csv");
            public static string Machine() => @"C:\data\reviews.tsv";
            public static string Named(string name) => Path.Combine("data", name);
        }

        public static class Contexts
        {
            public static MLContext Seeded() => new(seed: 1);
            public static MLContext Free { get; } = new();
            public static MLContext Of(int? seed) => new(seed);
        }

        public abstract class TrainerBase { protected readonly MLContext Ml = new(seed: 1); }
        """;

    private const string Train = """
        using Core;
        using Microsoft.ML;
        using Microsoft.ML.Data;

        var ml = Contexts.Of(args.Length);
        Console.WriteLine(ml.Data.LoadFromTextFile<Row>(Files.Train));
        Console.WriteLine(ml.Data.LoadFromTextFile<Row>(Files.Test));
        Console.WriteLine(ml.Data.LoadFromTextFile<Row>(Files.Machine()));
        Console.WriteLine(ml.Data.LoadFromTextFile<Row>(Files.Named(args[0])));
        Console.WriteLine(ml.Data.LoadFromTextFile<Row>(Files.Train, separatorChar: ','));
        Console.WriteLine(Contexts.Seeded().Regression.Trainers.Sdca());
        Console.WriteLine(Contexts.Seeded().Clustering.Trainers.KMeans());
        Console.WriteLine(Contexts.Free.Clustering.Trainers.KMeans());
        Console.WriteLine(ml.Clustering.Trainers.KMeans());

        public sealed class Trainer : TrainerBase { public object Make() => Ml.Regression.Trainers.Sdca(); }

        public sealed class Row
        {
            [LoadColumn(0)] public float A { get; set; }
            [LoadColumn(1)] public float B { get; set; }
            [LoadColumn(2)] public float C { get; set; }
        }
        """;

    [Fact]
    public void What_a_library_gives_is_known_where_it_is_used()
    {
        using var product = new Product();
        product.Write(".editorconfig", """
            root = true
            [*.cs]
            dotnet_diagnostic.MLG2002.severity = warning
            dotnet_diagnostic.MLG4020.severity = warning
            """);
        product.WriteProject("Core", ProjectFile.Library.WithPackage("Microsoft.ML", "5.0.1"), ("Core.cs", Core));
        product.WriteProject("Train", ProjectFile.Program.WithProject("Core"), ("Program.cs", Train));

        var build = product.Build("Train");

        Assert.True(build.Succeeded, build.ToString());
        Assert.Equal(
            [
                "Program.cs(6,27): MLG1001", "Program.cs(7,27): MLG1001", "Program.cs(8,49): MLG4020",
                "Program.cs(11,57): MLG2001", "Program.cs(13,19): MLG2002", "Program.cs(16,92): MLG2001",
            ],
            build.Places("MLG1001", "MLG2001", "MLG2002", "MLG4020"));
    }
}
