using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Serving;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>What the gate proves of serving from compiled code: entry points, the fallback, the hook, who may ask.</summary>
public sealed class ServingTests
{
    private const string Row = "architecture/technical/fallback/symbol";

    private const string Try = """
            public float Score(Fraud.Data.Transaction transaction)
            {
                try
                {
                    var probability = Predict(transaction);
                    return float.IsFinite(probability) ? probability : RulesFallback.Score(transaction);
                }
                catch (Exception)
                {
                    return RulesFallback.Score(transaction);
                }
            }
        """;

    /// <summary>Ways to score that answer when the model fails, each in the place of the example's.</summary>
    public static TheoryData<string> Shielded =>
    [
        """
        public float Score(Fraud.Data.Transaction t) { try { return Predict(t); } catch { } return RulesFallback.Score(t); }
        """,
        """
        public float Score(Fraud.Data.Transaction t) { try { return Again(() => Predict(t)); } catch (Exception) {
            return RulesFallback.Score(t); } } private static float Again(Func<float> work) => work();
        """,
        """
        public float Score(Fraud.Data.Transaction t) => ScoreAsync(t).GetAwaiter().GetResult(); private async Task<float>
            ScoreAsync(Fraud.Data.Transaction t) { try { await Task.Yield(); return Predict(t); } catch (Exception) { await Task.Yield();
                return RulesFallback.Score(t); } }
        """,
        """
        public float Score(Fraud.Data.Transaction t) { try { return Inner(); } catch (Exception) { return Answer(); } float Inner() =>
            Predict(t); float Answer() => RulesFallback.Score(t); }
        """,
    ];

    /// <summary>Ways to score that look as if they did.</summary>
    public static TheoryData<string> Naked =>
    [
        """
        public float Score(Fraud.Data.Transaction t) { float score; try { score = Predict(t); } catch (InvalidOperationException e)
            when (e.Message.Length > 0) { Console.WriteLine(e); score = RulesFallback.Score(t); } return score; }
        """,
        """
        public float Score(Fraud.Data.Transaction t) => Predict(t);
        """,
        """
        public float Score(Fraud.Data.Transaction t) => t.Amount < 0 ? RulesFallback.Score(t) : Predict(t);
        """,
        """
        public float Score(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception e) { Console.WriteLine(e); throw; } }
        """,
        """
        public float Score(Fraud.Data.Transaction t) { try { return Predict(t); } finally { RulesFallback.Score(t); } }
        """,
        """
        public float Score(Fraud.Data.Transaction t) { try { Console.WriteLine(t); } catch (Exception) { return RulesFallback.Score(t); }
            return Predict(t); }
        """,
        """
        public float Score(Fraud.Data.Transaction t) { float score; try { score = Predict(t); } catch (Exception) { return -1; }
            return score > 2 ? RulesFallback.Score(t) : score; }
        """,
        """
        public float Score(Fraud.Data.Transaction t) { try { return Predict(t); } catch (Exception) { return new Other().Score(t); } }
            private sealed class Other { public float Score(Fraud.Data.Transaction t) => 1; }
        """,
    ];

    [Theory]
    [MemberData(nameof(Shielded))]
    public void The_fallback_answers_in_every_shape_of_a_handler(string score)
    {
        using var product = GrowthProduct.Create(serving: code => LaterRowTests.Replaced(code, Try, score));

        Assert.True(product.Row(Row) is { State: RowState.Proven }, product.Row(Row).Reason);
    }

    [Theory]
    [MemberData(nameof(Naked))]
    public void A_fallback_that_nobody_calls_when_it_matters_is_none(string score)
    {
        using var product = GrowthProduct.Create(serving: code => LaterRowTests.Replaced(code, Try, score));

        Assert.True(product.Row(Row) is { State: RowState.Failed }, product.Row(Row).Reason);
        Assert.Contains("POST /v2/score", product.Row(Row).Reason);
    }

    /// <summary>A catch that takes some failures is seen, and so is that it lets the others pass.</summary>
    [Theory]
    [InlineData("catch (InvalidOperationException) { return RulesFallback.Score(transaction); }", "a catch of InvalidOperationException")]
    [InlineData("catch (Exception e) when (e.Message != \"\") { return RulesFallback.Score(transaction); }", "a catch with a filter")]
    [InlineData("catch (InvalidOperationException) { return Other(transaction); }", "a catch of InvalidOperationException leads")]
    [InlineData("catch (InvalidOperationException) { throw; }", "nothing catches and calls it")]
    [InlineData("catch (InvalidOperationException) { Console.WriteLine(1); throw; }", "nothing catches and calls it")]
    [InlineData("finally { RulesFallback.Score(transaction); }", "nothing catches and calls it")]
    [InlineData(
        "catch (TimeoutException) { throw; } catch (Exception) { return RulesFallback.Score(transaction); }",
        "a catch of TimeoutException stands before the one that leads to it, and ends without it")]
    public void What_a_catch_lets_pass_is_said(string handler, string says)
    {
        using var product = GrowthProduct.Create(serving: code => LaterRowTests.Replaced(code, Try, $$"""
            private static float Other(Fraud.Data.Transaction transaction) => RulesFallback.Score(transaction);

            public float Score(Fraud.Data.Transaction transaction)
            {
                try { return Predict(transaction); }
                {{handler}}
            }
            """));

        var row = product.Row(Row);

        Assert.True(row is { State: RowState.Failed } && row.Reason.Contains(says), $"{row.State}: {row.Reason}");
    }

