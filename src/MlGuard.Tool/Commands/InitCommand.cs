using System.CommandLine;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Writers.Start;

namespace MlGuard.Tool.Commands;

/// <summary><c>mlguard init</c>: looks at code and files, asks for what only people know, and writes the first manifest.</summary>
internal static class InitCommand
{
    private const string Name = "mlguard.yaml";
    private const int ErrorsShown = 3;
    private const int MostBuilt = 20;

    /// <summary>What only people know, and how to ask for it.</summary>
    private static readonly (string Path, string Question)[] s_questions =
    [
        ("discovery.problem", "Which problem does the product solve, and what does it cost today?"),
        ("discovery.market.size", "How many is it for, such as 4.2M cardholders?"),
        ("discovery.mlNeeded.baseline", "What is used without machine learning?"),
        ("discovery.mlNeeded.why", "Why is that not enough?"),
        ("discovery.gain.amount", "What is it worth, such as 2.4M EUR/year?"),
        ("discovery.feasible.verdict", "Is it feasible: go, no-go or unknown?"),
        ("priority.cost", "What does it cost, such as 540k EUR?"),
        ("priority.complexity", "How complex is it, from 1 to 5?"),
        ("architecture.technical.fallback.to", "What answers when the model fails?"),
        ("owner", "Who answers for it, as a handle such as lea?"),
    ];

    public static Command Create(Terminal terminal)
    {
        var folder = CommonOptions.Folder();
        var force = new Option<bool>("--force")
            { Description = $"Writes over an {Name} that is there; where git does not hold its text, it is kept as {Name}.bak." };
        var quiet = new Option<bool>("--no-questions") { Description = "Leaves as TODO what only people know." };
        var profile = CommonOptions.Profile();
        var command = new Command("init", $"Writes {Name} from the code and the files, and asks for what only people know.")
            { folder, profile, force, quiet };
        command.SetAction(parsed => Run(
            terminal, Path.GetFullPath(parsed.GetValue(folder)!), parsed.GetValue(force), terminal.CanAsk && !parsed.GetValue(quiet),
            parsed.GetValue(profile)));
        return command;
    }

    private static int Run(Terminal terminal, string folder, bool isForced, bool asks, string? profile)
    {
        var path = Path.Combine(folder, Name);
        if (File.Exists(path) && !isForced)
        {
            terminal.Bad(
                $"{Name} is there already. 'mlguard promote mvp' adds what it lacks; --force writes it anew, and keeps what git does not "
                + "hold.");
            return ExitCode.Invalid;
        }

        if (!isForced && ProductPlace.Around(folder).Manifest is { } above)
        {
            terminal.Bad(
                $"{Path.GetRelativePath(folder, above).Replace('\\', '/')} holds what stands here already. 'mlguard promote mvp' adds what it "
                + "lacks; --force starts a product of its own here, which that one leaves out then.");
            return ExitCode.Invalid;
        }

        var product = new ProductPlace(folder, null);
        List<CompiledProject> projects = [.. product.Projects().Select(CompiledProject.Of)];
        if (projects.Exists(project => project.Assembly is null) && product.BuildFile is { } file)
        {
            terminal.Line("Not everything is built yet, so the code cannot be looked at. Building it.");
            var (code, output) = terminal.While("Building", () => DotNet.Run(folder, "build", file, "-v:q", "-nologo", "-tl:off"));
            if (code != 0)
                Unbuilt(terminal, output, product, projects);
            projects = [.. product.Projects().Select(CompiledProject.Of)];
        }

        var survey = terminal.While(
            "Looking at code and files",
            () => ProductSurvey.Of(folder, projects.Where(project => project.Assembly is not null)
                .Select(project => (project.Assembly!, product.Relative(project.Path), project.IsTest))));
        List<FoundValue> values = [.. survey.Found];
        Show(terminal, survey, projects);
        if (asks)
            values.AddRange(Asked(terminal, values));
        var text = FirstManifest.Write([.. values], profile);
        var kept = KeptCopy.Of(path);
        File.WriteAllText(path, text);
        if (kept is not null)
            terminal.Warn(
                $"What stood in {Name} is not in git, so it lies in {Path.GetFileName(kept)} now. Take over what was answered there.");
        Finish(terminal, product, text, projects, profile);
        return ExitCode.Done;
    }

