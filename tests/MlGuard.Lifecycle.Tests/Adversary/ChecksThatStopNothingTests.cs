using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests.Adversary;

/// <summary>A check of incoming data has to stop the training when it finds something.</summary>
public sealed class ChecksThatStopNothingTests
{
    private const string Row = "data/checks";

    private const string Check = """
                public static void Require(IEnumerable<Transaction> rows)
                {
                    if (rows.Any(row => !float.IsFinite(row.Amount))) throw new InvalidOperationException("an amount is no number");
                }
        """;

    private const string Call = "            Fraud.Data.TransactionChecks.Require(rows);\n            var ml";

    private const string Throwing = Check;

    private const string Asked = """
        public static bool AreFine(IEnumerable<Transaction> rows) => rows.All(row => float.IsFinite(row.Amount));
        """;

    private const string Passing = """
        public static List<Transaction> Required(List<Transaction> rows)
        {
            if (rows.Any(row => !float.IsFinite(row.Amount))) throw new InvalidOperationException("an amount is no number");
            return rows;
        }
        """;

    private const string Waited = """
        public static async Task RequireAsync(IEnumerable<Transaction> rows)
        {
            await Task.Yield();
            if (rows.Any(row => !float.IsFinite(row.Amount))) throw new InvalidOperationException("an amount is no number");
        }
        """;

    public static TheoryData<string, string> Stopping => new()
    {
        { Throwing, "TransactionChecks.Require(rows);" },
        { Throwing, "try { TransactionChecks.Require(rows); } catch (TimeoutException) { }" },
        { Throwing, "try { TransactionChecks.Require(rows); } catch (Exception e) { Console.WriteLine(e); throw; }" },
        { Asked, "if (!TransactionChecks.AreFine(rows)) throw new InvalidOperationException();" },
        { Asked, "var fine = TransactionChecks.AreFine(rows); if (!fine) return 0;" },
        { Throwing, "foreach (var row in rows) TransactionChecks.Require([row]);" },
        { Throwing, "if (Environment.TickCount == 3) return 0; TransactionChecks.Require(rows);" },
        { Throwing, "for (var i = 0; i < rows.Count; i += 8) { if (i == 16) continue; TransactionChecks.Require(rows.Skip(i).Take(8)); }" },
        { Throwing, "if (path is null) TransactionChecks.Require(rows); else TransactionChecks.Require(rows.Take(9));" },
        { Throwing, "try { TransactionChecks.Require(rows); } finally { Console.WriteLine(); }" },
        { Throwing, "Look(rows); static void Look(List<Fraud.Data.Transaction> all) { Console.WriteLine(); TransactionChecks.Require(all); }" },
        { Throwing, "await Task.Run(() => TransactionChecks.Require(rows));" },
        { Passing, "rows = TransactionChecks.Required(rows);" },
        { Passing, "TransactionChecks.Required(rows);" },
        { Throwing, "try { TransactionChecks.Require(rows); } catch (InvalidOperationException e) { Console.WriteLine(e); return 0; }" },
        { Throwing, "try { TransactionChecks.Require(rows); } catch (Exception) { return 0; }" },
        { Throwing, "if (!Fine(rows)) return 0; static bool Fine(List<Fraud.Data.Transaction> all) { try { TransactionChecks.Require(all); return true; } catch (Exception) { return false; } }" },
        { Asked, "Guard(TransactionChecks.AreFine(rows)); static void Guard(bool isFine) { if (!isFine) throw new InvalidOperationException(); }" },
        { Asked, "if (!TransactionChecks.AreFine(rows)) rows = [];" },
        { Waited, "await TransactionChecks.RequireAsync(rows);" },
        { Waited, "await TransactionChecks.RequireAsync(rows).ConfigureAwait(false);" },
        { Waited, "TransactionChecks.RequireAsync(rows).Wait();" },
    };

