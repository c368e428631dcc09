using System.Text.Json;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Model;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Planning;

/// <summary>Stages, milestones and tactics: dates in order, decisions that were made, work that has hands.</summary>
internal static class PlanningChecks
{
    private const int MilestoneGraceDays = 14;

    private static readonly ImmutableArray<string> s_signers = ["tech-lead", "product", "budget"];
    private static readonly ImmutableArray<string> s_work = ["model", "data-pipeline", "deployment"];

    /// <summary>A stage that ended, was measured, and was followed by a decision to invest.</summary>
    public static RowCheck Ended(string stage) => context =>
    {
        var (from, to, decision) = (context.Entry($"stages.{stage}.from"),
            context.Entry($"stages.{stage}.to"), context.Entry($"stages.{stage}.decision"));
        if (context.Date(from.Path) >= context.Date(to.Path))
            return RowAnswer.Of(Problem.Failed($"{stage} ends on {to.Text} and begins on {from.Text}", "Correct the dates.", to.Span));
        if (context.Date(to.Path) > context.Product.Today.Date)
            return RowAnswer.Of(Problem.Failed(
                $"{stage} ends on {to.Text}, which lies ahead, so its result cannot be known", "Stay in that stage until it ends.",
                to.Span) with { IsOfDate = true });
        return decision.Text == "invest"
            ? RowAnswer.Proven($"{from.Text} to {to.Text}, then invest")
            : RowAnswer.Of(Problem.Failed(
                $"{stage} ended with the decision to {decision.Text}, and the next stage goes on all the same",
                "Follow the decision, or write down what changed it.", decision.Span));
    };

    /// <summary>What a stage reached is at least what it was asked for, or better than what was there without it.</summary>
    public static RowCheck Reached(string stage) => context =>
    {
        var entry = context.Entry($"stages.{stage}.result");
        if (context.Product.Files.Metric(entry.Text!) is not { Value: { } result })
            return RowAnswer.Declared("");
        if (Shares.Names(FilePointer.Of(entry.Text!).Leaf) && Shares.IsOfOtherUnit(result.Value, 1))
            return RowAnswer.Of(Problem.Broken(
                $"{stage} reached {Numbers.Written(result.Value.Amount)} of what is never above one", "Write it as a part of one.",
                entry.Span));
        return OutOfTime(context, stage, entry, result.Created) ?? Reached(context, stage, entry, result);
    };

    private static RowAnswer Reached(RowContext context, string stage, ManifestEntry entry, MetricReading result)
    {
        if (context.Measure($"stages.{stage}.min") is { } min)
            return result.Value.Amount >= min.Amount
                ? RowAnswer.Proven($"reached {Numbers.Written(result.Value.Amount)} of {Numbers.Written(min.Amount)}")
                : RowAnswer.Of(Problem.Failed(
                    $"{stage} reached {Numbers.Written(result.Value.Amount)}, below its own minimum {context.Text($"stages.{stage}.min")}",
                    "Repeat the stage, or stop.", entry.Span));
        if (context.Text(ManifestPaths.DiscoveryMlNeededResult) is not { } reference
            || context.Product.Files.Metric(reference) is not { Value: { } baseline })
            return RowAnswer.Declared($"reached {Numbers.Written(result.Value.Amount)}, with nothing to compare it with");
        return result.Value.Amount > baseline.Value.Amount
            ? RowAnswer.Proven($"reached {Numbers.Written(result.Value.Amount)}, the baseline has {Numbers.Written(baseline.Value.Amount)}")
            : RowAnswer.Of(Problem.Failed(
                $"{stage} reached {Numbers.Written(result.Value.Amount)}, no more than the baseline's "
                    + $"{Numbers.Written(baseline.Value.Amount)}",
                "Repeat the stage, or stop.", entry.Span));
    }

    /// <summary>What was measured before a stage began is not what it reached, and what was measured later may be the next one's.</summary>
    private static RowAnswer? OutOfTime(RowContext context, string stage, ManifestEntry entry, DateTime? measured)
    {
        if (measured is not { } day)
            return null;
        if (context.Date($"stages.{stage}.from") is { } from && day < from.AddDays(-1))
            return RowAnswer.Of(Problem.Failed(
                $"the result of {stage} was measured on {Days.Written(day)}, before {stage} began on {Days.Written(from)}",
                "Name the measurement of that stage, or correct its dates.", entry.Span));
        return context.Date($"stages.{stage}.to") is { } to && day >= to.AddDays(2)
            ? RowAnswer.Declared(
                $"measured on {Days.Written(day)}, after {stage} ended on {Days.Written(to)}, so it may be of a later model")
            : null;
    }

