namespace MlGuard.Package.Tests;

/// <summary>Small products that the build tests start from.</summary>
internal static class ProductTemplates
{
    /// <summary>A manifest that earns mvp with <see cref="Trainer"/> and <see cref="Tests"/>.</summary>
    public const string Manifest = """
        mlguard: v1
        project: fraud-detection
        owner: payments-ml
        stage: mvp
        discovery:
          problem: Card-not-present fraud costs 6.1M EUR/year and our rules catch 41% of it.
          market: 4.2M cardholders
          solution: binary-classification
          mlNeeded: { baseline: rules-engine v3, why: Fraud patterns change weekly; 312 rules cannot follow. }
          gain: 2.4M EUR/year
          feasible: go
        data:
          assessment: { date: 2026-11-02, by: nils, report: docs/assessment.md }
          sources: [{ name: transactions, owner: data-eng, quality: good, personal: pseudonymised }]
        priority: { cost: 540k EUR, complexity: 3 }
        architecture: { technical: { mode: realtime, fallback: rules-engine v3 } }
        training:
          run: Fraud.TrainPipeline.Run
          quality: { accuracy: { min: 0.50, from: evidence/eval.json#/accuracy } }
        governance:
          euAiAct: { class: not-high-risk, why: Annex III 5(b) excludes detecting financial fraud., date: 2026-02-10, by: legal }

        """;

    private const string Assessment = """
        # Assessment of the payment data

        ## What was found

        Every column is complete and has the same unit in training and in serving, because both use one row class.
            Cards are pseudonymised before the
        data reaches us. About three payments in a hundred are fraud.
            The labels come from charge-backs and are late by up to forty-five days, so the
        newest payments stay out of training. Nobody changes the tables without telling the owner,
            and a snapshot is kept for each training run.

        ## What follows

        The complexity is moderate: one source, few columns, late labels.
            Checks of the data and a monitor of its drift are part of the next stage.
        """;

    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <ItemGroup>
            <PackageReference Include="Microsoft.ML" Version="5.0.1" />
            <PackageReference Include="System.Numerics.Tensors" Version="9.0.19" />
          </ItemGroup>
        </Project>
        """;

    private const string Trainer = """
        using Microsoft.ML;
        using Microsoft.ML.Data;

        namespace Fraud;

        public sealed class Row { [LoadColumn(0)] public float X { get; set; } [LoadColumn(1)] public bool Label { get; set; } }

        public static class TrainPipeline
        {
            public static ITransformer Run(IEnumerable<Row> rows)
            {
                var ml = new MLContext(1);
                var data = ml.Data.LoadFromEnumerable(rows.ToList());
                return ml.Transforms.Concatenate("Features",
                    "X").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(data);
            }
        }
        """;

    /// <summary>Reads a CSV with tabs, on line 7 from column 45 on.</summary>
    public const string CsvWithTabs = """
        using Microsoft.ML;

        namespace Fraud;

        public static class Reader
        {
            public static IDataView Read(MLContext ml) => ml.Data.LoadFromTextFile<Row>("payments.csv", hasHeader: true);
        }
        """;

    /// <summary>The manifest, without the row on line 11 that it should have.</summary>
    public static string ManifestWithoutFeasible { get; } = Manifest.Replace("  feasible: go\n", "", StringComparison.Ordinal);

    /// <summary>One project that trains, without a manifest.</summary>
    public static Product WithTrainer(string project = "Fraud/Fraud.csproj")
    {
        var product = new Product();
        product.Write(project, Project);
        product.Write(Path.Combine(Path.GetDirectoryName(project)!, "TrainPipeline.cs"), Trainer);
        product.Write("docs/assessment.md", Assessment);
        return product;
    }

    /// <summary>A project that trains, a test project that reaches it, a manifest and its evidence: all that mvp asks for.</summary>
    public static Product Earned()
    {
        var product = WithTrainer();
        product.Write("mlguard.yaml", Manifest);
        product.Write("evidence/eval.json", """{ "accuracy": 0.71 }""");
        product.Write("Fraud.Tests/Fraud.Tests.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <IsTestProject>true</IsTestProject>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="xunit.v3.extensibility.core" Version="3.2.2" />
                <PackageReference Include="xunit.v3.assert" Version="3.2.2" />
                <ProjectReference Include="../Fraud/Fraud.csproj" />
              </ItemGroup>
            </Project>
            """);
        product.Write("Fraud.Tests/TrainPipelineTests.cs", """
            namespace Fraud.Tests;

            public sealed class TrainPipelineTests
            {
                [Xunit.Fact]
                public void It_trains() => Xunit.Assert.NotNull(TrainPipeline.Run([]));
            }
            """);
        product.Write("Fraud.slnx", """
            <Solution>
              <Project Path="Fraud/Fraud.csproj" />
              <Project Path="Fraud.Tests/Fraud.Tests.csproj" />
            </Solution>
            """);
        return product;
    }
}
