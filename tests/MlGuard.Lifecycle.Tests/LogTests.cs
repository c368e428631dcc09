using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>The log of predictions names the model's version, in whatever shape; a log that only sounds like it does not.</summary>
public sealed class LogTests
{
    private const string Row = "serving/log";

    private const string Keep =
        "public static void Keep(float probability, string modelVersion) => s_kept.Add(modelVersion + probability);";

    private const string Call = "DecisionLog.Keep(probability, \"fraud-2.3.0\");";

    /// <summary>What the log does, and how it is called.</summary>
    public static TheoryData<string, string, string> Naming => new()
    {
        { "", Keep, Call },
        {
            "a template",
            "public static void Keep(float probability, string by) => Console.WriteLine(\"{0} by {1}, ModelVersion\", probability, by);",
            "DecisionLog.Keep(probability, \"x\");"
        },
        {
            "a constant that is the version",
            "public static void Keep(float probability) => Console.WriteLine($\"{probability} by fraud-2.3.0\");",
            "DecisionLog.Keep(probability);"
        },
        {
            "the caller reads it",
            "public static void Keep(float probability, string by) => s_kept.Add(by + probability);",
            "DecisionLog.Keep(probability, Scorer.ModelVersion());"
        },
        {
            "the caller hands the declared one",
            "public static void Keep(float probability, string by) => s_kept.Add(by + probability);",
            Call
        },
        {
            "a tag",
            "public static void Keep(float probability, string by) => new "
                + "System.Diagnostics.ActivitySource(\"x\").StartActivity(\"scored\")?.SetTag(\"model.version\", by).SetTag(\"score\", probability);",
            "DecisionLog.Keep(probability, \"x\");"
        },
        {
            "a pair",
            "public static void Keep(float p, string by) => s_scores.Record(p, new KeyValuePair<string, object?>(\"artifact\", by)); "
                + "private static readonly System.Diagnostics.Metrics.Histogram<float> s_scores = new "
                    + "System.Diagnostics.Metrics.Meter(\"x\").CreateHistogram<float>(\"n\");",
            "DecisionLog.Keep(probability, \"x\");"
        },
        {
            "an object as a whole",
            "public sealed record Kept(float P, string ModelVersion); public static void Keep(Kept kept) => "
                + "Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(kept));",
            "DecisionLog.Keep(new(probability, \"x\"));"
        },
        {
            "an anonymous object",
            "public static void Keep(float p, string by) => Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(new { p, model = "
                + "by }));",
            "DecisionLog.Keep(probability, \"x\");"
        },
        {
            "an initializer",
            "public sealed class Kept { public float P; public string? DeployedVersion; } public static void Keep(float p, string by) { "
                + "var kept = new Kept { P = p, DeployedVersion = by }; "
                    + "Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(kept)); }",
            "DecisionLog.Keep(probability, \"x\");"
        },
        {
            "a dictionary",
            "public static void Keep(float p, string by) { var kept = new Dictionary<string, string> { [\"score\"] = p.ToString(), "
                + "[\"modelVersion\"] = by }; Console.WriteLine(string.Join(\",\", kept)); }",
            "DecisionLog.Keep(probability, \"x\");"
        },
        {
            "a helper",
            "public static void Keep(float p, string by) => Write(p, by); private static void Write(float p, string version) => "
                + "Console.WriteLine($\"{p} {version}\");",
            "DecisionLog.Keep(probability, \"x\");"
        },
        {
            "async",
            "public static void Keep(float p, string version) => KeepAsync(p, version).Wait(); private static async Task KeepAsync(float "
                + "p, string version) { await Task.Yield(); await System.IO.File.AppendAllTextAsync(\"log\", p + version); }",
            "DecisionLog.Keep(probability, \"x\");"
        },
        {
            "a lambda",
            "public static void Keep(float p, string version) { Action write = () => Console.WriteLine(p + version); write(); }",
            "DecisionLog.Keep(probability, \"x\");"
        },
        {
            "a ternary",
            "public static void Keep(float p, string? version) => Console.WriteLine(p > 0.5f ? version ?? \"none\" : \"none\");",
            "DecisionLog.Keep(probability, \"x\");"
        },
        {
            "a helper that makes the tags",
            "public static void Keep(float p, string by) => s_scores.Record(p, Tags(by)); private static KeyValuePair<string, object?>[] "
                + "Tags(string by) => new KeyValuePair<string, object?>[] { new(\"model.version\", by) }; private static readonly "
                    + "System.Diagnostics.Metrics.Histogram<float> s_scores = new "
                        + "System.Diagnostics.Metrics.Meter(\"Fraud.Model\").CreateHistogram<float>(\"n\");",
            "DecisionLog.Keep(probability, \"x\");"
        },
        {
            "a helper that waits",
            "public static void Keep(float p, string by) => Console.WriteLine(Line(p, by).Result); private static async Task<string> "
                + "Line(float p, string by) { await Task.Yield(); return $\"{p} by version {by}\"; }",
            "DecisionLog.Keep(probability, \"x\");"
        },
        {
            "one of three ways",
            "public static void Keep(float p, string version) => Console.WriteLine(p > 0.5f ? version : p > 0.2f ? \"low\" : \"none\");",
            "DecisionLog.Keep(probability, \"x\");"
        },
        {
            "a prepared template",
            "private static readonly Action<string, float> s_write = Define(\"{Score} by {ModelVersion}\"); private static "
                + "Action<string, float> Define(string template) => (by, p) => Console.WriteLine(template, p, by); public static void "
                    + "Keep(float p, string by) => s_write(by, p);",
            "DecisionLog.Keep(probability, \"x\");"
        },
    };

