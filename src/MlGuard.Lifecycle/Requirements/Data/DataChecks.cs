using MlGuard.Frameworks;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Data;

/// <summary>The sources of data against each other, the files, and the code.</summary>
internal static class DataChecks
{
    private static readonly ImmutableArray<string> s_personal =
        [
            "email", "ssn", "socialsecurity", "birthdate", "dateofbirth", "firstname", "lastname", "surname", "fullname", "phonenumber",
            "phone", "iban", "passport", "streetaddress", "taxid", "creditcard", "cardnumber",
        ];

    /// <summary>Poor data is somebody's work.</summary>
    public static RowAnswer PoorHasTactic(RowContext context)
    {
        var tactics = context.Product.Manifest.Texts(ManifestPaths.TacticsWhat);
        return RowAnswer.Of(
            [
                .. DataSource.All(context.Product)
                    .Where(source => source.Quality.Text == "poor"
                        && source.Name.Text is { } name
                        && !tactics.Any(tactic => tactic.IndexOf(name, StringComparison.OrdinalIgnoreCase) >= 0))
                    .Select(source => Problem.Failed(
                        $"the quality of '{Quoted.Short(source.Name.Text!)}' is poor, and no tactic improves it",
                        "Add a tactic whose 'what' names the source.", source.Quality.Span) with { Scope = source.Name.Text! }),
            ],
            RowAnswer.Proven(""));
    }

    /// <summary>A row class with a column that looks like a person's.</summary>
    public static RowAnswer LooksPersonal(RowContext context)
    {
        var notice = DataSource.All(context.Product).Where(source => source is { Personal.Text: "none", Schema.Text: not null })
            .Select(source => (source,
                Column: ColumnsOf(context.Product, source.Schema.Text!).FirstOrDefault(column => s_personal.Contains(column.Replace("_", "")
                    .ToLowerInvariant()))))
            .Where(pair => pair.Column is not null)
            .Select(pair => Problem.Failed(
                $"'{Quoted.Short(pair.source.Name.Text ?? "")}' says 'none', and its type has the column {pair.Column}",
                "Say 'personal' or 'pseudonymised', or rename what is no person's.", pair.source.Personal.Span))
                .FirstOrDefault();
        return RowAnswer.Proven("said for every source") with { Notice = notice };
    }

    /// <summary>Bought is bought in both places.</summary>
    public static RowAnswer KindMatchesBuying(RowContext context)
    {
        var bought = context.Product.Manifest.Texts(ManifestPaths.PipelinesBuy);
        return RowAnswer.Of(
            [
                .. DataSource.All(context.Product)
                    .Where(source => source.Name.Text is not null && (source.Kind.Text == "bought") != bought.Contains(source.Name.Text))
                    .Select(source => Problem.Failed(
                        source.Kind.Text == "bought"
                            ? $"'{Quoted.Short(source.Name.Text!)}' is bought and not in 'pipelines.buy', so nobody pays for it"
                            : $"'{Quoted.Short(source.Name.Text!)}' stands in 'pipelines.buy' and its kind is {source.Kind.Text}",
                        "Say the same in both places.", source.Kind.Span) with { Scope = source.Name.Text! }),
            ],
            RowAnswer.Proven("the same as 'pipelines.buy'"));
    }

    public static RowAnswer Licensed(RowContext context) =>
        RowAnswer.Of(
            [
                .. DataSource.All(context.Product).Where(source => source.Kind.Text is "bought" or "public")
                    .Select(source => LicenseProblem(context, source)).OfType<Problem>(),
            ],
            RowAnswer.Proven("every bought and public source"));

    /// <summary>Each given snapshot pins its data, and the data that is there is the pinned one.</summary>
    public static RowAnswer Snapshots(RowContext context)
    {
        var all = context.Entries("data.sources[].snapshot");
        ImmutableArray<ManifestEntry> given = [.. all.Where(entry => entry.Text is not null)];
        if (given.IsEmpty && all.FirstOrDefault(entry => entry.HoldsPlaceholder) is { } open)
            return RowAnswer.Of(Problem.Absent(
                $"'{open.Path}' still holds a placeholder, so {context.Row.Without}",
                "Write for example 'snapshot: data/transactions.dvc'.", open.Span) with { IsGap = true });
        if (given.IsEmpty)
            return RowAnswer.Of(Problem.Absent(
                $"no source has a 'snapshot', so {context.Row.Without}", "Write for example 'snapshot: data/transactions.dvc'.",
                context.First.Span));
        ImmutableArray<Problem> problems = [.. given.Select(entry => SnapshotProblem(context, entry)).OfType<Problem>()];
        return problems.IsEmpty ? SnapshotUse.Of(context, given) : RowAnswer.Of(problems);
    }

    /// <summary>Somebody watches how fresh the data is.</summary>
    public static RowAnswer FreshnessIsWatched(RowContext context) =>
        DeclaredMonitor.All(context.Product).Any(monitor => monitor.Watch.Text is "data-drift" or "upstream")
            ? RowAnswer.Proven("a monitor watches the data")
            : RowAnswer.Proven("said") with { Notice = Problem.Failed(
                "no monitor watches the data, so nobody notices when it is older", "Add one with 'watch: data-drift'.",
                context.First.Span) };

