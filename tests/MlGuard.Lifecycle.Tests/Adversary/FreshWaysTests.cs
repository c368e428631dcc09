using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests.Adversary;

/// <summary>Ways that a fresh reader invented: each loses the row that it attacks, and the honest neighbour of each keeps it.</summary>
public sealed class FreshWaysTests
{
    private const string Fallback = "architecture/technical/fallback/symbol", Log = "serving/log", Policy = "serving/postProcessing",
        Quality = "training/quality", Slices = "training/slices", Load = "serving/load", Metrics = "artifacts/eval/metrics.json";

    private const string Rivals = """, "baseline": { "recallAt1pctFpr": 0.41 }, "champion": { "recallAt1pctFpr": 0.64 }""";

    private const string Rules = "=> transaction.AmountToUsual > 4 ? 1 : 0;";

    /// <summary>The row, what is replaced in the serving code, and by what.</summary>
    public static TheoryData<string, string, string> Code
    {
        get
        {
            var all = new TheoryData<string, string, string>();
            foreach (var code in Lines("""
                { try { return Predict(t); } catch (Exception e) when (e is not InvalidOperationException) { return RulesFallback.Score(t); } }
                { try { return Predict(t); } catch (Exception e) when (N(e)) { return RulesFallback.Score(t); } } static bool N(Exception e) => e is null;
                => A(t).Result; async Task<float> A(Fraud.Data.Transaction t) { var p = Task.Run(() => Predict(t)); if (await Task.WhenAny(p, Task.Delay(9)) == p) return await p; return RulesFallback.Score(t); }
                => Task.Run(() => Predict(t)).ContinueWith(x => x.IsFaulted ? 0 : x.Result).Result;
                { var p = new Lazy<float>(() => Predict(t)); try { GC.KeepAlive(p); } catch (Exception) { return RulesFallback.Score(t); } return p.Value; }
                => A(t).Result; async Task<float> A(Fraud.Data.Transaction t) { IAsyncEnumerable<float> all; try { all = S(t); } catch (Exception) { return RulesFallback.Score(t); } await foreach (var p in all) return p; return 0; } async IAsyncEnumerable<float> S(Fraud.Data.Transaction t) { await Task.Yield(); yield return Predict(t); }
                { try { return Predict(t); } catch (Exception) { return new Wrap(RulesFallback.Score(t)) * 0; } } private readonly record struct Wrap(float V) { public static float operator *(Wrap w, int i) => Environment.TickCount; }
                => Retry(() => Predict(t), () => RulesFallback.Score(t)); static float Retry(Func<float> work, Func<float> other) { try { return work(); } catch (Exception) { return 0; } }
                { try { return Predict(t); } catch (Exception) { return s_rules(t); } } private static Func<Fraud.Data.Transaction, float> s_rules = _ => 0; public static void Use() => s_rules = RulesFallback.Score;
                => (_ask ??= Predict)(t); private Func<Fraud.Data.Transaction, float>? _ask; public float Safe(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception) { return RulesFallback.Score(t); } }
                { try { return I.Value; } catch (Exception) { return RulesFallback.Score(t); } } private Inner I => new(this, new()); private sealed class Inner(Scorer s, Fraud.Data.Transaction t) { public float Value { get { try { return s.Predict(t); } catch { return 0; } } } }
                { for (var i = 0; i < 3; i++) { try { return Predict(t); } catch (Exception) { if (i == 1) return RulesFallback.Score(t); } } return 0; }
                { try { float p = 0; Asked += () => p = Predict(t); Asked(); return p; } catch (Exception) { return RulesFallback.Score(t); } } private event Action? Asked;
                { float p = 0; Parallel.Invoke(() => p = Predict(t)); return p; } public float Safe(Fraud.Data.Transaction t) => RulesFallback.Score(t);
                { try { return Predict(t); } catch (Exception) { return s_rules.Rate(t); } } private static IRules s_rules = new None(); private interface IRules { float Rate(Fraud.Data.Transaction t) => RulesFallback.Score(t); } private sealed class None : IRules { float IRules.Rate(Fraud.Data.Transaction t) => 0; }
                """))
                all.Add(Fallback, LooksRightTests.Try, $"public float Score(Fraud.Data.Transaction t) {code}");
            all.Add(Fallback, Rules, "=> throw new NotSupportedException();");
            all.Add(Fallback, Rules, "=> Engine!.Predict(transaction).Probability; public static PredictionEngine<Fraud.Data.Transaction, "
                + "Output>? Engine;");
            foreach (var code in Lines("""
                try { return DecisionPolicy.Stops(probability); } catch (Exception) { DecisionLog.Keep(probability, "fraud-2.3.0"); throw; }
                var log = new Lazy<int>(() => { DecisionLog.Keep(probability, "fraud-2.3.0"); return 1; }); GC.KeepAlive(log); return DecisionPolicy.Stops(probability);
                Later(probability); return DecisionPolicy.Stops(probability); static IEnumerable<int> Later(float p) { DecisionLog.Keep(p, "fraud-2.3.0"); yield break; }
                _ = Later(probability); return DecisionPolicy.Stops(probability); static async Task Later(float p) { await Task.Delay(100000); DecisionLog.Keep(p, "fraud-2.3.0"); }
                if (Random.Shared.Next(100) == 0) DecisionLog.Keep(probability, "fraud-2.3.0"); return DecisionPolicy.Stops(probability);
                """))
                all.Add(Log, LooksRightTests.Answer, code);
            all.Add(Log, "public static void Keep(", "[System.Diagnostics.Conditional(\"NEVER\")] public static void Keep(");
            all.Add(
                Policy, LooksRightTests.Answer,
                "DecisionLog.Keep(probability, \"v1\"); "
                    + "return probability switch { > 0.9f => true, _ => DecisionPolicy.Stops(probability) };");
            all.Add(Policy, "probability > 0.8f;", "false;");
            return all;
        }
    }