    /// <summary>Logs that leave it out, some beside code that speaks of a model.</summary>
    public static TheoryData<string, string> Silent => new()
    {
        { "public static void Keep(float probability) => Console.WriteLine(probability);", "DecisionLog.Keep(probability);" },
        {
            "public static void Keep(float probability, string modelVersion) => s_kept.Add(\"\" + probability);",
            "DecisionLog.Keep(probability, \"x\");"
        },
        {
            "public static void Keep(float modelInput, string conversion) => Console.WriteLine($\"{modelInput} {conversion}\");",
            "DecisionLog.Keep(probability, \"x\");"
        },
        {
            "public static void Keep(float p) { if (float.IsNaN(p)) throw new InvalidOperationException(\"the model answered no "
                + "number\"); Console.WriteLine(p); }",
            "DecisionLog.Keep(probability);"
        },
        {
            "public static void Keep(float p) => Console.WriteLine(p); public static void Clear(string modelVersion) => "
                + "Console.WriteLine(modelVersion);",
            "DecisionLog.Keep(probability);"
        },
        {
            "public sealed record Kept(float P, string ModelVersion); public static void Keep(Kept kept) => Console.WriteLine(kept.P);",
            "DecisionLog.Keep(new(probability, \"x\"));"
        },
        {
            "public static void Keep(float p, string by) => Console.WriteLine(p + by);",
            "Console.WriteLine(Scorer.ModelVersion()); DecisionLog.Keep(probability, \"fraud-1.0.0\");"
        },
        {
            "private static readonly System.Diagnostics.Metrics.Counter<int> s_counter = new "
                + "System.Diagnostics.Metrics.Meter(\"Fraud.Model\").CreateCounter<int>(\"model.predictions\"); public static void "
                    + "Keep(float p) => s_counter.Add(1);",
            "DecisionLog.Keep(probability);"
        },
        {
            "public static void Keep(float p) { new MLContext(1).Model.Load(\"model.zip\", out _); Console.WriteLine(p); }",
            "DecisionLog.Keep(probability);"
        },
    };

    [Theory]
    [MemberData(nameof(Naming))]
    public void A_log_that_names_the_version_is_proven(string shape, string keep, string call)
    {
        foreach (var optimization in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            using var product = Product(keep, call, optimization);

            Assert.True(product.Row(Row) is { State: RowState.Proven }, $"{shape} {optimization}: {product.Row(Row).Reason}");
        }
    }

    /// <summary>The log of failures may lie nearer to the endpoint than that of what was answered.</summary>
    [Fact]
    public void The_reason_cites_the_method_that_is_passed_the_score()
    {
        using var product = Product(
            "public static void Failed(string by) => Console.WriteLine(by); " + Keep,
            "if (probability > 2) DecisionLog.Failed(\"fraud-2.3.0\"); " + Call);

        Assert.Equal(RowState.Proven, product.Row(Row).State);
        Assert.Contains("DecisionLog.Keep", product.Row(Row).Reason);
        Assert.DoesNotContain("DecisionLog.Failed", product.Row(Row).Reason);
    }

    [Theory]
    [MemberData(nameof(Silent))]
    public void A_log_that_names_none_fails_and_says_so(string keep, string call)
    {
        foreach (var optimization in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            using var product = Product(keep, call, optimization);

            Assert.True(product.Row(Row) is { State: RowState.Failed }, $"{optimization}: {product.Row(Row).Reason}");
            Assert.Contains("neither receives nor writes which model answered", product.Row(Row).Reason);
        }
    }

    /// <summary>It is passed which model answered, and the log has nothing of it.</summary>
    [Fact]
    public void A_log_that_drops_the_version_that_it_is_passed_fails_and_says_so()
    {
        using var product = Product(
            "public static void Keep(float probability, string modelVersion) => Console.WriteLine(probability);",
            "DecisionLog.Keep(probability, \"fraud-2.3.0\");");

        Assert.Equal(RowState.Failed, product.Row(Row).State);
        Assert.Contains("uses no text that it is passed", product.Row(Row).Reason);
    }