    public static RowAnswer Labels(RowContext context)
    {
        if (DataSource.All(context.Product)
            .FirstOrDefault(source => source is { LabelsFrom.Text: not null, LabelsDelay.Text: not null }) is not { } labelled)
            return RowAnswer.Of(NoLabels(context));
        return DeclaredMonitor.All(context.Product).Any(monitor => monitor.Watch.Text == "concept-drift")
            ? RowAnswer.Proven($"they come after {labelled.LabelsDelay.Text}, watched by concept-drift")
            : RowAnswer.Of(Problem.Failed(
                $"labels arrive after {labelled.LabelsDelay.Text}, and no monitor of concept-drift looks at them",
                "Add one with 'watch: concept-drift'.", labelled.LabelsDelay.Span));
    }

    private static Problem NoLabels(RowContext context)
    {
        const string Remedy = "'from' is the system or people that the true answers come from, and 'delay' is how long they take after the "
            + "prediction, such as 'labels: { from: chargebacks, delay: 45d }'.";
        var open = context.Row.Fields.SelectMany(field => context.Entries(field.Path)).FirstOrDefault(entry => entry.HoldsPlaceholder);
        return open is null
            ? Problem.Absent(
                $"no source says in 'labels' where the true answers come from and how late, so {context.Row.Without}", Remedy,
                context.First.Span)
            : Problem.Absent($"'{open.Path}' still holds a placeholder, so {context.Row.Without}", Remedy, open.Span) with { IsGap = true };
    }

    /// <summary>The columns that the training reads of its data, and does not make itself, are columns of a declared row type.</summary>
    public static RowAnswer SchemaCoversPipeline(RowContext context)
    {
        var facts = context.Product.Facts!;
        ImmutableArray<string> schemas =
            [.. context.Entries(ManifestPaths.DataSourcesSchema).Select(entry => entry.Text).OfType<string>()];
        ImmutableHashSet<string> declared = [.. schemas.SelectMany(type => ColumnsOf(context.Product, type))];
        var starts = TrainingRunCheck.Starts(context.Product);
        if (starts.IsEmpty)
            return RowAnswer.Declared($"the types exist, and {TrainingRunCheck.Unknown}");
        var training = TrainingColumns.Of(facts, facts.Graph.Reach(starts), schemas);
        var covered = training.Read.Count(declared.Contains);
        var open = training.Read.Where(column => !declared.Contains(column)).ToImmutableArray();
        if (open.FirstOrDefault(column => !training.Unclear.Contains(column)) is { } missing)
            return RowAnswer.Of(Problem.Failed(
                $"the training reads the column '{Quoted.Short(missing)}', which no declared schema has",
                "Add it to the type, or name the type that has it.", context.First.Span));
        if (!open.IsEmpty)
            return RowAnswer.Declared(
                $"no declared schema has the column '{Quoted.Short(open[0])}', and the code does not show whether the training reads it "
                    + "or makes it");
        return covered == 0
            ? RowAnswer.Declared("the types exist, and the training names no columns that they could be compared with")
            : RowAnswer.Proven($"covers the {(covered == 1 ? "column" : $"{covered} columns")} of the data that the training's steps name");
    }

    /// <summary>Incoming data is looked at before a model learns from it.</summary>
    public static RowAnswer BeforeFit(RowContext context)
    {
        var entry = context.First;
        var facts = context.Product.Facts!;
        var checks = facts.Bodies(entry.Text!);
        var fits = facts.Playing(Role.Fit, Role.CrossValidate);
        var (toChecks, toFit) = (facts.Graph.Reaching(checks), facts.Graph.Reaching(fits));
        var starts = TrainingRunCheck.Starts(context.Product);
        if (starts.IsEmpty)
            return RowAnswer.Of(Problem.Absent(
                "nothing can be looked for until 'training.run' names a method that trains", "Correct 'training.run' first.",
                entry.Span) with { IsReported = true });
        if (!starts.Any(toChecks.Contains))
            return RowAnswer.Of(Problem.Failed(
                $"the training never calls '{entry.Text}', so bad data trains a bad model", "Call it before 'Fit'.", entry.Span));
        if (!starts.Any(start => facts.Graph.RunsBefore(
            start, (_, _) => false, toChecks, (_, call) => facts.Plays(call, Role.Fit) || facts.Plays(call, Role.CrossValidate), toFit)))
            return RowAnswer.Of(Problem.Failed(
                $"the training calls '{entry.Text}' only after 'Fit', when the model has learned already", "Call it before 'Fit'.",
                entry.Span));
        var start = starts.First(toChecks.Contains);
        if (new StoppingCheck(facts, checks).LackFrom(start) is { } lack)
            return RowAnswer.Of(Problem.Failed(
                $"'{entry.Text}' {lack}, so bad data trains a bad model", "Let it throw, or ask for what it gives, before 'Fit'.",
                entry.Span));
        return new SkippedCheck(facts, checks).WayFrom(start) is { } skipped
            ? RowAnswer.Of(Problem.Conditional(
                $"'{entry.Text}' runs only on some ways: {ServingMap.Text(skipped)} trains without it, and there bad data trains a bad "
                    + "model",
                "Call it on every way to 'Fit', or attest why not.", entry.Span))
            : RowAnswer.Proven($"{ServingMap.Text(facts.Graph.Path(start, checks.Contains)!)}, before Fit");
    }

