using MlGuard.Lifecycle.Tests.Products;
using MlGuard.Lifecycle.Writers.Start;

namespace MlGuard.Lifecycle.Tests;

/// <summary>What the files of a product tell of its first manifest.</summary>
public sealed class FirstManifestFileTests
{
    /// <summary>A project may be named after what it does; what a run leaves and what tests keep is no source all the same.</summary>
    [Theory]
    [InlineData("ChurnPrediction/ChurnPrediction.Trainer/customers.csv", true)]
    [InlineData("ChurnPrediction/ChurnPrediction.Trainer/Data/customers.csv", true)]
    [InlineData("ChurnPrediction/data/customers.csv", true)]
    [InlineData("ChurnPrediction/predictions/customers.csv", false)]
    [InlineData("ChurnPrediction/ChurnPrediction.Trainer/output/customers.csv", false)]
    [InlineData("ChurnPrediction/ChurnPrediction.Trainer/customers_test.csv", false)]
    [InlineData("ChurnPrediction/ChurnPrediction.Tests/customers.csv", false)]
    [InlineData("tests/customers.csv", false)]
    public void A_folder_of_projects_is_named_after_what_they_do(string file, bool isSource)
    {
        using var product = new TestProduct("mlguard: v1\n");
        product.Write("ChurnPrediction/ChurnPrediction.Trainer/ChurnPrediction.Trainer.csproj", "<Project />")
            .Write("ChurnPrediction/ChurnPrediction.Tests/ChurnPrediction.Tests.csproj", "<Project />")
            .Write("ChurnPrediction/ChurnPrediction.Trainer/Program.cs", $"Load(\"{Path.GetFileName(file)}\");")
            .Write(file, "a,b\n");

        Assert.Equal(isSource, new FileSurvey(product.Root).Found().Any(value => value.Path == "data.sources[].name"));
    }

    /// <summary>Which of two files of one name a program reads its path does not tell; copies are the same data.</summary>
    [Theory]
    [InlineData("a,b\n", "English/customers.csv")]
    [InlineData("a,b,c\n", "customers.csv in 2 folders")]
    public void Files_of_one_name_that_differ_have_no_one_origin(string other, string origin)
    {
        using var product = new TestProduct("mlguard: v1\n");
        product.Write("English/customers.csv", "a,b\n").Write("Welsh/customers.csv", other).Write("Program.cs", "Load(\"customers.csv\");");

        var source = Assert.Single(new FileSurvey(product.Root).Found(), value => value.Path == "data.sources[].name");

        Assert.Equal(("customers", origin), (source.Value, source.Source));
    }

    /// <summary>Which rows stand in which file the code says that names and loads both; where it loads two, nobody can tell.</summary>
    [Theory]
    [InlineData("\"data/rides.csv\"", "\"data/drivers.csv\"", "name: drivers schema: Shop.Driver name: rides schema: Shop.Ride")]
    [InlineData("\"data/rides.csv\"", "Named.Drivers", "name: drivers schema: Shop.Driver name: rides schema: Shop.Ride")]
    [InlineData("path", "\"drivers.csv\"", "name: drivers schema: Shop.Driver name: rides")]
    [InlineData("\"rides.csv\"", "path", "name: drivers name: rides schema: Shop.Ride")]
    [InlineData("\"rides.csv\"", "path == \"\" ? \"rides.csv\" : path", "name: drivers name: rides")]
    public void The_rows_of_a_source_are_those_that_are_loaded_from_it(string rides, string drivers, string expected)
    {
        using var product = new TestProduct("mlguard: v1\n");
        product.Write("data/rides.csv", "a,b\n").Write("data/drivers.csv", "a,b\n")
            .Write("Program.cs", "Load(\"rides.csv\"); Load(\"drivers.csv\");");

        var survey = Surveyed.Survey(
            product,
            $$"""
            namespace Shop;
            public class Ride { public float Distance { get; set; } }
            public class Driver { public float Age { get; set; } }
            public static class Named { public const string Drivers = "data/drivers.csv"; }
            public static class Rides
            {
                public static IDataView Load(MLContext ml, string path) => ml.Data.LoadFromTextFile<Ride>({{rides}});
            }
            public static class Drivers
            {
                public static IDataView Load(MLContext ml, string path) => ml.Data.LoadFromTextFile<Driver>({{drivers}});
            }
            """);

        Assert.Equal(expected, Sources(survey));
    }