    /// <summary>Two people at least signed the declared stage off.</summary>
    public static RowAnswer SignedOff(RowContext context)
    {
        var stage = context.Product.Declared == MlGuard.Catalogue.Stage.Maturity ? "maturity" : "growth";
        ImmutableArray<string> roles = [.. s_signers.Select(role => $"stages.{stage}.signoff.{role}")];
        var from = context.Product.Manifest.Find($"stages.{stage}.from")[0];
        if (Days.TryRead(from.Text ?? "", out var begins) && begins > context.Product.Today.Date)
            return RowAnswer.Of(Problem.Failed(
                $"{stage} begins on {from.Text}, which lies ahead, and is declared today", "Declare it when it begins, or correct the day.",
                from.Span) with { IsOfDate = true });
        return roles.FirstOrDefault(role => context.Text(role) is null) is { } missing
            ? RowAnswer.Of(Problem.Absent(
                $"'{missing}' is missing, so {context.Row.Without}", "Write who signed.", context.Entry(missing).Span))
            : PeopleCheck.Of(2, "one person signed for all three roles", [.. roles])(context);
    }

    public static RowAnswer BeforeFirstStage(RowContext context) =>
        context.Date("discovery.feasible.date") > context.Date("stages.mvp.from")
            ? RowAnswer.Of(Problem.Failed(
                $"the verdict of {context.Text("discovery.feasible.date")} came after the mvp began on {context.Text("stages.mvp.from")}",
                "Correct the date that is wrong.", context.Entry("discovery.feasible.date").Span))
            : RowAnswer.Proven($"judged on {context.Text("discovery.feasible.date")}");

    public static RowAnswer NorthStar(RowContext context)
    {
        var (now, target) = (context.Measure("strategy.northStar.now")!.Value, context.Measure("strategy.northStar.target")!.Value);
        var entry = context.Entry("strategy.northStar.target");
        if (now.Kind != target.Kind || now.Unit != target.Unit)
            return RowAnswer.Of(Problem.Failed(
                $"'now' is {context.Text("strategy.northStar.now")} and 'target' {entry.Text}, which are different units",
                "Write both in one.", entry.Span));
        if (now.Amount == target.Amount)
            return RowAnswer.Of(Problem.Failed(
                "'target' is where the metric stands now, so nothing has to change", "Write where it should be.", entry.Span));
        var metric = context.Entry("strategy.northStar.metric");
        return context.Text(ManifestPaths.RolloutAbTestMetric) is { } tested
            && tested != metric.Text
            && context.Text("rollout.abTest.proxyFor") != metric.Text
            ? RowAnswer.Of(Problem.Failed(
                $"production is compared by '{Quoted.Short(tested)}', and the north star is '{Quoted.Short(metric.Text!)}'",
                "Compare by the north star, or say 'proxyFor' at 'rollout.abTest'.", metric.Span))
            : RowAnswer.Proven($"{context.Text("strategy.northStar.now")} to {entry.Text}");
    }

    public static RowAnswer Milestones(RowContext context)
    {
        var (names, dues, proofs) = (context.Entries("strategy.milestones[].name"),
            context.Entries("strategy.milestones[].due"), context.Entries("strategy.milestones[].proof"));
        if (names.Length < 2)
            return RowAnswer.Of(Problem.Absent(
                "there is one milestone, so a delay shows at the end", "Write at least two.", names[0].Span));
        var problems = ImmutableArray.CreateBuilder<Problem>();
        Problem? notice = null;
        for (var i = 0; i < names.Length; i++)
        {
            var due = Day(dues[i]);
            if (i > 0 && due < Day(dues[i - 1]))
                problems.Add(Problem.Failed(
                    $"'{Quoted.Short(names[i].Text!)}' is due before the milestone above it", "Put them in order.",
                    dues[i].Span) with { Scope = names[i].Text! });
            if (due > context.Date("strategy.northStar.by"))
                problems.Add(Problem.Failed(
                    $"'{Quoted.Short(names[i].Text!)}' is due after the north star's {context.Text("strategy.northStar.by")}",
                    "Move one of the two.", dues[i].Span) with { Scope = names[i].Text! });
            var late = (context.Product.Today.Date - due).Days;
            if (late > 0 && !IsProven(context.Product, proofs[i]))
            {
                var problem = Problem.Failed(
                    $"'{Quoted.Short(names[i].Text!)}' was due on {dues[i].Text} and nothing proves that it was reached",
                    "Write its 'proof', or a new day and why.", dues[i].Span) with
                {
                    Scope = names[i].Text!,
                    IsOfDate = true,
                };
                if (late > MilestoneGraceDays)
                    problems.Add(problem);
                else
                    notice = problem;
            }
        }

        return problems.Count > 0
            ? RowAnswer.Of(problems.ToImmutable())
            : RowAnswer.Proven($"{names.Length} in order") with { Notice = notice };
    }