    /// <summary>They hold the version, and nobody can ever read it.</summary>
    [Theory]
    [InlineData("public static string Keep(float p, string modelVersion) => modelVersion + p;")]
    [InlineData("public static string Keep(float p, string modelVersion) => string.Create(null, $\"{p:0.00} by {modelVersion}\").Trim();")]
    [InlineData("public static void Keep(float p, string modelVersion) { if (p < 0) throw new ArgumentException(modelVersion); }")]
    [InlineData("public static void Keep(float p, string modelVersion) => Line(p, modelVersion); static string Line(float p, string modelVersion) => $\"{p} {modelVersion}\";")]
    [InlineData("private static string s_last = \"\"; public static void Keep(float p, string modelVersion) { lock (s_kept) s_last = modelVersion; }")]
    [InlineData("public static void Keep(float p, string modelVersion) => Later(p, modelVersion).Wait(); static async Task Later(float p, string modelVersion) { try { _ = modelVersion + p; } finally { await Task.Yield(); } }")]
    public void A_log_that_writes_nothing_down_fails_and_says_so(string keep)
    {
        foreach (var optimization in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            using var product = Product(keep, Call, optimization);

            Assert.True(product.Row(Row) is { State: RowState.Failed }, $"{optimization}: {product.Row(Row).Reason}");
            Assert.Contains("writes nothing down", product.Row(Row).Reason);
        }
    }

    /// <summary>A log behind a condition that never holds is none, whether it stands in the log or before its call.</summary>
    [Theory]
    [InlineData("internal static readonly bool On = false; public static void Keep(float p, string modelVersion) { if (On) Console.WriteLine(modelVersion + p); }", Call)]
    [InlineData("internal static bool On => false; public static void Keep(float p, string modelVersion) { if (!On) return; Console.WriteLine(modelVersion + p); }", Call)]
    [InlineData("internal static readonly bool On; " + Keep, "if (DecisionLog.On) " + Call)]
    [InlineData("internal static readonly int Level = 3; " + Keep, "if (DecisionLog.Level > 5) " + Call)]
    [InlineData("internal static int Level { get; } = 3; " + Keep, "if (DecisionLog.Level > 5) " + Call)]
    [InlineData("internal static bool Enabled() => false; " + Keep, "if (DecisionLog.Enabled()) " + Call)]
    public void What_never_runs_logs_nothing(string keep, string call)
    {
        foreach (var optimization in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            using var product = Product(keep, call, optimization);

            Assert.True(product.Row(Row) is { State: RowState.Failed }, $"{product.Row(Row).State}: {product.Row(Row).Reason}");
        }
    }

    /// <summary>What always holds, or what somebody decides, keeps nothing from the log.</summary>
    [Theory]
    [InlineData("internal static readonly int Level = 7; " + Keep, "if (DecisionLog.Level > 5) " + Call)]
    [InlineData("internal static bool Enabled() => true; " + Keep, "if (DecisionLog.Enabled()) " + Call)]
    public void What_always_runs_logs(string keep, string call)
    {
        foreach (var optimization in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            using var product = Product(keep, call, optimization);

            Assert.True(product.Row(Row) is { State: RowState.Proven }, $"{product.Row(Row).State}: {product.Row(Row).Reason}");
        }
    }

    /// <summary>Ways of writing that a person would take.</summary>
    [Theory]
    [InlineData("public static void Keep(float p, string modelVersion) => System.IO.File.AppendAllText(\"log\", modelVersion + p);")]
    [InlineData("public static void Keep(float p, string model) => System.Diagnostics.Activity.Current?.SetTag(\"version\", model).SetTag(\"score\", p);")]
    [InlineData("public static bool Keep(float p, string modelVersion) => s_open.Writer.TryWrite(modelVersion + p); static readonly System.Threading.Channels.Channel<string> s_open = System.Threading.Channels.Channel.CreateUnbounded<string>();")]
    [InlineData("public static void Keep(float p, string modelVersion) => s_write(p + modelVersion); static readonly Action<string> s_write = Console.WriteLine;")]
    [InlineData("public static void Keep(float p, string modelVersion) { using var all = new System.IO.StreamWriter(\"log\", true); all.Write(p); all.Write(modelVersion); }")]
    [InlineData("public static void Keep(float p, string modelVersion) => Later(p + modelVersion).Wait(); static async Task Later(string modelVersion) { await Task.Yield(); A(modelVersion); } static void A(string version) => B(version); static void B(string version) => Console.WriteLine(version);")]
    public void A_log_that_writes_somewhere_is_proven(string keep)
    {
        using var product = Product(keep, Call);

        Assert.True(product.Row(Row) is { State: RowState.Proven }, product.Row(Row).Reason);
    }

