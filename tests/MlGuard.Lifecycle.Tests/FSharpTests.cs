using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>The growth example with its service in F#: the gate reads assemblies, and knows no language.</summary>
public sealed class FSharpTests
{
    private const string Serving = """
        namespace Fraud.Serving

        open System
        open Microsoft.ML
        open Microsoft.AspNetCore.Builder
        open Fraud.Data

        [<AllowNullLiteral>]
        type Output() =
            member val Probability = 0.0f with get, set

        type IScorer =
            abstract Score: Transaction -> float32

        module RulesFallback =
            let Score (transaction: Transaction) : float32 = if transaction.AmountToUsual > 4.0f then 1.0f else 0.0f

        module DecisionPolicy =
            let Stops (probability: float32) = probability > 0.8f

        module DecisionLog =
            let Keep (probability: float32) (version: string) = Console.WriteLine(version + string probability)

        type Scorer(engine: PredictionEngine<Transaction, Output>) =
            let predict (transaction: Transaction) = engine.Predict(transaction).Probability

            member _.Score(transaction: Transaction) : float32 =
                try
                    let probability = predict transaction
                    if Single.IsFinite probability then probability else RulesFallback.Score transaction
                with _ -> RulesFallback.Score transaction

            interface IScorer with
                member this.Score transaction = this.Score transaction

            static member Open(path: string) =
                let ml = MLContext(Nullable 1)
                let mutable schema: DataViewSchema = null
                ml.Model.CreatePredictionEngine<Transaction, Output>(ml.Model.Load(path, &schema))

        module Endpoints =
            let Answer (amount: float32) (usual: float32) (scorer: IScorer) =
                let transaction = ServingFeed.Read(amount, usual)
                TransactionChecks.Require [ transaction ]
                let probability = scorer.Score transaction
                DecisionLog.Keep probability "fraud-2.3.0"
                DecisionPolicy.Stops probability

            let map (app: Microsoft.AspNetCore.Routing.IEndpointRouteBuilder) =
                let group = app.MapGroup("/v2").RequireAuthorization()
                let score = Func<float32, float32, IScorer, bool>(fun amount usual scorer -> Answer amount usual scorer)
                group.MapPost("/score", score) |> ignore
                app.MapGet("/health", Func<string>(fun () -> "ok")) |> ignore
        """;

    [Fact]
    public void A_service_in_FSharp_gives_the_same_rows()
    {
        var stub = CompiledFacts.Image(GrowthCode.AspNetStub, "Microsoft.AspNetCore.Routing");
        var training = CompiledFacts.Image(GrowthCode.Training, "Fraud.Training");
        using var csharp = GrowthProduct.Create();
        // No rule of MlGuard reads F#, so somebody has to answer for what none has looked at.
        using var fsharp = GrowthProduct.Create(text => text
            + "  - { rule: code/findings, scope: src/Fraud.Serving/Fraud.Serving.fsproj, kind: accepted-risk, owner: lea, approved: ines,\n"
            + "      reason: MlGuard reads no F#., expires: 2027-02-28 }\n");
        var facts = FSharpCompiler.Compile(
            Serving, "Fraud.Serving", ("Microsoft.AspNetCore.Routing", stub), ("Fraud.Training", training)).Facts;
        File.WriteAllText(Path.Combine(fsharp.Root, "obj", "Fraud.Serving.facts"), FactsFile.Write(facts));
        fsharp.Write(
            "src/Fraud.Serving/packages.lock.json", File.ReadAllBytes(Path.Combine(csharp.Root, "src/Fraud.Serving/packages.lock.json")));

        var (expected, actual) = (csharp.Decide(ci: true), fsharp.Decide(ci: true));

        Assert.True(actual.Findings.IsEmpty, string.Join("\n", actual.Findings.Select(finding => finding.Message)));
        Assert.Equal(
            expected.Rows.Select(row => (row.Rule, row.Rule == "code/findings" ? RowState.Waived : row.State)),
            actual.Rows.Select(row => (row.Rule, row.State)));
        Assert.Equal(("growth", expected.Score!.Strict), (actual.EarnedStage, actual.Score!.Strict));
        Assert.Equal(
            "POST /v2/score > Endpoints.Answer > Scorer.Score > RulesFallback.Score; FallbackTests.The_rules_answer can reach it and passed, and its lines ran",
            actual.Rows.Single(row => row.Rule == "architecture/technical/fallback/symbol").Reason
                .Replace("Scorer.Fraud.Serving.IScorer.Score > ", "", StringComparison.Ordinal));
    }
}