    /// <summary>What honest teams write beside the ways above.</summary>
    public static TheoryData<string, string> HonestCode
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var code in Lines("""
                => R(t).Value; private Rated R(Fraud.Data.Transaction t) { try { return new(Predict(t), "model"); } catch (Exception) { return new(RulesFallback.Score(t), "rules"); } } private sealed record Rated(float Value, string By);
                => A(t).Result; async Task<float> A(Fraud.Data.Transaction t) { try { return await Task.Run(() => Predict(t)).WaitAsync(TimeSpan.FromMilliseconds(50)); } catch (Exception) { return RulesFallback.Score(t); } }
                => A(t).Result; async Task<float> A(Fraud.Data.Transaction t) { try { var p = Task.Run(() => Predict(t)); return await Task.WhenAny(p, Task.Delay(50)) == p ? await p : RulesFallback.Score(t); } catch (Exception) { return RulesFallback.Score(t); } }
                """))
                all.Add(LooksRightTests.Try, $"public float Score(Fraud.Data.Transaction t) {code}");
            foreach (var code in Lines("""
                LogAsync(probability).Wait(); return DecisionPolicy.Stops(probability); static async Task LogAsync(float p) { await Task.Yield(); DecisionLog.Keep(p, "fraud-2.3.0"); }
                var stops = DecisionPolicy.Stops(probability); try { DecisionLog.Keep(probability, "fraud-2.3.0"); } catch (Exception e) { Console.Error.WriteLine(e); } return stops;
                """))
                all.Add(LooksRightTests.Answer, code);
            return all;
        }
    }

    /// <summary>The row, the file, what it holds beside the model's hash and a day, and what the verdict says.</summary>
    public static TheoryData<string, string, string, string> Numbers => new()
    {
        { Quality, Metrics, $"\"recallAt1pctFpr\": 66{Rivals}", "different units" },
        { Quality, Metrics, $"\"recallAt1pctFpr\": 1e300{Rivals}", "different units" },
        { Quality, Metrics, $"\"recallAt1pctFpr\": \"70s\"{Rivals}", "different units" },
        { Quality, Metrics, $"\"recallAt1pctFpr\": \"5 apples\"{Rivals}", "different units" },
        { Quality, Metrics, $"\"recallAt1pctFpr\": \"900%\"{Rivals}", "different units" },
        { Quality, Metrics, $"\"recallAt1pctFpr\": 1e999{Rivals}", "no finite number" },
        { Quality, Metrics, $"\"recallAt1pctFpr\": \"NaN\"{Rivals}", "no finite number" },
        {
            "training/quality/beats", Metrics,
            "\"recallAt1pctFpr\": 0.66, \"baseline\": { \"recallAt1pctFpr\": -5 }, \"champion\": { \"recallAt1pctFpr\": 0.1 }",
            "no model reaches"
        },
        {
            Slices, "artifacts/eval/slices.json",
            "\"slices\": { \"country\": { \"DE\": 12 }, \"channel\": { \"app\": 7 }, \"customer-age\": { \"18-30\": 6 } }",
            "different units"
        },
        { "governance/fairness", "artifacts/eval/fairness.json", "\"maxGap\": -0.9", "no gap" },
        { "governance/fairness", "artifacts/eval/fairness.json", "\"maxGap\": \"0.04 apples\"", "no gap" },
        { Load, "artifacts/perf/k6.json", "\"latencyP99Ms\": 0, \"rps\": 342", "which none does" },
        { Load, "artifacts/perf/k6.json", "\"latencyP99Ms\": -5, \"rps\": 342", "which none does" },
        { Load, "artifacts/perf/k6.json", "\"latencyP99Ms\": 61.5, \"rps\": \"5h\"", "no requests a second" },
        { "stages/mvp", "artifacts/eval/mvp.json", "\"recallAt1pctFpr\": \"5 apples\"", "never above one" },
        { "stages/mvp", "artifacts/eval/mvp.json", "\"recallAt1pctFpr\": \"900%\"", "never above one" },
    };

    /// <summary>The row, what is replaced in the manifest, by what, and what the verdict says.</summary>
    public static TheoryData<string, string, string, string> Manifests => new()
    {
        { Quality, "{ min: 0.62, from: artifacts", "{ max: 0.99, from: artifacts", "no minimum" },
        { "training/quality/beats", "champion] }", "champion], by: -1 }", "beats nothing" },
        { Slices, "customer-age], min: 0.55", "customer-age], min: 0.0001", "any model passes" },
        { "docs/tests/coverage", "xml, min: 70%", "xml, min: 0.001%", "hardly a test" },
        { "rollout/canary", "approvalRate: { min: 97.5% }", "approvalRate: { min: 0% }", "no guard" },
        { "rollout/abTest", "complaintRate: { max: 0.4% }", "complaintRate: { max: 100% }", "no rule stops" },
        { "rollout/abTest", "runs: 28d", "runs: 0d", "no time" },
        { "monitoring", "errorRate, max: 0.5%", "errorRate, max: 100%", "never alerts" },
        { Slices, "customer-age], min: 0.55", "customer-age], min: 1%", "any model passes" },
        { "docs/tests/coverage", "xml, min: 70%", "xml, min: 1%", "hardly a test" },
        { "monitoring", "metric: psi, max: 0.2", "metric: driftScore, max: 100000", "no score of drift is so large" },
        { "monitoring", "metric: psi, max: 0.2", "max: 100000", "max' is 100000" },
        { "monitoring", "metric: psi, max: 0.2", "metric: maxPsi, max: 12", "psi never is above 10" },
        { "monitoring", "metric: psi, max: 0.2", "metric: psi", "neither 'min' nor 'max'" },
        { "monitoring", "recallAt1pctFpr, min: 0.58", "recallAt1pctFpr, min: 0%", "never is below nothing" },
        { "monitoring", "errorRate, max: 0.5%", "errorRate, max: 1", "errorRate never is above 1" },
        { "data/sources/labels", "delay: 45d", "delay: 3000d", "which nobody can miss" },
        { "data/sources/freshness", "freshness: 15min", "freshness: 20y", "which nobody can miss" },
        { "rollout/canary", "window: 24h", "window: 1ms", "which nobody can miss" },
        { "rollout/canary", "window: 24h", "window: 30y", "which nobody can miss" },
        { "rollout/abTest", "runs: 28d", "runs: 5s", "which nobody can miss" },
        { "rollout/abTest", "runs: 28d", "runs: 40y", "which nobody can miss" },
        { "stages/signoff", "growth: { from: 2026-06-01", "growth: { from: 2099-06-01", "lies ahead" },
        { Slices, "owner: lea, approved: ines", "owner: somebody, approved: ines", "below 0.55" },
        { Slices, "expires: 2027-02-28", "expires: 2099-02-28", "below 0.55" },
        { "architecture/business/requests", "peak: 220/s", "peak: 220/month", "on average" },
        { "governance/euAiAct", "date: 2026-02-10, by: legal", "date: 2099-02-10, by: legal", "lies ahead" },
    };

    /// <summary>Bounds at the far end of what teams write.</summary>
    [Theory]
    [InlineData(Slices, "customer-age], min: 0.55", "customer-age], min: 0.1")]
    [InlineData("docs/tests/coverage", "xml, min: 70%", "xml, min: 10%")]
    [InlineData("monitoring", "metric: psi, max: 0.2", "metric: wassersteinOfAmount, max: 100000")]
    [InlineData("monitoring", "metric: psi, max: 0.2", "metric: chiSquare, max: 5000")]
    [InlineData("monitoring", "metric: psi, max: 0.2", "metric: driftScore, max: 5")]
    [InlineData("monitoring", "metric: psi, max: 0.2", "metric: ksPValue, min: 0.01")]
    [InlineData("monitoring", "recallAt1pctFpr, min: 0.58", "rmse, max: 250000")]
    [InlineData("data/sources/labels", "delay: 45d", "delay: 5y")]
    [InlineData("data/sources/freshness", "freshness: 15min", "freshness: 5y")]
    [InlineData("architecture/business/availability", "availability: 99.95%", "availability: 90%")]
    [InlineData("rollout/canary", "window: 24h", "window: 1min")]
    [InlineData("rollout/canary", "window: 24h", "window: 90d")]
    [InlineData("rollout/abTest", "runs: 28d", "runs: 1h")]
    [InlineData("rollout/abTest", "runs: 28d", "runs: 1y")]
    public void A_loose_bound_is_one(string rule, string from, string to)
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(text, from, to));

        var row = product.Row(rule, ci: true);

        Assert.True(row.State is RowState.Proven or RowState.Declared or RowState.Waived or RowState.Unbound, $"{row.State} {row.Reason}");
    }

    /// <summary>A row that is no condition of the stage is judged alike.</summary>
    [Fact]
    public void An_availability_that_every_service_has_fails_its_row()
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(text, "availability: 99.95%", "availability: 3%"));

        Assert.Equal(RowState.Failed, product.Row("architecture/business/availability").State);
    }

    /// <summary>Each of the four lacks has its own sentence, which names what goes unseen and the entry to add.</summary>
    [Fact]
    public void Monitors_that_are_missing_are_not_missed_alike()
    {
        var said = new[] { "data-drift", "concept-drift", "servers", "errors" }.Select(watch =>
        {
            using var product = GrowthProduct.Create(text => System.Text.RegularExpressions.Regex.Replace(
                text, $"  - {{ watch: {watch},[^\n]*\n", ""));
            var reason = product.Row("monitoring").Reason;
            Assert.StartsWith($"no monitor watches {watch}, so ", reason, StringComparison.Ordinal);
            Assert.Contains(
                product.Decide().Findings, finding => finding.Message.Contains($"{{ watch: {watch}, metric: ", StringComparison.Ordinal));
            return reason.Split(", so ")[1];
        });

        Assert.Equal(4, said.Distinct().Count());
    }

    /// <summary>Tricks of YAML and of handles, each of which makes the manifest unusable.</summary>
    public static TheoryData<string, string> Tricks => new()
    {
        { "owner: payments-ml", "owner: &team payments-ml" },
        { "owner: payments-ml", "owner: !!str payments-ml" },
        { "owner: payments-ml", "owner: payments-ml\n<<: { stage: mvp }" },
        { "owner: payments-ml", "Owner: payments-ml" },
        { "stage: growth", "stage: growth\nstage: mvp" },
        { "stage: growth", "st\u0430ge: growth" },
        { "stage: growth", "stage: growth\ntarget: mvp" },
        { "stage: growth", "stage: growth\n---\nstage: mvp" },
        { "owner: lea, approved: ines", "owner: \"@lea\", approved: lea" },
        { "owner: lea, approved: ines", "owner: \"le\u0430\", approved: lea" },
        { "{ tech-lead: lea, product: tom }", "{ tech-lead: lea, product: \"lea \" }" },
    };

    [Theory]
    [MemberData(nameof(Code))]
    public void Code_that_looks_right_is_not_proven(string row, string from, string to)
    {
        using var product = GrowthProduct.Create(serving: code => LaterRowTests.Replaced(code, from, to));

        var verdict = product.Decide(GateMode.Enforce, ci: true);

        var decided = verdict.Rows.Single(decided => decided.Rule == row);
        Assert.True(decided.State is RowState.Failed or RowState.Conditional, $"{decided.State} {decided.Reason}");
        Assert.Equal("mvp", verdict.EarnedStage);
    }

    [Theory]
    [MemberData(nameof(HonestCode))]
    public void Code_that_is_right_is_proven(string from, string to)
    {
        using var product = GrowthProduct.Create(serving: code => LaterRowTests.Replaced(code, from, to));

        Assert.Equal("growth", product.Decide(GateMode.Enforce, ci: true).EarnedStage);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_that_is_none_of_its_kind_is_no_evidence(string rule, string path, string members, string says)
    {
        using var product = GrowthProduct.Create();
        product.Write(path, GrowthProduct.Evidence(members));

        Loses(product, rule, says);
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void What_a_manifest_allows_itself_costs_the_row(string rule, string from, string to, string says)
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(text, from, to));

        Loses(product, rule, says);
    }

    [Theory]
    [MemberData(nameof(Tricks))]
    public void A_trick_of_the_manifest_earns_nothing(string from, string to)
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(text, from, to));

        var verdict = product.Decide(GateMode.Enforce, ci: true);

        Assert.Null(verdict.EarnedStage);
        Assert.Equal(3, verdict.ExitCode);
    }

    /// <summary>A time without a year would be read as one of today.</summary>
    [Theory]
    [InlineData("0:01")]
    [InlineData("11/20")]
    [InlineData("Friday")]
    public void A_stamp_without_a_year_is_no_day(string stamp)
    {
        using var product = GrowthProduct.Create();
        product.Write(Metrics, LaterRowTests.Replaced(
            GrowthProduct.Evidence($"\"recallAt1pctFpr\": 0.66{Rivals}"), "2026-11-10T08:00:00Z", stamp));

        var row = product.Row(Quality, ci: true, today: DateTime.Today);

        Assert.Equal(RowState.Broken, row.State);
        Assert.Contains("'createdUtc'", row.Reason);
    }

    [Fact]
    public void A_fresh_empty_suite_makes_no_old_one_young()
    {
        using var product = GrowthProduct.Create();
        var cases = string.Concat(System.Text.RegularExpressions.Regex.Matches(
            GrowthProduct.Trx(GrowthCode.Tests), "className=\"([^\"]+)\" name=\"([^\"]+)\"")
            .Select(match => $"""<testcase classname="{match.Groups[1].Value}" name="{match.Groups[2].Value}" />"""));
        product.Write(
            "artifacts/tests.trx",
            $"""<testsuites><testsuite timestamp="2019-05-05">{cases}</testsuite><testsuite timestamp="2026-11-20"/></testsuites>""");

        Loses(product, "docs/tests/results", "days ago (limit 180)");
    }

    /// <summary>A model that the code trains is not bought by a word.</summary>
    [Theory]
    [InlineData("hosted")]
    [InlineData("bought")]
    public void Code_that_trains_is_asked_as_one_that_trains(string approach)
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(
            text, "approach: logistic regression (ML.NET L-BFGS)", $"approach: {approach}"));

        Assert.Equal(RowState.Proven, product.Row("training/run").State);
        Assert.NotEqual(RowState.NotApplicable, product.Row("data/sources/labels").State);
    }

    [Theory]
    [InlineData("\"66%\"", "\"41%\"", "\"64%\"", "0.62")]
    [InlineData("0.66", "0.41", "0.64", "62%")]
    [InlineData("66", "41", "64", "62")]
    public void A_share_may_be_written_in_percent(string own, string baseline, string champion, string min)
    {
        using var product = GrowthProduct.Create(text => LaterRowTests.Replaced(
            text, "{ min: 0.62, from: artifacts", $"{{ min: {min}, from: artifacts"));
        product.Write(Metrics, GrowthProduct.Evidence(
            $"\"recallAt1pctFpr\": {own}, \"baseline\": {{ \"recallAt1pctFpr\": {baseline} }}, "
                + $"\"champion\": {{ \"recallAt1pctFpr\": {champion} }}"));

        Assert.Equal(RowState.Proven, product.Row(Quality, ci: true).State);
        Assert.Equal(RowState.Proven, product.Row("training/quality/beats", ci: true).State);
    }

    private static void Loses(TestProduct product, string rule, string says)
    {
        var verdict = product.Decide(GateMode.Enforce, ci: true);
        var row = verdict.Rows.Single(row => row.Rule == rule);
        Assert.True(row.State is RowState.Failed or RowState.Broken, $"{row.State} {row.Reason}");
        Assert.Contains(says, row.Reason);
        Assert.NotEqual("growth", verdict.EarnedStage);
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);
}
