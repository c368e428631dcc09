using System.CommandLine;
using System.Text.Json;
using MlGuard.Catalogue;

namespace MlGuard.Tool.Commands;

/// <summary><c>mlguard check</c>: builds the product, asks the gate, and shows the verdict with all that is missing.</summary>
internal static class CheckCommand
{
    private const int PlanShown = 12;

    private static readonly ImmutableArray<string> s_stages = ["mvp", "growth", "maturity"];

    private static readonly ImmutableArray<string> s_nothing = [];

    public static Command Create(Terminal terminal)
    {
        var folder = CommonOptions.Folder();
        var configuration = CommonOptions.Configuration();
        var all = new Option<bool>("--all") { Description = "Lists every row of the plan, and how each other row of that stage is known." };
        var command = new Command("check", "Builds the product, asks the gate, and lists what is missing.") { folder, configuration, all };
        command.SetAction(parsed => terminal.WithProduct(
            parsed.GetValue(folder)!,
            (product, file) => Run(terminal, product, file, parsed.GetValue(configuration)!, parsed.GetValue(all))));
        return command;
    }

    private static int Run(Terminal terminal, ProductPlace product, string file, string configuration, bool isWhole)
    {
        var path = Path.Combine(product.Folder, ".mlguard", "verdict.json");
        // A verdict of before must not pass for one of now; to delete in a folder that is not there is an error.
        if (File.Exists(path))
            File.Delete(path);
        // Where a team treats warnings as errors, the first gap would end the build before there is a verdict; the compiler's stay errors.
        var (_, output) = terminal.While(
            "Building, and asking the gate",
            () => DotNet.Target(
                product, file, "MlGuardGate", configuration, "-p:MSBuildTreatWarningsAsErrors=false"));
        if (!File.Exists(path))
            return terminal.Failed(product, output);
        using var verdict = JsonDocument.Parse(File.ReadAllBytes(path));
        Show(terminal, File.ReadAllText(Path.ChangeExtension(path, ".txt")), verdict.RootElement, isWhole);
        return verdict.RootElement.GetProperty("exitCode").GetInt32();
    }

    private static void Show(Terminal terminal, string report, JsonElement verdict, bool isWhole)
    {
        var lines = report.TrimEnd().Split('\n');
        var isEarned = verdict.GetProperty("exitCode").GetInt32() == ExitCode.Done;
        if (isEarned)
            terminal.Good(lines[0]);
        else
            terminal.Bad(lines[0]);
        foreach (var line in lines.Skip(1))
            terminal.Line(line);
        List<JsonElement> findings = [.. verdict.GetProperty("findings").EnumerateArray()];
        // What was not seen comes first: rows follow from it.
        foreach (var finding in findings.Where(IsUnseen))
            Show(terminal, finding);
        var missing = Missing(terminal, verdict);
        foreach (var finding in findings.Where(finding => !IsUnseen(finding) && !IsSaid(finding, missing)))
            Show(terminal, finding);
        Code(terminal, verdict, isWhole);
        Plan(terminal, verdict, isWhole);
        if (isWhole)
            States(terminal, verdict);
        Next(terminal, verdict, isEarned);
    }

    /// <summary>Every row that the declared stage misses: the build shows the loudest alone.</summary>
    private static HashSet<string> Missing(Terminal terminal, JsonElement verdict)
    {
        List<JsonElement> open =
        [
            .. verdict.GetProperty("rows").EnumerateArray().Where(row => row.GetProperty("binds").GetBoolean()
                && row.GetProperty("open").GetBoolean() && row.GetProperty("rule").GetString() != "stage"),
        ];
        if (open.Count > 0)
        {
            terminal.Line();
            terminal.Heading($"Missing for {verdict.GetProperty("declared").GetString()}: {Rows(open.Count)}");
        }

        foreach (var row in open)
            Show(terminal, row.GetProperty("rule").GetString()!, row);
        return [.. open.Select(row => row.GetProperty("rule").GetString()!)];
    }

    private static bool IsUnseen(JsonElement finding) =>
        finding.GetProperty("code").GetString() is LifecycleRules.ProjectNotChecked or LifecycleRules.FactsUnreadable;