    /// <summary>Every file that the code reads data from is a declared source's.</summary>
    public static RowAnswer FilesAreDeclared(RowContext context)
    {
        if (context.Product.Facts is not { } facts)
            return RowAnswer.Proven("");
        var said = context.Product.Manifest.Texts(ManifestPaths.DataSourcesName)
            .AddRange(context.Product.Manifest.Texts("data.sources[].snapshot"));
        var notice = facts.Playing(Role.LoadData).SelectMany(method => method.Constants)
            .Where(call => call.Callee.Contains("TextLoaderSaverCatalog")).SelectMany(call => call.Values)
            .Where(value => value.IndexOf('.') > 0 && value.Length < 200 && !value.Contains(' '))
            .Select(value => value.Substring(1 + value.LastIndexOfAny(['/', '\\'])))
            .FirstOrDefault(file => !said.Any(name => name.IndexOf(file.Split('.')[0], StringComparison.OrdinalIgnoreCase) >= 0));
        return RowAnswer.Proven("") with
        {
            Notice = notice is null
                ? null
                : Problem.Failed(
                    $"the code reads '{Quoted.Short(notice)}', which is no declared source, so nobody answers for it",
                    "Add it to 'data.sources' with its owner.", context.First.Span),
        };
    }

    /// <summary>The assessment's complexity is not above the one that the cost was judged by.</summary>
    public static RowAnswer Complexity(RowContext context) =>
        context.Measure(ManifestPaths.PriorityComplexity) is { } whole
            && context.Measure("data.assessment.complexity")!.Value.Amount > whole.Amount
            ? RowAnswer.Proven("above 'priority.complexity'") with { Notice = Problem.Failed(
                "the data is more complex than the whole product is said to be, so the cost is underrated",
                "Raise 'priority.complexity' and look at the cost again.", context.First.Span) }
            : RowAnswer.Proven("not above 'priority.complexity'");

    public static ImmutableArray<string> ColumnsOf(ProductSnapshot product, string type) =>
    [
        .. product.Facts!.Types(type).SelectMany(fact => product.Facts.Graph.Bases(fact.Name).Add(fact.Name)).Distinct()
            .SelectMany(name => product.Facts.Types(SymbolName.Of(name))).SelectMany(fact => fact.Columns).Distinct(),
    ];

    private static Problem? LicenseProblem(RowContext context, DataSource source)
    {
        var name = Quoted.Short(source.Name.Text ?? "");
        if (source.License.Text is not { } license)
            return Problem.Absent(
                $"the {source.Kind.Text} source '{name}' has no 'license', so {context.Row.Without}",
                "Write an SPDX id, or the path of the contract.", source.Name.Span) with { Scope = source.Name.Text ?? "" };
        if (Spdx.Holds(license))
            return null;
        var file = context.Product.Folder.Find(license);
        return file.Exists
            ? null
            : Problem.Failed(
                $"the licence '{Quoted.Short(license)}' of '{name}' is neither an SPDX id nor a "
                    + $"file{(file.Fault is null ? "" : $": it {file.Fault}")}",
                "Write an SPDX id, or the path of the contract.", source.License.Span) with { Scope = source.Name.Text ?? "" };
    }

    private static Problem? SnapshotProblem(RowContext context, ManifestEntry entry)
    {
        if (ValueTypes.Hash.Holds(entry.Text!))
            return null;
        var (pointer, fault) = context.Product.Files.Pointer(entry.Text!);
        if (pointer is null)
            return EvidenceProblem.Of(context.Product, entry, fault!);
        var text = entry.Text!;
        var folder = text.LastIndexOf('/') > 0 ? text.Substring(0, text.LastIndexOf('/') + 1) : "";
        foreach (var (path, algorithm, hash) in pointer.Outputs.Where(output => output.Path.Length > 0))
        {
            var file = context.Product.Folder.Locate(folder + path);
            if (HashOf(file, algorithm) is { } actual && actual != hash)
                return Problem.Failed(
                    $"'{Quoted.Short(path)}' is not the data that '{Quoted.Short(text)}' pins",
                    "Fetch the pinned data, or pin the new one and train again.", entry.Span) with { Scope = entry.Scope };
        }

        return null;
    }

    private static string? HashOf(ProductFile file, string algorithm)
    {
        if (file.Fault is not null)
            return null;
        return algorithm == "md5" ? file.Md5() : file.Sha256();
    }
}