    /// <summary>What was answered is what a log of predictions is for: the version alone, or the time, says nothing of it.</summary>
    [Theory]
    [InlineData("public static void Keep(float p, string modelVersion) => Console.WriteLine(modelVersion);", Call)]
    [InlineData("public static void Keep(float p, string modelVersion) => Console.WriteLine($\"{DateTime.UtcNow} {modelVersion}\");", Call)]
    [InlineData("public static void Keep(float p, string modelVersion) => Task.Run(() => Console.WriteLine(modelVersion)).Wait();", Call)]
    [InlineData("public static void Keep(float p, string modelVersion) => Later(p, modelVersion).Wait(); static async Task Later(float p, string modelVersion) { await Task.Yield(); Console.WriteLine(p + modelVersion); }", Call, true)]
    [InlineData(
        "public static void Keep(float p, string modelVersion) => Task.Run(() => Console.WriteLine(p + modelVersion)).Wait();", Call, true)]
    [InlineData(
        "public static async Task KeepAsync(float p, string modelVersion) { await Task.Yield(); Console.WriteLine(modelVersion); }",
        "DecisionLog.KeepAsync(probability, \"fraud-2.3.0\").Wait();")]
    [InlineData("public static async Task KeepAsync(float p, string modelVersion) { await Task.Yield(); Console.WriteLine(p + modelVersion); }", "DecisionLog.KeepAsync(probability, \"fraud-2.3.0\").Wait();", true)]
    [InlineData("public static void Keep(string line, string modelVersion) => Console.WriteLine(line + modelVersion);", "DecisionLog.Keep($\"{probability}\", \"fraud-2.3.0\");", true)]
    public void A_log_uses_the_score_that_it_is_passed(string keep, string call, bool isProven = false)
    {
        foreach (var optimization in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            using var product = Product(keep, call, optimization);

            var row = product.Row(Row);

            Assert.True(row.State == (isProven ? RowState.Proven : RowState.Failed), $"{optimization} {row.State}: {row.Reason}");
            Assert.True(isProven || row.Reason.Contains("uses nothing of it", StringComparison.Ordinal), row.Reason);
        }
    }

    /// <summary>The score is part of what the scorer gives: to write another part of that is to write no score.</summary>
    [Theory]
    [InlineData("Console.WriteLine(answer.ModelVersion)", RowState.Failed)]
    [InlineData("Console.WriteLine(milliseconds + \" by fraud-2.3.0\")", RowState.Failed)]
    [InlineData("Console.WriteLine(answer.Probability + answer.ModelVersion)", RowState.Proven)]
    [InlineData("Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(answer) + answer.ModelVersion)", RowState.Proven)]
    public void A_log_uses_the_part_that_holds_the_score(string write, object expected)
    {
        foreach (var optimization in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            using var product = GrowthProduct.Create(
                serving: code => LaterRowTests.Replaced(
                    LaterRowTests.Replaced(
                        code, Keep, $"public static void Keep(Answered answer, double milliseconds = 3.5) => {write};"), Call,
                    "DecisionLog.Keep(answer);")
                    .Replace("float Score(Fraud.Data.Transaction transaction)", "Answered Score(Fraud.Data.Transaction transaction)")
                    .Replace("transaction.AmountToUsual > 4 ? 1 : 0", "new(transaction.AmountToUsual > 4 ? 1 : 0, \"rules\")")
                    .Replace("? probability : RulesFallback", "? new(probability, \"fraud-2.3.0\") : RulesFallback")
                    .Replace("var probability = scorer.Score(transaction);", "var answer = scorer.Score(transaction);")
                    .Replace("return DecisionPolicy.Stops(probability);", "return DecisionPolicy.Stops(answer.Probability);")
                    + "\npublic sealed record Answered(float Probability, string ModelVersion);\n",
                tests: code => LaterRowTests.Replaced(code, "AmountToUsual = 5 }));", "AmountToUsual = 5 }).Probability);")
                    .Replace("Score(new Fraud.Data.Transaction()), 0, 1", "Score(new Fraud.Data.Transaction()).Probability, 0, 1"),
                optimization: optimization);

            var row = product.Row(Row);

            Assert.True(Equals(row.State, expected), $"{optimization} {row.State}: {row.Reason}");
        }
    }