    /// <summary>Whether a finding is about a row that is listed, or counts such.</summary>
    private static bool IsSaid(JsonElement finding, HashSet<string> listed) =>
        listed.Count > 0
        && (finding.GetProperty("code").GetString() == LifecycleRules.StageNotEarned
            || listed.Contains(finding.GetProperty("message").GetString()!.Split(": ")[0]));

    private static void Show(Terminal terminal, string rule, JsonElement row)
    {
        terminal.Line($"  {rule,-34} {row.GetProperty("title").GetString()}");
        terminal.Line($"      {Why(row)}");
    }

    private static string Rows(int count) => $"{count} {(count == 1 ? "row" : "rows")}";

    private static void Show(Terminal terminal, JsonElement finding)
    {
        var text = $"{finding.GetProperty("file").GetString()}({finding.GetProperty("line").GetInt32()}): "
            + $"{finding.GetProperty("code").GetString()}: {finding.GetProperty("message").GetString()}";
        if (finding.GetProperty("severity").GetString() is not "message" and var severity)
            (severity == "error" ? (Action<string>)terminal.Bad : terminal.Warn)(text);
    }

    /// <summary>What MlGuard's rules found in the code, suggestions too, which a build on the command line does not show.</summary>
    private static void Code(Terminal terminal, JsonElement verdict, bool isWhole)
    {
        List<JsonElement> open =
        [
            .. verdict.GetProperty("code").EnumerateArray().SelectMany(project => project.GetProperty("findings").EnumerateArray())
                .Where(finding => finding.GetProperty("open").GetBoolean()),
        ];
        if (open.Count == 0)
            return;
        terminal.Line();
        terminal.Heading(
            $"In the code: {open.Count} open {(open.Count == 1 ? "finding" : "findings")}. "
            + Repair([.. open.Select(finding => finding.GetProperty("rule").GetString()!)]));
        foreach (var finding in isWhole ? open : open.Take(PlanShown))
            terminal.Line(
                $"  {finding.GetProperty("file").GetString()}({finding.GetProperty("line").GetInt32()}): "
                + $"{finding.GetProperty("rule").GetString()} {Said(finding)}");
        if (!isWhole && open.Count > PlanShown)
            terminal.Line($"  and {open.Count - PlanShown} more: mlguard check --all");
    }

    /// <summary>
    /// A fix is promised only for rules that have one, and where the last 'mlguard fix' has not left them; one that asks changes the code,
    /// and repairs nothing until somebody answers.
    /// </summary>
    internal static string Repair(ImmutableArray<string> rules)
    {
        var (repaired, asked) = (rules.Count(ExplainCommand.HasFix), rules.Count(ExplainCommand.LeavesTodo));
        ImmutableArray<string> said =
        [
            .. repaired > 0 ? [$"{repaired} of them may be repaired by 'mlguard fix', unless it has left them for people."] : s_nothing,
            .. asked > 0
                ? [$"For {asked} of them 'mlguard fix' writes a TODO that asks what only people know, and they stay open until it is answered."]
                : s_nothing,
        ];
        return said.IsEmpty ? "No fix repairs them; 'mlguard explain RULE' shows how it is done by hand." : string.Join(" ", said);
    }

    private static string Said(JsonElement finding) =>
        finding.TryGetProperty("message", out var message) && message.GetString() is { Length: > 0 } said
            ? said
            : TitleOf(finding.GetProperty("rule").GetString()!);

    private static string TitleOf(string rule) => RuleCatalogue.All.FirstOrDefault(known => known.Id == rule)?.Title ?? "";