    /// <summary>What the project copies and no code names may hold anything.</summary>
    [Theory]
    [InlineData("\"big.csv\"", "\"other.txt\"", "name: big schema: Shop.Ride name: small")]
    [InlineData("\"big.csv\"", "\"small.csv\"", "name: big name: small")]
    [InlineData("args[0]", "args[1]", "name: big name: small")]
    public void The_only_rows_are_those_of_the_source_that_code_names(string first, string second, string expected)
    {
        using var product = new TestProduct("mlguard: v1\n");
        product.Write("big.csv", "a,b\n").Write("small.csv", "a,b\n")
            .Write("Shop.csproj", "<Project><None Update=\"big.csv\" /><None Update=\"small.csv\" /></Project>");

        var survey = Surveyed.Survey(
            product,
            $$"""
            namespace Shop;
            public class Ride { public float Distance { get; set; } }
            public class Loader(MLContext ml) { public IDataView Load(string path) => ml.Data.LoadFromTextFile<Ride>(path); }
            public static class Program
            {
                public static void Main(string[] args) { new Loader(new MLContext(1)).Load({{first}}); Console.WriteLine({{second}}); }
            }
            """);

        Assert.Equal(expected, Sources(survey));
    }

    /// <summary>A file that only fills a database is a source, and holds no rows of what is loaded from another file.</summary>
    [Theory]
    [InlineData("\"products.csv\"", "name: products schema: Shop.Ride")]
    [InlineData("path", "name: products schema: Shop.Ride")]
    [InlineData("path == \"\" ? \"products.csv\" : \"rides.txt\"", "name: products schema: Shop.Ride")]
    [InlineData("\"rides.txt\"", "name: products")]
    public void The_rows_of_another_file_are_not_those_of_the_only_source(string path, string expected)
    {
        using var product = new TestProduct("mlguard: v1\n");
        product.Write("products.csv", "a,b\n").Write("Seeds.cs", "File.ReadAllLines(\"products.csv\");");

        var survey = Surveyed.Survey(
            product,
            $$"""
            namespace Shop;
            public class Ride { public float Distance { get; set; } }
            public class Loader(MLContext ml) { public IDataView Load(string path) => ml.Data.LoadFromTextFile<Ride>({{path}}); }
            public static class Seeds { public static string File => "products.csv"; }
            """);

        Assert.Equal(expected, Sources(survey));
    }

    /// <summary>A report in a folder of one run lies elsewhere after the next, and XML of another kind is none.</summary>
    [Theory]
    [InlineData("artifacts/coverage.cobertura.xml", "coverage", "artifacts/coverage.cobertura.xml")]
    [InlineData("tests/Shop.Tests/coverage.xml", "coverage", "tests/Shop.Tests/coverage.xml")]
    [InlineData(
        "TestResults/0b0e7b5e-3f07-4f0c-8a4e-5d1b1f1c2a3d/coverage.cobertura.xml", "coverage", "TestResults/*/coverage.cobertura.xml")]
    [InlineData("artifacts/_vm_2026-11-29_10_31_54/In/vm/coverage.cobertura.xml", "coverage", null)]
    [InlineData("coverage.settings.xml", "settings", null)]
    [InlineData("report.xml", "coverage", null)]
    public void The_report_of_coverage_is_found(string file, string element, string? expected)
    {
        using var product = new TestProduct("mlguard: v1\n");
        product.Write(
            file,
            $"<{element}><packages><package name='Shop'><classes><class name='Shop.Scorer' filename='Scorer.cs'>"
                + $"<lines><line number='1' hits='1' /></lines></class></classes></package></packages></{element}>");

        var found = new FileSurvey(product.Root).Found().FirstOrDefault(value => value.Path == "docs.tests.coverage.from");
        Assert.Equal(expected, found?.Value);

        product.Write("more/coverage.xml", File.ReadAllBytes(product.PathOf(file)));
        if (expected is not null)
            Assert.DoesNotContain(new FileSurvey(product.Root).Found(), value => value.Path == "docs.tests.coverage.from");
    }

    /// <summary>A page of a release says nothing of what stands on it; what is built in the same workflow does.</summary>
    [Theory]
    [InlineData("run: dotnet build -c Release", "uses: softprops/action-gh-release@v2", true)]
    [InlineData("run: dotnet build -c Release", "run: gh release create v1 bin/app.zip", true)]
    [InlineData("run: npm run build", "uses: softprops/action-gh-release@v2", false)]
    [InlineData("run: npm run build", "run: gh release create v1 dist.zip", false)]
    [InlineData("run: npm run build", "run: kubectl apply -f deploy.yml", true)]
    [InlineData("run: npm run build", "uses: actions/deploy-pages@v4", false)]
    [InlineData("run: npm run build", "run: aws s3 sync dist s3://shop", false)]
    [InlineData("run: dotnet publish -o site", "uses: actions/deploy-pages@v4", true)]
    public void A_page_of_a_release_delivers_what_is_built_beside_it(string build, string ship, bool isFound)
    {
        using var product = new TestProduct("mlguard: v1\n");
        product.Write(
            ".github/workflows/release.yml", $"on: push\njobs:\n  a:\n    steps:\n      - {build}\n      - {ship}\n");

        Assert.Equal(isFound, new FileSurvey(product.Root).Found().Any(value => value.Path == "training.productionize"));
    }