    /// <summary>A product that does not build here has files all the same.</summary>
    private static void Unbuilt(Terminal terminal, string output, ProductPlace product, List<CompiledProject> projects)
    {
        terminal.Warn("The build failed, so each project is built by itself, and the code of those that fail stays unknown:");
        foreach (var line in DotNet.Errors(output).Take(ErrorsShown))
            terminal.Line($"  {line}");
        // One project that needs another system must not hide the others; a single one has just failed.
        foreach (var project in projects.Where(project => project.Assembly is null && projects.Count > 1).Take(MostBuilt))
            terminal.While(
                $"Building {product.Relative(project.Path)}",
                () => DotNet.Run(product.Folder, "build", project.Path, "-v:q", "-nologo", "-tl:off"));
    }

    private static void Show(Terminal terminal, ProductSurvey survey, List<CompiledProject> projects)
    {
        terminal.Line(
            $"Looked at {projects.Count} {(projects.Count == 1 ? "project" : "projects")}, of which compiled: "
                + $"{projects.Count(project => project.Assembly is not null)}.");
        foreach (var value in survey.Found.Where(value => !value.IsOpen))
            terminal.Line($"  {value.Path,-36} {value.Value}   (from {value.Source})");
        if (!survey.TrainingCandidates.IsEmpty)
            terminal.Warn($"  training.run: choose one of {string.Join(", ", survey.TrainingCandidates.Take(5))}");
        foreach (var note in survey.Notes)
            terminal.Warn($"  {note}");
    }

    private static List<FoundValue> Asked(Terminal terminal, List<FoundValue> found)
    {
        terminal.Line();
        terminal.Heading("What only people know. Press Enter to leave it as TODO.");
        return
        [
            .. from question in s_questions
               where !found.Exists(value => value.Path == question.Path)
               let type = FirstManifest.FieldOf(question.Path)!.Type
               let answer = terminal.Ask(question.Question, text => Holds(type, text), type.Expected)
               where answer.Length > 0
               select new FoundValue(question.Path, answer, ""),
        ];
    }

    private static bool Holds(FieldType type, string text) => type.Holds(text) && text.Trim().Length >= type.MinLength;

    /// <summary>What a file names already is not to be added once more: only no restore has seen it.</summary>
    private static string Unreferenced(ProductPlace product, List<CompiledProject> projects) =>
        projects.Select(project => ReferringFiles.NamingSince(project.Path, project.Built)).OfType<string>().FirstOrDefault() is { } file
            ? $"{Path.GetFileName(file)} names MlGuard, and no project is restored since. Run 'dotnet build'."
            : $"No project references MlGuard yet. {FirstReference.Remedy(product.Folder)}";

    private static void Finish(Terminal terminal, ProductPlace product, string manifest, List<CompiledProject> projects, string? profile)
    {
        var open = manifest.Split('\n').Count(line => line.Contains(": TODO", StringComparison.Ordinal));
        terminal.Line();
        terminal.Good($"Wrote {Name}. Left as TODO: {open} keys, each with what may stand there.");
        if (projects.Count > 0 && !projects.Exists(project => project.UsesMlGuard))
            terminal.Warn(Unreferenced(product, projects));
        if (projects.Count == 0)
            terminal.Warn("No project stands here or below yet. 'dotnet new mlguard-service' writes a small one that earns mvp.");
        else if (projects.Exists(project => project.Assembly is null))
            terminal.Warn(
                "What is not compiled was not looked at. Build it, and 'mlguard init --force' fills in what its code tells; what was "
                + "answered until then is kept beside it.");
        if (profile is null)
            terminal.Line("Two people and one model? 'profile: small' asks for less from growth on, and 'profile: regulated' for governance.");
        if (projects.Count > 0 && product.BuildFile is null)
            terminal.Warn($"{product.Unclear} {CommonOptions.OneSolution}");
        else
            terminal.Line("Next: fill them in, then 'mlguard check'.");
    }
}