    private static void Plan(Terminal terminal, JsonElement verdict, bool isWhole)
    {
        List<string> left = [.. verdict.GetProperty("plan").EnumerateArray().Select(row => row.GetString()!)];
        if (left.Count == 0)
            return;
        terminal.Line();
        terminal.Heading($"Left for {verdict.GetProperty("target").GetString()}: {Rows(left.Count)}");
        var rows = verdict.GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("rule").GetString()!);
        foreach (var row in isWhole ? left : left.Take(PlanShown))
            Show(terminal, row, rows[row]);
        if (!isWhole && left.Count > PlanShown)
            terminal.Line($"  and {left.Count - PlanShown} more: mlguard check --all");
        terminal.Line($"  mlguard explain {left[0]} says what is accepted.");
    }

    /// <summary>How each row is known that the target asks, or the declared stage where there is no target.</summary>
    private static void States(Terminal terminal, JsonElement verdict)
    {
        var stage = verdict.GetProperty("target").GetString() is { Length: > 0 } target
            ? target
            : verdict.GetProperty("declared").GetString()!;
        var last = s_stages.IndexOf(stage);
        HashSet<string?> left = [.. verdict.GetProperty("plan").EnumerateArray().Select(row => row.GetString())];
        List<JsonElement> known =
        [
            .. verdict.GetProperty("rows").EnumerateArray().Where(row => IsOf(row, last) && !row.GetProperty("open").GetBoolean()
                && !left.Contains(row.GetProperty("rule").GetString())),
        ];
        if (known.Count == 0)
            return;
        terminal.Line();
        terminal.Heading($"Fulfilled up to {stage}: {Rows(known.Count)}");
        foreach (var row in known)
            terminal.Line(
                $"  {row.GetProperty("rule").GetString(),-34} {row.GetProperty("state").GetString(),-9} "
                + row.GetProperty("reason").GetString());
    }

    /// <summary>
    /// Whether a stage asks a row of this product, as the headline counts them: what the profile leaves out, what does not apply and the
    /// stage itself are none.
    /// </summary>
    private static bool IsOf(JsonElement row, int stage) =>
        row.GetProperty("rule").GetString() != "stage"
        && row.GetProperty("state").GetString() != "n/a"
        && s_stages.IndexOf(row.GetProperty("bindsFrom").GetString()!) is >= 0 and var binds
        && binds <= stage;

    /// <summary>What is open, and what to do about it.</summary>
    private static string Why(JsonElement row)
    {
        var reason = row.GetProperty("reason").GetString()!;
        var remedy = row.GetProperty("remedy").GetString()!;
        var (state, reaches) = (row.GetProperty("state").GetString(), row.GetProperty("reaches").GetString());
        var reach = state == "proven" && reaches is { Length: > 0 } and not "maturity" ? $" for {reaches}" : "";
        return $"line {row.GetProperty("line").GetInt32()}, {state}{reach}: {reason}."
            + (remedy.Length > 0 ? $" {remedy}" : "");
    }

    /// <summary>A baseline lets a build pass and earns nothing; null where the stage is earned, or more is missing.</summary>
    internal static string? KnownGaps(JsonElement verdict)
    {
        var isPassed = verdict.GetProperty("exitCode").GetInt32() == ExitCode.Done;
        var (declared, earned) = (verdict.GetProperty("declared").GetString()!, verdict.GetProperty("earned").GetString() ?? "");
        var count = verdict.GetProperty("knownGaps").GetArrayLength();
        return isPassed && count > 0 && s_stages.IndexOf(earned) < s_stages.IndexOf(declared)
            ? $"{declared} is not earned: {Rows(count)} of mlguard.baseline {(count == 1 ? "is" : "are")} left, which the build accepts."
            : null;
    }

    private static void Next(Terminal terminal, JsonElement verdict, bool isEarned)
    {
        var declared = verdict.GetProperty("declared").GetString();
        var target = verdict.GetProperty("target").GetString();
        if (KnownGaps(verdict) is { } accepted)
        {
            terminal.Line();
            terminal.Warn(accepted);
            return;
        }

        if (!isEarned || declared is "maturity" or "")
            return;
        var next = declared == "mvp" ? "growth" : "maturity";
        terminal.Line();
        if (target is "" or null)
            terminal.Good($"{declared} is earned. 'mlguard promote {next}' plans the next stage.");
        else if (verdict.GetProperty("plan").GetArrayLength() == 0)
            terminal.Good($"Nothing is left. 'mlguard promote {target} --claim' moves the stage.");
    }
}