    public static TheoryData<string, string> Idle => new()
    {
        { Throwing, "try { TransactionChecks.Require(rows); } catch (Exception) { }" },
        { Throwing, "try { TransactionChecks.Require(rows); } catch (Exception e) { Console.WriteLine(e); }" },
        { Throwing, "_ = Task.Run(() => TransactionChecks.Require(rows));" },
        { Throwing, "Action check = () => TransactionChecks.Require(rows); GC.KeepAlive(check);" },
        { Throwing, "try { TransactionChecks.Require(rows); } catch (InvalidOperationException e) { Console.WriteLine(e); }" },
        { Throwing, "Look(rows); static void Look(List<Fraud.Data.Transaction> all) { try { TransactionChecks.Require(all); } catch (Exception) { return; } }" },
        { Throwing, "Fine(rows); static bool Fine(List<Fraud.Data.Transaction> all) { try { TransactionChecks.Require(all); return true; } catch (Exception) { return false; } }" },
        { Asked, "Console.WriteLine(TransactionChecks.AreFine(rows));" },
        { Asked, "if (!TransactionChecks.AreFine(rows)) Console.WriteLine(\"bad\");" },
        { Asked, "TransactionChecks.AreFine(rows);" },
        { Asked, "_ = TransactionChecks.AreFine(rows);" },
        { Waited, "_ = TransactionChecks.RequireAsync(rows);" },
        { Waited, "try { await TransactionChecks.RequireAsync(rows); } catch { }" },
    };

    [Theory]
    [MemberData(nameof(Stopping))]
    public void A_check_that_stops_the_training_is_proven(string check, string call)
    {
        using var product = Product(check, call);
        var row = product.Row(Row);
        Assert.True(row.State == RowState.Proven, $"{call}: {row.State} {row.Reason}");
    }

    public static TheoryData<string, string> Skipping => new()
    {
        { Throwing, "if (Environment.GetEnvironmentVariable(\"SKIP_CHECKS\") is null) TransactionChecks.Require(rows);" },
        { Throwing, "if (path is not null) TransactionChecks.Require(rows);" },
        { Throwing, "if (path is null) Console.WriteLine(); else TransactionChecks.Require(rows);" },
        { Throwing, "Look(rows); static void Look(List<Fraud.Data.Transaction> all) { if (Environment.TickCount == 3) return; TransactionChecks.Require(all); }" },
        { Throwing, "switch (path) { case \"a\": TransactionChecks.Require(rows); break; case \"b\": break; }" },
        { Asked, "if (rows.Count > 3 && !TransactionChecks.AreFine(rows)) return 0;" },
        { Waited, "if (Environment.TickCount == 3) await TransactionChecks.RequireAsync(rows);" },
    };

    [Theory]
    [MemberData(nameof(Skipping))]
    public void A_check_that_runs_on_some_ways_is_conditional(string check, string call)
    {
        using var product = Product(check, call);
        var row = product.Row(Row);
        Assert.True(row.State == RowState.Conditional, $"{call}: {row.State} {row.Reason}");
        Assert.Contains("TrainPipeline.RunAsync trains without it", row.Reason);
    }

    [Theory]
    [MemberData(nameof(Idle))]
    public void A_check_that_stops_nothing_is_not(string check, string call)
    {
        using var product = Product(check, call);
        var row = product.Row(Row);
        Assert.True(row.State == RowState.Failed, $"{call}: {row.State} {row.Reason}");
    }

    private static TestProduct Product(string check, string call) => GrowthProduct.Create(
        serving: code => code.Replace("Fraud.Data.TransactionChecks.Require(new[] { transaction });", "", StringComparison.Ordinal),
        tests: code => code.Replace(
            "Fraud.Data.TransactionChecks.Require(new[] { new Fraud.Data.Transaction { Amount = float.NaN } }));",
            "{ if (Environment.TickCount > -1) throw new InvalidOperationException(); });", StringComparison.Ordinal),
        training: code => LaterRowTests.Replaced(
            LaterRowTests.Replaced(code, Check, check), Call,
            call.Replace("TransactionChecks", "Fraud.Data.TransactionChecks", StringComparison.Ordinal) + "\n            var ml"));
}