    public static RowAnswer Headcount(RowContext context)
    {
        var people = context.Entries("strategy.headcount.<skill>").Sum(entry => long.TryParse(entry.Text, out var count) ? count : 0);
        var needed = context.Product.Manifest.Texts("tactics[].who").Distinct().Count();
        return people >= needed
            ? RowAnswer.Proven($"{people} people")
            : RowAnswer.Of(Problem.Failed(
                $"the tactics name {needed} people, and the headcount has {people}", "Correct the one that is wrong.", context.First.Span));
    }

    public static RowAnswer Tactics(RowContext context)
    {
        var (whats, dues, dones) = (
            context.Entries(ManifestPaths.TacticsWhat), context.Entries("tactics[].due"), context.Entries("tactics[].done"));
        var problems = ImmutableArray.CreateBuilder<Problem>();
        foreach (var work in s_work.Where(work => whats.All(what => what.Text?.IndexOf(work, StringComparison.OrdinalIgnoreCase) is null
            or < 0)))
            problems.Add(Problem.Absent(
                $"no tactic builds the {work}", $"Add one with 'what: {work}', its person and its day.",
                whats[0].Span) with { Scope = work });
        for (var i = 0; i < whats.Length; i++)
            if (dones[i].Text != "true" && dues[i].Text is not null && Day(dues[i]) < context.Product.Today.Date)
                problems.Add(Problem.Failed(
                    $"'{Quoted.Short(whats[i].Text ?? "")}' was due on {dues[i].Text} and is not done",
                    "Write 'done: true', or a new day and why.", dues[i].Span) with
                {
                    Scope = whats[i].Text ?? "",
                    IsOfDate = true,
                });
        return RowAnswer.Of(problems.ToImmutable(), RowAnswer.Proven($"{dones.Count(done => done.Text == "true")} of {whats.Length} done"));
    }

    /// <summary>Work that is due after the last milestone serves none.</summary>
    public static RowAnswer TacticsServeMilestones(RowContext context)
    {
        ImmutableArray<DateTime> milestones =
        [
            .. context.Entries("strategy.milestones[].due").Where(entry => entry.Text is not null).Select(Day),
        ];
        if (milestones.IsEmpty)
            return RowAnswer.Declared("there are no milestones to compare with");
        return RowAnswer.Of(
            [
                .. context.Entries("tactics[].due").Where(entry => entry.Text is not null && Day(entry) > milestones.Max())
                    .Select(entry => Problem.Failed(
                        $"the work due on {entry.Text} comes after every milestone, so it serves none",
                        "Move it, or add the milestone that it serves.", entry.Span) with { Scope = entry.Scope }),
            ],
            RowAnswer.Proven("each serves a milestone"));
    }

    public static RowAnswer Rank(RowContext context)
    {
        var own = context.First;
        if (context.Product.Files.IsGitDamaged)
            return RowAnswer.Of(Problem.Broken(
                "the index of git cannot be read, so nobody knows whether another product has this rank",
                "Run 'git reset' to make the index anew.", own.Span));
        var (root, paths) = context.Product.Files.Repository();
        foreach (var path in paths.Where(path => Path.GetFileName(path) is "mlguard.yaml" or "mlguard.yml").Take(200))
        {
            var full = Path.GetFullPath(Path.Combine(root, path));
            // An index is a file like any other: what it lists may lead anywhere.
            if (!full.StartsWith(Path.GetFullPath(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
                || Path.GetDirectoryName(full) == context.Product.Folder.Root
                || ManifestSource.Read(full).Text is not { } text
                || ManifestReader.Read(text).Root is not { } other)
                continue;
            context.Product.Folder.DependsOn(full);
            if (context.Product.Manifest.Of(other).Text("priority.rank") == own.Text)
                return RowAnswer.Of(Problem.Failed(
                    $"'{Quoted.Short(path)}' has the rank {own.Text} too, so both are equally urgent", "Decide which comes first.",
                    own.Span));
        }

        return RowAnswer.Proven($"rank {own.Text}");
    }

    private static DateTime Day(ManifestEntry entry) => Days.TryRead(entry.Text ?? "", out var day) ? day : default;

    /// <summary>A proof is anything but no, nothing and zero.</summary>
    private static bool IsProven(ProductSnapshot product, ManifestEntry entry)
    {
        if (entry.Text is not { } reference)
            return false;
        var (file, pointer) = FilePointer.Of(reference);
        return product.Files.Json(file).Value?.Find(pointer!) is { } element
            && (element.ValueKind is JsonValueKind.True
                || (element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var number) && number != 0)
                || (element.ValueKind == JsonValueKind.String && element.GetString() is { Length: > 0 }));
    }
}
