using MlGuard.Lifecycle.Evidence.Ci;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Il;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Checks;

/// <summary>Whether a workflow trains, as far as its steps show.</summary>
internal enum TrainingSeen
{
    No,
    Unknown,
    Yes,
}

/// <summary>The projects whose programs train: those whose start reaches the declared method, or else the one that holds it.</summary>
internal sealed class TrainingPrograms
{
    private readonly ProductSnapshot _product;
    private readonly ImmutableHashSet<AssemblyFacts> _training;

    private TrainingPrograms(ProductSnapshot product, ImmutableHashSet<AssemblyFacts> training) =>
        (_product, _training) = (product, training);

    /// <summary>A project to name in an example.</summary>
    public string Example => _training.Select(assembly => FolderOf(assembly.Project))
        .OrderBy(folder => folder, StringComparer.Ordinal).FirstOrDefault() is { Length: > 0 } folder ? folder : "PROJECT";

    /// <param name="product">At the gate, where its code is known.</param>
    public static TrainingPrograms Of(ProductSnapshot product)
    {
        var facts = product.Facts!;
        ImmutableArray<ProductMethod> starts =
        [
            .. facts.Methods(product.Manifest.Text(ManifestPaths.TrainingRun) ?? "").Where(method => !method.Assembly.IsTestProject),
        ];
        ImmutableArray<ProductMethod> programs =
        [
            .. facts.Graph.Reaching(starts)
                .Where(method => method.Fact.Name is "Main" or GeneratedNames.TopLevel && !method.Assembly.IsTestProject),
        ];
        // A library cannot be run; where no program is seen, something out of sight runs it.
        return new(product, [.. (programs.IsEmpty ? starts : programs).Select(method => method.Assembly)]);
    }

    /// <param name="workflow">The workflow.</param>
    /// <param name="name">The event that starts it; empty where it may be one of several.</param>
    public TrainingSeen RunBy(Workflow workflow, string name)
    {
        var seen = workflow.HasUnseenParts ? TrainingSeen.Unknown : TrainingSeen.No;
        foreach (var job in workflow.Jobs.Where(job => IsFor(job.Condition, name)))
            foreach (var activity in WorkflowActivities.Of(_product, job.Steps.Where(step => IsFor(step.Condition, name))))
                seen = Larger(seen, RunBy(activity));
        return seen;
    }

    private static bool IsFor(string condition, string name) => name.Length == 0 || EventCondition.Allows(condition, name);

    private static TrainingSeen Larger(TrainingSeen one, TrainingSeen other) => one > other ? one : other;

    private TrainingSeen RunBy(StepActivity activity)
    {
        if (activity.Kind is ActivityKind.Prints or ActivityKind.Builds or ActivityKind.Moves or ActivityKind.Missing)
            return TrainingSeen.No;
        if (activity.Command is not { } command)
            return TrainingSeen.Unknown;
        if (_product.Facts!.Assemblies.Where(assembly => assembly.Assembly == command.Name).ToImmutableArray() is { IsEmpty: false } own)
            return Trains(own);
        return activity.Kind == ActivityKind.Runs ? RunByDotNet(command, activity.Folder) : TrainingSeen.Unknown;
    }

    private TrainingSeen RunByDotNet(ShellCommand command, string? folder)
    {
        if (command.Words.FirstOrDefault(word => word.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)) is { } file)
        {
            var name = file.Substring(1 + file.LastIndexOfAny(['/', '\\']));
            name = name.Substring(0, name.Length - ".dll".Length);
            return Trains([.. _product.Facts!.Assemblies.Where(assembly => assembly.Assembly == name)]);
        }

        return (command.Option("--project", "-p") ?? folder) is { } project ? Trains(At(project)) : TrainingSeen.Unknown;
    }

    private TrainingSeen Trains(ImmutableArray<AssemblyFacts> run)
    {
        if (run.IsEmpty || _training.IsEmpty)
            return TrainingSeen.Unknown;
        return run.Any(_training.Contains) ? TrainingSeen.Yes : TrainingSeen.No;
    }

    /// <summary>The product's projects that a path of a workflow means, which may start at any folder.</summary>
    private ImmutableArray<AssemblyFacts> At(string path)
    {
        var wanted = Known(path);
        var place = _product.Folder.PlaceInRepository.TrimStart('/');
        return
        [
            .. _product.Facts!.Assemblies.Where(assembly => EndsWith(place + assembly.Project, wanted)
                || EndsWith((place + FolderOf(assembly.Project)).TrimEnd('/'), wanted)),
        ];
    }

    private static bool EndsWith(string path, string wanted) =>
        wanted.Length == 0 ? path.Length == 0 : ("/" + path).EndsWith("/" + wanted, StringComparison.OrdinalIgnoreCase);

    /// <summary>What of a path does not hang on where it is read: <c>${{ github.workspace }}/src/Train</c> is <c>src/Train</c>.</summary>
    private static string Known(string path)
    {
        ImmutableArray<string> parts = [.. path.Replace('\\', '/').Split('/')];
        var last = parts.Length - 1;
        while (last >= 0 && parts[last] is not (".." or "~") && parts[last].IndexOf('$') < 0 && parts[last].IndexOf('}') < 0)
            last--;
        return string.Join("/", parts.Skip(last + 1).Where(part => part is not ("" or ".")));
    }

    private static string FolderOf(string project) => project.LastIndexOf('/') is var at and >= 0 ? project.Substring(0, at) : "";
}