    /// <summary>A number that is set to a constant is not the fallback's answer; what says where it comes from may be set.</summary>
    [Theory]
    [InlineData("rule", true)]
    [InlineData("rule with { ModelVersion = \"rules\" }", true)]
    [InlineData("rule with { IsFallback = true }", true)]
    [InlineData("rule with { Tries = 2 }", true)]
    [InlineData("rule with { Probability = MathF.Round(rule.Probability, 2) }", true)]
    [InlineData("rule with { Probability = 0.01f }", false)]
    [InlineData("rule with { Probability = 0 }", false)]
    [InlineData("rule with { IsFallback = true, Probability = 1 }", false)]
    public void A_number_of_the_fallbacks_answer_stays_what_it_is(string answer, bool isProven)
    {
        foreach (var kind in new[] { "record", "record struct" })
            foreach (var optimization in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
            {
                using var product = GrowthProduct.Create(
                    serving: code => LaterRowTests.Replaced(code, "catch (Exception)\n        {\n            return RulesFallback.Score(transaction);", $"catch (Exception)\n        {{\n            var rule = RulesFallback.Score(transaction); return {answer};")
                        .Replace("float Score(Fraud.Data.Transaction transaction)", "Answered Score(Fraud.Data.Transaction transaction)")
                        .Replace("transaction.AmountToUsual > 4 ? 1 : 0", "new(transaction.AmountToUsual > 4 ? 1 : 0, \"rules\", true, 1)")
                        .Replace("? probability : RulesFallback", "? new(probability, \"fraud-2.3.0\", false, 1) : RulesFallback")
                        .Replace("var probability = scorer.Score(transaction);", "var probability = scorer.Score(transaction).Probability;")
                        + $"\npublic {kind} Answered(float Probability, string ModelVersion, bool IsFallback, int Tries);\n",
                    tests: code => LaterRowTests.Replaced(code, "AmountToUsual = 5 }));", "AmountToUsual = 5 }).Probability);")
                        .Replace("Score(new Fraud.Data.Transaction()), 0, 1", "Score(new Fraud.Data.Transaction()).Probability, 0, 1"),
                    optimization: optimization);

                var row = product.Row("architecture/technical/fallback/symbol");

                var expected = isProven ? RowState.Proven : RowState.Conditional;
                Assert.True(row.State == expected, $"{kind} {optimization} {row.State}: {row.Reason}");
                Assert.True(isProven || row.Reason.Contains("sets a number of what", StringComparison.Ordinal), row.Reason);
            }
    }

    /// <summary>A policy makes something of what it is passed: it compares, computes or asks somebody.</summary>
    [Theory]
    [InlineData("bool Stops(float probability) => probability > 0.8f;", true)]
    [InlineData("bool Stops(float probability) { var high = probability > 0.8f; return high; }", true)]
    [InlineData("bool Stops(float probability) => Over(probability); static bool Over(float probability) => probability > 0.8f;", true)]
    [InlineData("float Apply(float probability) => MathF.Round(probability, 2);", true)]
    [InlineData("float Apply(float probability) => -probability;", true)]
    [InlineData("float Apply(float probability) => probability;", false)]
    [InlineData("float Apply(float probability) { var kept = probability; return kept; }", false)]
    [InlineData("T Apply<T>(T probability) => probability;", false)]
    [InlineData("Task<float> Apply(float probability) => Task.FromResult(probability);", false, ".Result")]
    [InlineData("float Apply(float probability) => s_always; static float s_always = 0.3f;", false)]
    [InlineData("float Apply(float probability) => new Kept(0.3f).Value; sealed record Kept(float Value);", false)]
    public void A_policy_decides_by_what_it_is_passed(string policy, bool isProven, string result = "")
    {
        foreach (var optimization in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            using var product = GrowthProduct.Create(
                serving: code => LaterRowTests.Replaced(code, "public static bool Stops(float probability) => probability > 0.8f;", $"public static {policy}")
                    .Replace(
                        "return DecisionPolicy.Stops(probability);",
                        policy.Contains("Apply", StringComparison.Ordinal) ? $"return DecisionPolicy.Apply(probability){result} > 0.8f;" : "return DecisionPolicy.Stops(probability);"),
                optimization: optimization);

            var row = product.Row("serving/postProcessing");

            Assert.True(row.State == (isProven ? RowState.Proven : RowState.Failed), $"{optimization} {row.State}: {row.Reason}");
            Assert.True(isProven || row.Reason.Contains("decides nothing", StringComparison.Ordinal), row.Reason);
        }
    }

    [Theory]
    [InlineData(
        "interface IDecisionLog { void Keep(float p, string by); }", "new Writes()",
        "sealed class Writes : IDecisionLog { public void Keep(float p, string version) => Console.WriteLine(p + version); }",
        RowState.Proven)]
    [InlineData(
        "interface IDecisionLog { void Keep(float p, string by); }", "new Writes()",
        "sealed class Writes : IDecisionLog { public void Keep(float p, string by) => Console.WriteLine(p); }", RowState.Failed)]
    public void An_interface_is_what_implements_it(string declaration, string made, string implementation, object expected)
    {
        using var product = GrowthProduct.Create(
            edit: text => text.Replace("Fraud.Serving.DecisionLog", "Fraud.Serving.IDecisionLog"),
            serving: code => LaterRowTests.Replaced(code, Call, $"Log.Keep(probability, \"x\");")
                .Replace(
                    "public static class Endpoints\n{",
                    $"public static class Endpoints\n{{\n    private static readonly IDecisionLog Log = {made};")
                + $"\npublic {declaration}\npublic {implementation}\n");

        Assert.True(Equals(product.Row(Row).State, expected), product.Row(Row).Reason);
    }

    /// <summary>Said once for the whole process, it stands in every entry.</summary>
    [Theory]
    [InlineData("\"ModelVersion\"", RowState.Proven)]
    [InlineData("\"Machine\"", RowState.Failed)]
    public void A_property_of_every_entry_counts(string name, object expected)
    {
        using var product = GrowthProduct.Create(
            training: code => code
                + "\nnamespace Serilog.Configuration { public sealed class LoggerEnrichmentConfiguration { public void "
                    + "WithProperty(string name, object value) => Console.WriteLine(name); } }\n",
            serving: code => LaterRowTests.Replaced(
                LaterRowTests.Replaced(code, Keep, "public static void Keep(float probability) => Console.WriteLine(probability);"), Call,
                "DecisionLog.Keep(probability);")
                .Replace(
                    "    public static void Map(",
                    $"    public static void Start() => new Serilog.Configuration.LoggerEnrichmentConfiguration().WithProperty({name}, "
                        + "Environment.MachineName);\n\n    public static void Map("));

        Assert.True(Equals(product.Row(Row).State, expected), product.Row(Row).Reason);
    }

    private const string Info = " static void Info(string text, params object[] values) => Console.WriteLine(text, values);";

    /// <summary>What stands in a place of a template says more than what the place is called.</summary>
    public static TheoryData<string, string, object, string> Templates => new()
    {
        {
            "public static void Keep(float p, string by) => Info(\"{Score} of model {Model}\", p, by);",
            "DecisionLog.Keep(probability, \"x\");", RowState.Proven, "Model"
        },
        {
            "public static void Keep(float p) => Info(\"{Score} of model {Model}\", p, \"fraud-scorer\");",
            "DecisionLog.Keep(probability);", RowState.Failed, "neither receives nor writes which model answered"
        },
        {
            "public static void Keep(float p) => Info(\"{Score} of model {Model}\", p, \"fraud-2.3.0\");",
            "DecisionLog.Keep(probability);", RowState.Proven, "2.3.0"
        },
        {
            "public const string Version = \"2.3.0\"; public static void Keep(float p) => Info(\"{Score} {ModelVersion}\", p, Version);",
            "DecisionLog.Keep(probability);", RowState.Proven, "2.3.0"
        },
        {
            "public const string Version = \"2.2.0\"; public static void Keep(float p) => Info(\"{Score} {ModelVersion}\", p, Version);",
            "DecisionLog.Keep(probability);", RowState.Failed, "writes '2.2.0' as ModelVersion, and 'model.version' is 2.3.0"
        },
        {
            "public static void Keep(float p, string modelVersion) => s_kept.Add(modelVersion + p);",
            "DecisionLog.Keep(probability, \"fraud-2.2.0\");", RowState.Failed, "writes 'fraud-2.2.0' as modelVersion"
        },
        {
            "public static void Keep(float p, string by) => Info(\"{Score} {ModelVersion} {SchemaVersion}\", p, by, \"7\");",
            "DecisionLog.Keep(probability, \"x\");", RowState.Proven, "ModelVersion"
        },
        {
            "public static void Keep(float p, string by) => Info(\"{Score} of {Model} {ModelVersion}\", p, \"fraud\", by);",
            "DecisionLog.Keep(probability, \"x\");", RowState.Proven, "ModelVersion"
        },
        {
            "public static void Keep(float p, string by) { var version = \"none\"; if (p > 0) version = by; "
                + "Info(\"{Score} {ModelVersion}\", p, version); }",
            "DecisionLog.Keep(probability, \"x\");", RowState.Proven, "ModelVersion"
        },
        {
            "public static void Keep(float p, string by) => Info(\"{Score} {ModelVersion}\", p, p > 0 ? by : \"none\");",
            "DecisionLog.Keep(probability, \"x\");", RowState.Proven, "ModelVersion"
        },
        {
            "public static void Keep(float p, string modelVersion) => s_kept.Add(modelVersion + p);",
            "DecisionLog.Keep(probability, \"\");", RowState.Failed, "writes '' as modelVersion"
        },
        {
            "public static void Keep(float p) => Info(\"{Score} {ModelVersion}\", p, \" \");",
            "DecisionLog.Keep(probability);", RowState.Failed, "as ModelVersion"
        },
        {
            "public static void Keep(float p, bool fromModel) => Info(\"{Score}, from model {FromModel}\", p, fromModel);",
            "DecisionLog.Keep(probability, true);", RowState.Failed, "neither receives nor writes which model answered"
        },
        {
            "public static void Keep(float p, bool usedModel) => Info(\"{Score} {UsedModel}\", p, usedModel);",
            "DecisionLog.Keep(probability, probability > 0);", RowState.Failed, "neither receives nor writes which model answered"
        },
        {
            "public static void Keep(float p, bool usedModel) => s_kept.Add($\"{p} {usedModel}\");",
            "DecisionLog.Keep(probability, true);", RowState.Failed, "neither receives nor writes which model answered"
        },
        {
            "public static void Keep(float p, bool model) => new System.Diagnostics.ActivitySource(\"x\").StartActivity(\"scored\")"
                + "?.SetTag(\"model\", model).SetTag(\"score\", p);",
            "DecisionLog.Keep(probability, true);", RowState.Failed, "neither receives nor writes which model answered"
        },
        {
            "public static void Keep(float p, bool fromModel, string by) => "
                + "Info(\"{Score} {FromModel} {ModelVersion}\", p, fromModel, by);",
            "DecisionLog.Keep(probability, true, \"x\");", RowState.Proven, "writes 'ModelVersion'"
        },
    };

    [Theory]
    [MemberData(nameof(Templates))]
    public void A_constant_in_a_template_is_what_it_says(string keep, string call, object expected, string says)
    {
        foreach (var optimization in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            using var product = Product(keep + Info, call, optimization);

            Assert.True(Equals(product.Row(Row).State, expected), $"{optimization}: {product.Row(Row).Reason}");
            Assert.Contains(says, product.Row(Row).Reason);
        }
    }

    private const string Logger = " private static readonly Microsoft.Extensions.Logging.ILogger s_log = null!;";

    /// <summary>What the log does with a score and a version, and whether it writes each of them.</summary>
    public static TheoryData<string, object, string> Writing => new()
    {
        { "{ System.Diagnostics.Debug.WriteLine($\"{p} {modelVersion}\"); }", RowState.Failed, "" },
        { "{ System.Diagnostics.Debug.Print(\"{0} {1}\", p, modelVersion); }", RowState.Failed, "" },
        {
            "{ L.Log(s_log, Microsoft.Extensions.Logging.LogLevel.None, \"{Score} {ModelVersion}\", p, modelVersion); }",
            RowState.Failed, "writes nothing down"
        },
        { "{ L.Log(s_log, Level, \"{Score} {ModelVersion}\", p, modelVersion); }", RowState.Proven, "" },
        { "{ L.LogInformation(s_log, \"{Score} {ModelVersion}\", p, modelVersion); }", RowState.Proven, "" },
        { "{ System.Diagnostics.Debug.WriteLine(p); Console.WriteLine(p + modelVersion); }", RowState.Proven, "" },
        { "{ if (p < -1f) Console.WriteLine(p + modelVersion); }", RowState.Conditional, "only under a condition" },
        {
            "{ if (p < -1f) L.LogInformation(s_log, \"{Score} {ModelVersion}\", p, modelVersion); }", RowState.Conditional,
            "only under a condition"
        },
        { "{ if (p > -1f) return; Console.WriteLine(p + modelVersion); }", RowState.Conditional, "only under a condition" },
        {
            "{ if (s_off) return; Console.WriteLine(p + modelVersion); } public static bool s_off;", RowState.Conditional,
            "only under a condition"
        },
        {
            "{ while (true) { if (p < -1f) Console.WriteLine(p + modelVersion); break; } }", RowState.Conditional, "only under a condition"
        },
        { "{ var text = p < -1f ? modelVersion + p : null; if (text != null) Console.WriteLine(text); }", RowState.Proven, "" },
        {
            "{ if (s_log.IsEnabled(Level)) L.LogInformation(s_log, \"{Score} {ModelVersion}\", p, modelVersion); }", RowState.Proven,
            ""
        },
        {
            "{ if (!s_log.IsEnabled(Level)) { return; } L.LogInformation(s_log, \"{Score} {ModelVersion}\", p, modelVersion); }",
            RowState.Proven, ""
        },
        {
            "{ if (modelVersion == null) throw new ArgumentNullException(nameof(modelVersion)); Console.WriteLine(p + modelVersion); }",
            RowState.Proven, ""
        },
        { "{ if (modelVersion is null) return; Console.WriteLine(p + modelVersion); }", RowState.Proven, "" },
        { "{ ArgumentNullException.ThrowIfNull(modelVersion); Console.WriteLine(p + modelVersion); }", RowState.Proven, "" },
        {
            "{ switch (s_kind) { case 0: Console.WriteLine(p + modelVersion); break; case 1: Console.Error.WriteLine(p + modelVersion); "
                + "break; default: s_kept.Add(p + modelVersion); break; } } private static int s_kind = Environment.ProcessId;",
            RowState.Proven, ""
        },
        { "{ Console.WriteLine(p > 0.5f ? $\"high {p} {modelVersion}\" : $\"{p} {modelVersion}\"); }", RowState.Proven, "" },
        {
            "{ if (p > 0.5f) Console.Error.WriteLine(p + modelVersion); else Console.WriteLine(p + modelVersion); }", RowState.Proven, ""
        },
        {
            "{ foreach (var to in s_to) to.WriteLine(p + modelVersion); } private static System.IO.TextWriter[] s_to = [];",
            RowState.Proven, ""
        },
        {
            "{ foreach (var to in s_to) to.WriteLine(p + modelVersion); } private static List<System.IO.TextWriter> s_to = [];",
            RowState.Proven, ""
        },
        {
            "{ lock (s_kept) { using var to = new System.IO.StringWriter(); to.Write(p); Console.WriteLine(to + modelVersion); } }",
            RowState.Proven, ""
        },
        { "{ s_to?.WriteLine(p + modelVersion); } private static System.IO.TextWriter? s_to;", RowState.Proven, "" },
        {
            "{ s_to ??= new System.IO.StringWriter(); s_to.WriteLine(p + modelVersion); } private static System.IO.TextWriter? s_to;",
            RowState.Proven, ""
        },
        { "{ try { Console.WriteLine(p + modelVersion); } catch (Exception) { } finally { GC.KeepAlive(p); } }", RowState.Proven, "" },
    };

    [Theory]
    [MemberData(nameof(Writing))]
    public void A_log_writes_on_every_way(string body, object expected, string says)
    {
        body = body.Replace("L.", "Microsoft.Extensions.Logging.LoggerExtensions.")
            .Replace("Level,", "Microsoft.Extensions.Logging.LogLevel.Information,")
            .Replace("Level)", "Microsoft.Extensions.Logging.LogLevel.Information)");
        foreach (var optimization in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            using var product = Product(
                $"public static void Keep(float p, string modelVersion) {body}{Logger}", "DecisionLog.Keep(probability, \"fraud-2.3.0\");",
                optimization);

            Assert.True(Equals(product.Row(Row).State, expected), $"{optimization}: {product.Row(Row).State} {product.Row(Row).Reason}");
            Assert.Contains(says, product.Row(Row).Reason);
        }
    }

    [Fact]
    public void A_log_without_a_body_is_not_known_unless_it_is_handed_the_version()
    {
        using var product = Product(
            "[System.Runtime.InteropServices.DllImport(\"log\")] public static extern void Keep(float probability, string by);",
            "DecisionLog.Keep(probability, \"x\");");
        using var passed = Product(
            "[System.Runtime.InteropServices.DllImport(\"log\")] public static extern void Keep(float probability, string by);",
            "DecisionLog.Keep(probability, Scorer.ModelVersion());");

        Assert.Equal(RowState.Failed, product.Row(Row).State);
        Assert.Contains("is not known", product.Row(Row).Reason);
        Assert.Equal(RowState.Proven, passed.Row(Row).State);
    }

    /// <summary>Who logs each prediction and nothing else is told that it is the fallback's value that leaves no trace.</summary>
    [Theory]
    [InlineData("catch (Exception) { return DecisionPolicy.Stops(RulesFallback.Score(transaction)); }", true)]
    [InlineData("catch (Exception) { var rules = RulesFallback.Score(transaction); return DecisionPolicy.Stops(rules); }", true)]
    [InlineData("catch (Exception) { if (amount > 5) return DecisionPolicy.Stops(scorer.Score(transaction)); throw; }", false)]
    public void A_value_of_the_fallback_that_is_not_logged_is_named(string handler, bool isOfFallback)
    {
        using var product = GrowthProduct.Create(serving: code => LaterRowTests.Replaced(
            LaterRowTests.Replaced(
                LaterRowTests.Replaced(
                    code, "return float.IsFinite(probability) ? probability : RulesFallback.Score(transaction);", "return probability;"),
                "            return RulesFallback.Score(transaction);", "            throw;"),
            Call + "\n        return DecisionPolicy.Stops(probability);",
            "__").Replace(
                "var probability = scorer.Score(transaction);\n        __",
                $"try {{ var probability = scorer.Score(transaction); {Call} return DecisionPolicy.Stops(probability); }} {handler}"));

        var row = product.Row(Row);

        Assert.Equal(RowState.Conditional, row.State);
        Assert.Equal(isOfFallback, row.Reason.Contains("answers with what 'Fraud.Serving.RulesFallback' gives"));
        Assert.Equal(isOfFallback, row.Reason.Contains("with the prediction only"));
        Assert.Equal(!isOfFallback, row.Reason.Contains("only on some ways"));
    }

    [Fact]
    public void Facts_of_an_older_format_say_so()
    {
        var text = FactsFile.Write(CompiledFacts.Of(SampleCode.Training));

        Assert.Contains("come from another version", FactsFile.Read(Regex.Replace(text, @"^mlguard-facts\t\d+", "mlguard-facts\t1")).Fault);
    }

    private static TestProduct Product(string keep, string call, OptimizationLevel optimization = OptimizationLevel.Release) =>
        GrowthProduct.Create(optimization: optimization, tests: _ => "public class Nothing;",
            serving: code => LaterRowTests.Replaced(LaterRowTests.Replaced(code, Keep, keep), Call, call)
            .Replace(
                "private float Predict(", "public static string ModelVersion() => Environment.MachineName;\n\n    private float Predict("));
}