    /// <summary>
    /// The workflow of a site beside that of the product leaves no doubt; of two that ship the product one may be either.
    /// </summary>
    [Theory]
    [InlineData("uses: actions/deploy-pages@v4", ".github/workflows/api.yml")]
    [InlineData("run: kubectl apply -f other.yml", null)]
    public void The_workflow_of_a_site_does_not_deliver_the_product(string ship, string? expected)
    {
        using var product = new TestProduct("mlguard: v1\n");
        product.Write(".github/workflows/api.yml", "on: push\njobs:\n  a:\n    steps:\n      - run: docker push shop/api\n")
            .Write(".github/workflows/ui.yml", $"on: push\njobs:\n  a:\n    steps:\n      - run: npm run build\n      - {ship}\n");

        Assert.Equal(
            expected,
            new FileSurvey(product.Root).Found().FirstOrDefault(value => value.Path == "training.productionize")?.Value);
    }

    /// <summary>
    /// A text is a source where code that loads rows names it and its lines have columns; a list, a prompt and prose have none.
    /// </summary>
    [Theory]
    [InlineData("students.txt", "name;age;grade\n\"A\";18;5\n\"B\";17;6\n", "name: students schema: Shop.Student")]
    [InlineData("SMSSpam", "ham\tGo, now.\nspam\tFree entry, a, b\n", "name: SMSSpam schema: Shop.Student")]
    [InlineData("students.data", "5.1,3.5,a\n4.9,3.0,b\n", "name: students schema: Shop.Student")]
    [InlineData("students_test.txt", "a;b\n1;2\n", "name: TODO")]
    [InlineData("labels.txt", "cat\ndog\n", "name: TODO")]
    [InlineData("prompt.txt", "You are helpful, kind and short.\nAnswer.\n", "name: TODO")]
    [InlineData("prompt.txt", "Be helpful, kind and short.\nAnswer, please.\n", "name: TODO")]
    [InlineData("other.txt", "a;b\n1;2\n", "name: TODO", "students.txt")]
    public void A_text_with_columns_is_a_source(string file, string text, string expected, string? named = null)
    {
        using var product = new TestProduct("mlguard: v1\n");
        product.Write("Data/" + file, text);

        var survey = Surveyed.Survey(
            product,
            $$"""
            namespace Shop;
            public class Student { public float Age { get; set; } }
            public static class Program
            {
                private static void Main() => Students.Load(new MLContext(1), "../Data/{{named ?? file}}");
            }
            public static class Students
            {
                public static IDataView Load(MLContext ml, string path) => ml.Data.LoadFromTextFile<Student>(path);
            }
            """);

        Assert.Equal(expected, Sources(survey));
    }

    private static string Sources(ProductSurvey survey) => string.Join(
        ' ',
        FirstManifest.Write(survey.Found).Split('\n').Select(line => line.Trim(' ', '-').Split("  #")[0])
            .Where(line => line.StartsWith("name:", StringComparison.Ordinal) || line.StartsWith("schema:", StringComparison.Ordinal)));

    /// <summary>A model that the team trains in another language is not bought, though no code of the product trains it.</summary>
    [Theory]
    [InlineData("pytorch 2.1.0", "tools/serve.py", "import json\nimport requests", "bought")]
    [InlineData("", "README.md", "from sklearn import svm", "bought")]
    [InlineData("", "tools/names.py", "# torch\nmy_torch = important", "bought")]
    [InlineData("", "model/train.ipynb", """{ "cells": [ { "source": [ "from sklearn.svm import SVC\n" ] } ] }""", null)]
    [InlineData("", "model/train.py", "import numpy, os\nimport lightgbm as lgb", null)]
    [InlineData("", "model/train.R", "library(randomForest)", null)]
    [InlineData("skl2onnx 1.19.1", "README.md", "x", null)]
    [InlineData("OnnxMLTools 1.16.0", "README.md", "x", null)]
    public void A_model_that_is_trained_in_another_language_is_not_bought(string producer, string path, string text, string? expected)
    {
        const string Code = """
            namespace Microsoft.ML.OnnxRuntime
            {
                public sealed class InferenceSession(string modelPath)
                {
                    public float Run(string input) => input.Length + modelPath.Length;
                }
            }
            namespace Shop
            {
                public static class Pictures
                {
                    public static float Look(string input) => new Microsoft.ML.OnnxRuntime.InferenceSession("look.onnx").Run(input);
                }
            }
            """;
        using var product = new TestProduct("");
        byte[] name = System.Text.Encoding.ASCII.GetBytes(producer);
        product.Write("look.onnx", [0x08, 0x08, 0x12, (byte)name.Length, .. name, 0x3A, 0x00]).Write(path, text);

        Assert.Equal(expected, Surveyed.Value(Surveyed.Survey(product, Code), "discovery.solution.approach"));
    }
}