    /// <summary>A test that can reach the fallback need not have come there; coverage knows.</summary>
    [Theory]
    [InlineData("hits=\"0\"", RowState.Failed, "coverage shows that none of its lines ran")]
    [InlineData("hits=\"3\"", RowState.Proven, "can reach it and passed, and its lines ran")]
    public void A_fallback_whose_lines_no_test_ran_was_seen_by_none(string hits, object expected, string says)
    {
        using var product = GrowthProduct.Create();
        const string Coverage = "artifacts/coverage.cobertura.xml";
        product.Write(Coverage, System.Text.RegularExpressions.Regex.Replace(
            File.ReadAllText(Path.Combine(product.Root, Coverage)), "(name=\"Fraud.Serving.RulesFallback\".*?)hits=\"3\"", $"$1{hits}"));

        var row = product.Sealed().Row(Row, ci: true);

        Assert.True(expected.Equals(row.State), $"{row.State}: {row.Reason}");
        Assert.Contains(says, row.Reason);
    }

    /// <summary>What keeps the contract, holds another that keeps it, and answers when that fails, is who is called.</summary>
    [Theory]
    [InlineData(
        "Scorer inner", ": IScorer", "try { return inner.Score(t); } catch (Exception) { return RulesFallback.Score(t); }",
        RowState.Proven)]
    [InlineData(
        "IScorer inner", ": IScorer", "try { return inner.Score(t); } catch (Exception) { return RulesFallback.Score(t); }",
        RowState.Proven)]
    [InlineData("Scorer inner", ": IScorer", "return inner.Score(t);", RowState.Failed)]
    [InlineData("Scorer inner", ": IScorer", "return RulesFallback.Score(t);", RowState.Failed)]
    [InlineData(
        "Scorer inner", "", "try { return inner.Score(t); } catch (Exception) { return RulesFallback.Score(t); }", RowState.Failed)]
    public void A_decorator_may_hold_the_class_itself(string inner, string contract, string body, object expected)
    {
        using var product = GrowthProduct.Create(
            serving: code => LaterRowTests.Replaced(
                code, Try, "public float Score(Fraud.Data.Transaction transaction) => Predict(transaction);") + $$"""

                public sealed class SafeScorer({{inner}}){{contract}}
                {
                    public float Score(Fraud.Data.Transaction t) { {{body}} }
                }
                """,
            tests: code => LaterRowTests.Replaced(
                code, "new Fraud.Serving.Scorer(null!)", "new Fraud.Serving.SafeScorer(new Fraud.Serving.Scorer(null!))"));

        var row = product.Row(Row);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    /// <summary>Model and fallback keep one contract: whoever holds both by it lets the second answer for the first.</summary>
    [Theory]
    [InlineData("try { return inner.Score(t); } catch (Exception) { return other.Score(t); }", RowState.Proven)]
    [InlineData(
        "float p; try { p = inner.Score(t); } catch (Exception e) { Console.WriteLine(e); p = other.Score(t); } return p;",
        RowState.Proven)]
    [InlineData("try { return inner.Score(t); } catch (Exception) { other.Score(t); throw; }", RowState.Failed)]
    [InlineData("float p; try { p = inner.Score(t); } catch (Exception) { other.Score(t); p = 0.2f; } return p;", RowState.Conditional)]
    [InlineData("if (t is null) return other.Score(t!); return inner.Score(t);", RowState.Failed)]
    [InlineData("return inner.Score(t);", RowState.Failed)]
    [InlineData("try { return inner.Score(t); } catch (Exception) { return inner.Score(t); }", RowState.Failed)]
    [InlineData("try { return inner.Score(t); } catch (Exception) { Console.WriteLine(t); return inner.Score(t); }", RowState.Failed)]
    [InlineData(
        "try { return inner.Score(t); } catch (Exception) { try { return inner.Score(t); } catch (Exception) { return other.Score(t); } }",
        RowState.Proven)]
    [InlineData("try { return inner.Score(t); } catch (Exception) { return 0.2f; }", RowState.Failed)]
    public void A_decorator_may_hold_both_by_their_contract(string body, object expected)
    {
        using var product = GrowthProduct.Create(
            text => LaterRowTests.Replaced(text, "Fraud.Serving.RulesFallback", "Fraud.Serving.RulesScorer"),
            serving: code => LaterRowTests.Replaced(
                code, Try, "public float Score(Fraud.Data.Transaction transaction) => Predict(transaction);") + $$"""

                public sealed class RulesScorer : IScorer
                {
                    public float Score(Fraud.Data.Transaction transaction) => RulesFallback.Score(transaction);
                }

                public sealed class SafeScorer(IScorer inner, IScorer other) : IScorer
                {
                    public float Score(Fraud.Data.Transaction t) { {{body}} }
                }
                """,
            tests: code => LaterRowTests.Replaced(
                code, "new Fraud.Serving.Scorer(null!)",
                "new Fraud.Serving.SafeScorer(new Fraud.Serving.Scorer(null!), new Fraud.Serving.RulesScorer())"));

        var row = product.Row(Row);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    /// <summary>Who is asked again may stand in a property, and in a parameter of an asynchronous method.</summary>
    [Theory]
    [InlineData("Model", "Model", RowState.Failed)]
    [InlineData("Model", "Rules", RowState.Proven)]
    [InlineData("model", "model", RowState.Failed)]
    [InlineData("model", "rules", RowState.Proven)]
    public void Who_asks_the_same_object_again_has_no_fallback(string first, string second, object expected)
    {
        using var product = GrowthProduct.Create(
            text => LaterRowTests.Replaced(text, "Fraud.Serving.RulesFallback", "Fraud.Serving.RulesScorer"),
            serving: code => LaterRowTests.Replaced(
                LaterRowTests.Replaced(
                    code, Try, "public float Score(Fraud.Data.Transaction transaction) => Predict(transaction);"),
                "scorer.Score(transaction);",
                "new Desk(scorer, new RulesScorer()).Ask(transaction, scorer, new RulesScorer()).Result;") + $$"""

                public sealed class RulesScorer : IScorer
                {
                    public float Score(Fraud.Data.Transaction transaction) => RulesFallback.Score(transaction);
                }

                public sealed class Desk(IScorer one, IScorer other)
                {
                    private IScorer Model { get; } = one;

                    private IScorer Rules { get; } = other;

                    public async Task<float> Ask(Fraud.Data.Transaction t, IScorer model, IScorer rules)
                    {
                        await Task.Yield();
                        float p;
                        try { p = {{first}}.Score(t); }
                        catch (Exception) { await Task.Yield(); p = {{second}}.Score(t); }
                        return p;
                    }
                }
                """,
            tests: code => LaterRowTests.Replaced(
                code, "new Fraud.Serving.Scorer(null!).Score(new Fraud.Data.Transaction {\n        AmountToUsual = 5 })",
                "new Fraud.Serving.Desk(new Fraud.Serving.Scorer(null!), new Fraud.Serving.RulesScorer())"
                    + ".Ask(new Fraud.Data.Transaction { AmountToUsual = 5 }, null!, null!).Result"));

        var row = product.Row(Row);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    /// <summary>Of what the prediction takes, the fallback may take the parts.</summary>
    [Theory]
    [InlineData("transaction.Amount, transaction.AmountToUsual", "float amount, float usual", RowState.Proven)]
    [InlineData("\"a\", transaction.AmountToUsual", "string text, float usual", RowState.Failed)]
    public void A_fallback_may_take_the_parts_of_what_the_prediction_takes(string passed, string parameters, object expected)
    {
        using var product = GrowthProduct.Create(
            text => LaterRowTests.Replaced(text, "Fraud.Serving.RulesFallback", "Fraud.Serving.Rules.Of"),
            serving: code => LaterRowTests.Replaced(code, Try, $$"""
                public float Score(Fraud.Data.Transaction transaction)
                {
                    try { return Predict(transaction); }
                    catch (Exception) { return Rules.Of({{passed}}); }
                }
                """) + $$"""

                public static class Rules { public static float Of({{parameters}}) => usual > 4 ? 1 : 0; }
                """);

        var row = product.Row(Row);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    /// <summary>What stands in where the entry point asks may take what that takes, and give what the prediction gives.</summary>
    [Theory]
    [InlineData("float amount, float usual", "float", RowState.Proven)]
    [InlineData("float amount, float usual", "string", RowState.Failed)]
    [InlineData("float usual", "float", RowState.Proven)]
    [InlineData("string text, string more", "float", RowState.Failed)]
    [InlineData("Guid id", "float", RowState.Failed)]
    public void A_fallback_may_take_what_the_entry_point_takes(string parameters, string result, object expected)
    {
        var asked = parameters switch
        {
            "Guid id" => "Guid.Empty", "float usual" => "usual", "string text, string more" => "\"a\", \"b\"", _ => "amount, usual",
        };
        using var product = GrowthProduct.Create(
            text => LaterRowTests.Replaced(text, "Fraud.Serving.RulesFallback", "Fraud.Serving.Desk.Rules"),
            serving: code => LaterRowTests.Replaced(
                LaterRowTests.Replaced(
                    code, Try, "public float Score(Fraud.Data.Transaction transaction) => Predict(transaction);"),
                "scorer.Score(transaction);", "Desk.Ask(amount, usual, scorer);") + $$"""

                public static class Desk
                {
                    public static float Ask(float amount, float usual, IScorer scorer)
                    {
                        try { return scorer.Score(Fraud.Data.ServingFeed.Read(amount, usual)); }
                        catch (Exception) { return Convert.ToSingle(Rules({{asked}})); }
                    }

                    public static {{result}} Rules({{parameters}}) =>
                        ({{result}})Convert.ChangeType(Environment.TickCount > 4 ? 1f : 0f, typeof({{result}}));
                }
                """,
            tests: code => LaterRowTests.Replaced(
                code, "new Fraud.Serving.Scorer(null!).Score(new Fraud.Data.Transaction {\n        AmountToUsual = 5 })",
                "Fraud.Serving.Desk.Ask(5, 1, new Fraud.Serving.Scorer(null!))"));

        var row = product.Row(Row);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    /// <summary>A decorator of which only tests make an object answers nobody, however a container would come to make one.</summary>
    [Theory]
    [InlineData("Add<IScorer, SafeScorer>()", RowState.Proven)]
    [InlineData("Add(typeof(SafeScorer))", RowState.Proven)]
    [InlineData("Add<IScorer>(() => new SafeScorer(null!))", RowState.Proven)]
    [InlineData("Add<IScorer>(() => Make<SafeScorer>(null!))", RowState.Proven)]
    [InlineData("Add<Holder<SafeScorer>>(null!)", RowState.Proven)]
    [InlineData("Scan(typeof(Registrations).Assembly)", RowState.Proven)]
    [InlineData("Add(Type.GetType(\"Fraud.Serving.SafeScorer\")!)", RowState.Proven)]
    [InlineData("Add<IScorer, Scorer>()", RowState.Failed)]
    [InlineData("Add<IScorer>(() => new Scorer(null!))", RowState.Failed)]
    public void A_decorator_that_nobody_makes_answers_nobody(string registration, object expected)
    {
        using var product = GrowthProduct.Create(
            serving: code => LaterRowTests.Replaced(
                code, Try, "public float Score(Fraud.Data.Transaction transaction) => Predict(transaction);") + $$"""

                public sealed class SafeScorer(IScorer inner) : IScorer
                {
                    public float Score(Fraud.Data.Transaction t)
                    {
                        try { return inner.Score(t); } catch (Exception) { return RulesFallback.Score(t); }
                    }
                }

                public sealed class Holder<T>(T held) { public T Held => held; }

                public static class Registrations
                {
                    public static void All()
                    {
                        Add<IScorer, Scorer>();
                        {{registration}};
                    }

                    private static void Add<TService, T>() where T : TService => Console.WriteLine(typeof(T));
                    private static void Add<T>(Func<T> make) => Console.WriteLine(make());
                    private static void Add(Type type) => Console.WriteLine(type);
                    private static void Scan(System.Reflection.Assembly assembly) => Console.WriteLine(assembly);
                    private static T Make<T>(object given) => (T)given;
                }
                """,
            tests: code => LaterRowTests.Replaced(
                code, "new Fraud.Serving.Scorer(null!)", "new Fraud.Serving.SafeScorer(new Fraud.Serving.Scorer(null!))"));

        var row = product.Row(Row);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    /// <summary>A generic type names itself wherever it reads a field of its own, and makes no object by that.</summary>
    [Theory]
    [InlineData("Add<SafeScorer<Scorer>>()", RowState.Proven)]
    [InlineData("Add(typeof(SafeScorer<>))", RowState.Proven)]
    [InlineData("Add<Scorer>()", RowState.Failed)]
    public void A_generic_decorator_that_nobody_makes_answers_nobody(string registration, object expected)
    {
        using var product = GrowthProduct.Create(
            serving: code => LaterRowTests.Replaced(
                code, Try, "public float Score(Fraud.Data.Transaction transaction) => Predict(transaction);") + $$"""

                public sealed class SafeScorer<T>(T inner, List<SafeScorer<T>> others) : IScorer where T : IScorer
                {
                    public float Score(Fraud.Data.Transaction t)
                    {
                        try { return others.Count > 0 ? others[0].Score(t) : inner.Score(t); }
                        catch (Exception e) { Console.WriteLine(typeof(SafeScorer<T>).Name + e); return RulesFallback.Score(t); }
                    }
                }

                public static class Registrations
                {
                    public static void All() { Add<Scorer>(); {{registration}}; }
                    private static void Add<T>() => Console.WriteLine(typeof(T));
                    private static void Add(Type type) => Console.WriteLine(type);
                }
                """,
            tests: code => LaterRowTests.Replaced(
                code, "new Fraud.Serving.Scorer(null!)",
                "new Fraud.Serving.SafeScorer<Fraud.Serving.Scorer>(new Fraud.Serving.Scorer(null!), [])"));

        var row = product.Row(Row);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    /// <summary>Over HTTP no reading of code follows what answers; that the fallback's lines ran shows it.</summary>
    [Theory]
    [InlineData("hits=\"3\"", "Assert.Contains(\"1\", answer.Content.ReadAsStringAsync().Result);", RowState.Proven, "sends a request to POST /v2/score, and coverage")]
    [InlineData("hits=\"0\"", "Assert.Contains(\"1\", answer.Content.ReadAsStringAsync().Result);", RowState.Failed, "none of the fallback's lines ran")]
    [InlineData("hits=\"3\"", "Assert.Equal(200, (int)answer.StatusCode);", RowState.Declared, "no more of the answer than its status")]
    [InlineData("hits=\"3\"", "answer.Content.ReadAsStringAsync().Wait();", RowState.Failed, "no test of 'Fraud.Tests.FallbackTests' reaches")]
    [InlineData(
        "hits=\"3\"",
        "Assert.Contains(\"1\", answer.Content.ReadAsStringAsync().Result); } } public class RulesTests { [Fact] public void Rules() { "
            + "Assert.Equal(1, Fraud.Serving.RulesFallback.Score(new Fraud.Data.Transaction { AmountToUsual = 5 }));",
        RowState.Declared, "may have run in RulesTests.Rules alone")]
    [InlineData("", "Assert.Contains(\"1\", answer.Content.ReadAsStringAsync().Result);", RowState.Declared, "no coverage shows that the fallback ran")]
    public void A_fallback_may_be_tested_over_the_wire(string hits, string asserts, object expected, string says)
    {
        using var product = GrowthProduct.Create(tests: code => LaterRowTests.Replaced(
            code,
            "public void The_rules_answer() => Assert.Equal(1, new Fraud.Serving.Scorer(null!).Score(new Fraud.Data.Transaction {\n        AmountToUsual = 5 }));",
            "public void The_rules_answer() { var answer = new System.Net.Http.HttpClient().PostAsync(\"/v2/score\", null).Result; "
                + asserts + " }"));
        const string Coverage = "artifacts/coverage.cobertura.xml";
        if (hits.Length > 0)
            product.Write(Coverage, System.Text.RegularExpressions.Regex.Replace(
                File.ReadAllText(Path.Combine(product.Root, Coverage)), "(name=\"Fraud.Serving.RulesFallback\".*?)hits=\"3\"",
                $"$1{hits}"));
        else
            File.Delete(product.PathOf(Coverage));

        var row = product.Sealed().Row(Row, ci: true);

        Assert.True(expected.Equals(row.State), $"{row.State}: {row.Reason}");
        Assert.Contains(says, row.Reason);
    }

    [Fact]
    public void Every_way_in_needs_its_fallback_and_the_bare_one_is_named()
    {
        using var product = GrowthProduct.Create(serving: code => LaterRowTests.Replaced(
            code,
                "    public static bool Answer(",
                "    public static void More(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app, "
                    + "PredictionEngine<Fraud.Data.Transaction, Output> engine) =>\n"
            + "                Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapPost(app, \"/raw\", (float amount) => "
                + "engine.Predict(Fraud.Data.ServingFeed.Read(amount, 1)).Probability);\n\n    public static bool Answer("));

        Assert.StartsWith(
            "'Fraud.Serving.RulesFallback' does not answer when POST /raw fails: on POST /raw nothing catches", product.Row(Row).Reason);
        Assert.Contains("POST /raw answers everybody", product.Row("serving/security").Reason);
        Assert.Contains("POST /raw predicts and never reaches", product.Row("serving/log").Reason);
    }

    [Theory]
    [InlineData("public static float Score(Fraud.Data.Transaction transaction) => 0;", "has an empty body")]
    [InlineData(
        "public static float Score(Fraud.Data.Transaction transaction) => throw new NotImplementedException();",
        "has an empty body or only throws")]
    [InlineData("[Obsolete] public static float Score(Fraud.Data.Transaction transaction) => transaction.Amount;", "")]
    public void A_fallback_that_does_nothing_is_none(string body, string reason)
    {
        using var product = GrowthProduct.Create(serving: code => "#pragma warning disable CS0612\n"
            + LaterRowTests.Replaced(
                code, "public static float Score(Fraud.Data.Transaction transaction) => transaction.AmountToUsual > 4 ? 1 : 0;", body));

        Assert.Contains(reason, product.Row(Row).Reason);
        Assert.Equal(reason.Length > 0, product.Row(Row).State == RowState.Failed);
    }

    [Theory]
    [InlineData("RequireAuthorization(group)", "AllowAnonymous(group)", RowState.Failed)]
    [InlineData(
        "Microsoft.AspNetCore.Builder.AuthorizationEndpointConventionBuilderExtensions.RequireAuthorization(group);", "", RowState.Failed)]
    [InlineData(
        "Microsoft.AspNetCore.Builder.AuthorizationEndpointConventionBuilderExtensions.RequireAuthorization(group);",
        "Console.WriteLine(group);", RowState.Failed)]
    public void Who_may_ask_is_read_off_the_route_group(string from, string to, object expected)
    {
        using var product = GrowthProduct.Create(serving: code => LaterRowTests.Replaced(code, from, to));

        Assert.Equal(expected, product.Row("serving/security").State);
    }

    /// <summary>How the group is guarded, what the program's policies are, and how the row is known then.</summary>
    public static TheoryData<string, string, object> Guards => new()
    {
        { "policy => policy.RequireAuthenticatedUser().RequireAssertion(_ => true)", "", RowState.Proven },
        { "policy => policy.RequireAssertion(_ => true).RequireClaim(\"scope\")", "", RowState.Proven },
        { "policy => policy.AddAuthenticationSchemes(\"Bearer\").RequireAssertion(_ => true)", "", RowState.Proven },
        { "policy => Own.Demand(policy.RequireAssertion(_ => true))", "", RowState.Proven },
        { "\"api\"", "options.AddPolicy(\"api\", policy => policy.RequireClaim(\"scope\"));", RowState.Proven },
        { "\"api\"", "options.AddPolicy(\"adult\", policy => policy.RequireAssertion(_ => true));", RowState.Proven },
        { "new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder(\"Bearer\").RequireAssertion(_ => true).Build()", "",
            RowState.Proven },
        { "", "options.DefaultPolicy = new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser()"
            + ".RequireAssertion(_ => true).Build();", RowState.Proven },
        { "", "options.AddPolicy(\"adult\", policy => policy.RequireAssertion(_ => true));", RowState.Proven },
        { "policy => policy.RequireAssertion(_ => true)", "", RowState.Declared },
        { "Own.Configure", "", RowState.Declared },
        { "new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAssertion(_ => true).Build()", "",
            RowState.Declared },
        { "\"api\"", "options.AddPolicy(\"api\", policy => policy.RequireAssertion(_ => true));", RowState.Declared },
        { "", "options.DefaultPolicy = new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAssertion(_ => true)"
            + ".Build();", RowState.Declared },
        { "-", "options.FallbackPolicy = new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAssertion(_ => true)"
            + ".Build();", RowState.Declared },
        { "-", "options.FallbackPolicy = new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser()"
            + ".Build();", RowState.Proven },
        { "-", "", RowState.Failed },
    };

    /// <summary>An assertion is code that need not look at the user, so it asks nobody by itself.</summary>
    [Theory]
    [MemberData(nameof(Guards))]
    public void A_policy_of_assertions_alone_is_not_proven_to_ask(string guard, string policies, object expected)
    {
        const string Group = "Microsoft.AspNetCore.Builder.AuthorizationEndpointConventionBuilderExtensions.RequireAuthorization(group);";
        var guarded = guard == "-" ? "" : Group.Replace("(group)", guard.Length == 0 ? "(group)" : $"(group, {guard})");
        using var product = GrowthProduct.Create(serving: code => LaterRowTests.Replaced(
            LaterRowTests.Replaced(code, Group, guarded),
            "public static class Endpoints",
            $$"""
            public static class Own
            {
                public static void Give(Microsoft.AspNetCore.Authorization.AuthorizationOptions options) { {{policies}} }
                public static void Configure(Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder policy) =>
                    policy.RequireAssertion(_ => true);
                public static void Demand(Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder policy) =>
                    policy.RequireAuthenticatedUser();
            }
            public static class Endpoints
            """));

        var row = product.Row("serving/security");

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    [Fact]
    public void Endpoints_are_found_in_groups_chains_and_controllers()
    {
        const string Code = """
            // top level
            using Microsoft.AspNetCore.Authorization;
            using Microsoft.AspNetCore.Builder;
            using Microsoft.AspNetCore.Mvc;

            var app = WebApplication.Create();
            app.MapGet("/health", () => "ok");
            var api = app.MapGroup("/api").RequireAuthorization();
            var inner = api.MapGroup("v1/");
            inner.MapPost("score/{id}", (int id) => Answers.Score(id));
            api.MapGet("open", Answers.Open).AllowAnonymous();
            app.MapPost("/single", async (int id) => { await Task.Yield(); return Answers.Score(id); }).RequireAuthorization();
            app.Run();

            static class Answers
            {
                public static int Score(int id) => id * 2;
                public static string Open() => "open" + Environment.NewLine;
            }

            [Route("api/[controller]")]
            public class ScoresController : ControllerBase
            {
                [HttpPost("{id}")] [Authorize] public int Post(int id) => id * 2;
                [NonAction] public int Helper(int id) => id * 3;
                public int Any(int id) => id * 4;
            }
            """;
        var stub = CompiledFacts.Of(GrowthCode.AspNetStub, "Microsoft.AspNetCore.Routing", isTest: false, []);
        foreach (var optimization in new[]
        {
            Microsoft.CodeAnalysis.OptimizationLevel.Debug,
            Microsoft.CodeAnalysis.OptimizationLevel.Release,
        })
        {
            var facts = new ProductFacts(
                [CompiledFacts.Of(Code, "Web", isTest: false, [(GrowthCode.AspNetStub, stub)], optimization).Facts], []);

            var entries = EntryPoints.Of(facts, []).ToDictionary(entry => entry.Name, entry => entry.IsAuthorized);

            Assert.Equal(
                new Dictionary<string, bool?>
                {
                    ["GET /health"] = null,
                    ["POST /api/v1/score/{id}"] = null, ["GET /api/open"] = false, ["POST /single"] = true,
                    ["POST /api/Scores/{id}"] = true, ["ANY /api/Scores"] = null,
                }.OrderBy(pair => pair.Key).Select(pair => pair.Key),
                entries.Keys.Order());
            Assert.Equal((false, true, true), (entries["GET /api/open"], entries["POST /single"], entries["POST /api/Scores/{id}"]));
            Assert.Contains(facts.Graph.Reach([
                facts.Graph.Methods.Single(method => method.Fact.Name == "POST /single"),
            ]), method => method.Fact.Name == "Score");
        }
    }

    /// <summary>
    /// A controller is reached by the route of the nearest class that has one, and guarded by what any of its classes says.
    /// </summary>
    [Theory]
    [InlineData("", "[Route(\"/api/[controller]\")] [Authorize]", "", "POST /api/Task/check", true)]
    [InlineData("", "", "[Route(\"api/[controller]\")] [Authorize]", "POST /api/Task/check", true)]
    [InlineData("[Route(\"own\")]", "[Route(\"api/[controller]\")] [Authorize]", "", "POST /own/check", true)]
    [InlineData("", "[Route(\"near\")]", "[Route(\"far\")]", "POST /near/check", null)]
    [InlineData("[Route(\"own\")] [AllowAnonymous]", "[Authorize]", "", "POST /own/check", false)]
    [InlineData("[Route(\"own\")]", "", "", "POST /own/check", null)]
    public void A_controller_has_the_route_of_its_base_class(string own, string near, string far, string expected, bool? isAuthorized)
    {
        var stub = CompiledFacts.Of(GrowthCode.AspNetStub, "Microsoft.AspNetCore.Routing", isTest: false, []);
        var facts = new ProductFacts(
            [
                CompiledFacts.Of(
                    $$"""
                    namespace Shop;
                    using Microsoft.AspNetCore.Authorization;
                    using Microsoft.AspNetCore.Mvc;
                    [Route("none")] public interface INamed { }
                    {{far}} public abstract class Far : ControllerBase { }
                    {{near}} public abstract class Near : Far { }
                    {{own}} public class TaskController : Near, INamed { [HttpPost("check")] public int Check(int id) => id * 2; }
                    """, "Web", isTest: false, [(GrowthCode.AspNetStub, stub)]).Facts,
            ], []);

        var entry = Assert.Single(EntryPoints.Of(facts, []));

        Assert.Equal((expected, isAuthorized), (entry.Name, entry.IsAuthorized));
    }

    [Fact]
    public void Messages_and_hosted_work_are_ways_in_also_through_a_base_class_of_ones_own()
    {
        const string Stub = """
            namespace Microsoft.Extensions.Hosting { public abstract class BackgroundService {
                protected abstract Task ExecuteAsync(System.Threading.CancellationToken token); } }
            namespace MassTransit { public interface IConsumer<T> { Task Consume(T context); } }
            """;
        const string Code = """
            public abstract class Worker : Microsoft.Extensions.Hosting.BackgroundService { }
            public sealed class Scoring : Worker { protected override async Task ExecuteAsync(System.Threading.CancellationToken token) {
                await Task.Delay(1, token); Console.WriteLine(); } public void Other() { } }
            public sealed class Paid : MassTransit.IConsumer<int> { public Task Consume(int context) => Task.Delay(context); }
            """;
        var stub = CompiledFacts.Of(Stub, "Microsoft.Extensions.Hosting.Abstractions", isTest: false, []);
        var facts = new ProductFacts([CompiledFacts.Of(Code, "Work", isTest: false, [(Stub, stub)]).Facts], []);

        Assert.Equal(["Paid.Consume", "Scoring.ExecuteAsync"], EntryPoints.Of(facts, []).Select(entry => entry.Name).Order());
    }

    [Fact]
    public void Constants_stand_with_the_call_that_they_are_passed_to()
    {
        var facts = CompiledFacts.Of("""
            public static class Pipeline
            {
                private const int Seed = 7;
                public static void A() => new MLContext(Seed).Transforms.Concatenate("Features", "Amount", nameof(Seed));
                public static void B(int seed) => new MLContext(seed);
                public static void C() => new MLContext();
                public static void D(MLContext ml) => ml.Model.Load(System.IO.Path.Combine("x", "models/fraud.zip"), out _);
            }
            """);

        Assert.Equal(["7"], Of("A", "Microsoft.ML.MLContext::.ctor"));
        Assert.Equal(["Features", "2", "0", "Amount", "1", "Seed"], Of("A", "Microsoft.ML.TransformExtensionsCatalog::Concatenate"));
        Assert.Equal([ConstantCall.Unknown], Of("B", "Microsoft.ML.MLContext::.ctor"));
        Assert.Empty(Of("C", "Microsoft.ML.MLContext::.ctor"));
        Assert.Equal(["models/fraud.zip"], Of("D", ""));

        ImmutableArray<string> Of(string method, string callee) =>
            facts.Methods.Single(fact => fact.Name == method).Constants.Select(ConstantCall.Parse).Single(
                call => call.Callee == callee).Values;
    }

    [Fact]
    public void Tests_carry_the_tests_of_the_score_that_they_claim()
    {
        var facts = CompiledFacts.Of("""
            [Trait("mltest", "data-7")]
            public class Tests { [Fact] [Trait("mltest", "infra-3")] [Trait("Category", "slow")] public void A() { } }
            """);

        Assert.Equal(["mltest=infra-3"], facts.Methods.Single(method => method.Name == "A").Marks);
        Assert.Equal(["mltest=data-7"], facts.Types.Single().Marks);
    }

    [Fact]
    public void Columns_are_called_as_a_data_view_calls_them() =>
        Assert.Equal(
            ["Amount", "Label", "Raw"],
            CompiledFacts.Of("""
                public class Row
                {
                    public float Amount { get; set; }
                    [Microsoft.ML.Data.ColumnName("Label")] public bool IsFraud { get; set; }
                    [Microsoft.ML.Data.NoColumn] public string? Note { get; set; }
                    public static int Count { get; set; }
                    internal int Hidden { get; set; }
                    public float Raw;
                }
                """).Types.Single().Columns);

    [Fact]
    public void Facts_survive_being_written()
    {
        var facts = CompiledFacts.Of(GrowthCode.Training);

        Assert.Equal(FactsFile.Write(facts), FactsFile.Write(FactsFile.Read(FactsFile.Write(facts))));
    }

    [Theory]
    [InlineData("private readonly MLContext _ml = new(seed: 20260615);", RowState.Proven)]
    [InlineData("private readonly MLContext _ml = new(seed: 7);", RowState.Failed)]
    [InlineData("private static readonly MLContext _ml = new();", RowState.Failed)]
    public void A_context_that_the_trainer_is_made_with_is_compared(string field, object expected)
    {
        using var product = GrowthProduct.Create(training: code => LaterRowTests.Replaced(
            LaterRowTests.Replaced(code, "var ml = new MLContext(seed: 20260615);", "var ml = new TrainPipelineContext().Ml;"),
            "public static async Task<double> RunAsync(", $$"""
            public sealed class TrainPipelineContext { {{field}} public MLContext Ml => _ml; }
                    public static async Task<double> RunAsync(
            """.TrimStart()));

        Assert.Equal(expected, product.Row("training/seed").State);
    }

    /// <summary>Who calls a delegate that is kept in a field cannot be read; nobody is asked for the parameters of a constructor.</summary>
    [Theory]
    [InlineData("new Scorer(Scorer.Open(\"m.zip\"))", "'new Scorer' predicts, or makes a delegate that does")]
    [InlineData("scorer", "no test of")]
    public void A_prediction_in_a_delegate_that_a_constructor_makes_is_named(string scorer, string says)
    {
        using var product = GrowthProduct.Create(
            serving: code => LaterRowTests.Replaced(
                LaterRowTests.Replaced(
                    LaterRowTests.Replaced(code, Adversary.LooksRightTests.Try, """
                        public float Score(Fraud.Data.Transaction t) => _ask(t);
                        private readonly Func<Fraud.Data.Transaction, float> _ask = one => Open("m.zip").Predict(one).Probability;
                        """),
                    "Answer(amount, usual, scorer));", $"Answer(amount, usual, {scorer}));"),
                "private float Predict(Fraud.Data.Transaction transaction) => engine.Predict(transaction).Probability;", ""));

        Assert.Contains(says, product.Row("architecture/technical/fallback/symbol").Reason);
    }
}
