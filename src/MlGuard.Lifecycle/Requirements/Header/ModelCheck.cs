using MlGuard.Frameworks;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Evidence.Model;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;
using NuGet.Versioning;

namespace MlGuard.Lifecycle.Requirements.Header;

/// <summary>The product's model and every further one: versioned, licensed, pinned, and declared when the code loads it.</summary>
internal static class ModelCheck
{
    public static RowAnswer Named(RowContext context)
    {
        var (version, license) = (context.Entry(ManifestPaths.ModelVersion), context.Entry("model.license"));
        if (!SemanticVersion.TryParse(version.Text!, out _))
            return RowAnswer.Of(Problem.Failed(
                $"'{Quoted.Short(version.Text!)}' is no version, so nobody can tell what changed", "Write three numbers such as 2.3.0.",
                version.Span));
        if (!Spdx.Holds(license.Text!))
            return RowAnswer.Of(Problem.Failed(
                $"'{Quoted.Short(license.Text!)}' is no licence of the SPDX list", "Write its id, such as MIT, or LicenseRef-Proprietary.",
                license.Span));
        var path = context.Entry(ManifestPaths.TrainingArtifactPath);
        return RowAnswer.Proven($"{version.Text}, {license.Text}") with
        {
            Notice = path.Text is { } file
                && context.Text(ManifestPaths.TrainingArtifactHash) is null
                && file.IndexOf(version.Text!, StringComparison.Ordinal) < 0
                ? Problem.Failed(
                    $"'{Quoted.Short(file)}' does not name version {version.Text}, so two versions can overwrite each other",
                    "Write its hash as 'training.artifact.hash', or put the version into the file's name.", path.Span)
                : null,
        };
    }

    /// <summary>Every model that the code names, by its file or its id, is the product's own or one of 'models'.</summary>
    public static RowAnswer Loaded(RowContext context)
    {
        var facts = context.Product.Facts!;
        var declared = context.Product.Manifest.Texts(ManifestPaths.ModelsArtifact)
            .AddRange(context.Product.Manifest.Texts(ManifestPaths.TrainingArtifactPath)).Select(FileName)
            .ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
        ImmutableArray<string> unknown =
        [
            .. from method in facts.Playing(Role.LoadModel, Role.CreateSession)
               from other in facts.Graph.Methods
               where !other.Assembly.IsTestProject
                   && (other == method || other.Fact.Type == method.Fact.Type || other.Calls.Any(call => call.Type == method.Fact.Type))
               from literal in other.Constants.Where(call => call.Callee.Length == 0).SelectMany(call => call.Values)
               where !declared.Contains(FileName(literal))
               select literal,
        ];
        var at = context.Entry("models").Value is null ? context.Entry("model") : context.Entry("models");
        return RowAnswer.Of(
            [
                .. unknown.Distinct().OrderBy(name => name, StringComparer.Ordinal).Select(name => Problem.Failed(
                    $"the code loads '{Quoted.Short(FileName(name))}', which the manifest does not declare",
                        "Add it to 'models' with hash, licence and card.", at.Span) with { Scope = FileName(name) }),
                .. Asked(context, at),
            ],
            RowAnswer.Proven("every model that the code names is declared"));
    }

    /// <summary>The hosted models that the code asks and 'models' does not name; a deployment of Azure has a name of its own.</summary>
    private static IEnumerable<Problem> Asked(RowContext context, ManifestEntry at)
    {
        var facts = context.Product.Facts!;
        if (AskedModels.AreDeployments(facts))
            return [];
        ImmutableHashSet<string> declared = [.. context.Product.Manifest.Texts(ManifestPaths.ModelsId)];
        return AskedModels.In(facts).Where(asked => !declared.Contains(asked.Id)).GroupBy(asked => asked.Id, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Problem.Failed(
                $"{group.First().By.Short} asks the model '{Quoted.Short(group.Key)}', which the manifest does not declare",
                "Add it to 'models' with id and licence, or ask a model that stands there.", at.Span) with { Scope = group.Key });
    }

    /// <summary>
    /// A further model cannot change unseen: a pinned id or a file with its hash, a licence, and a card where it is a file of one's own.
    /// </summary>
    public static RowAnswer Further(RowContext context)
    {
        ImmutableArray<ManifestEntry> names = context.Entries(ManifestPaths.ModelsName);
        var (ids, files, hashes, licenses, cards) = (context.Entries(ManifestPaths.ModelsId),
            context.Entries(ManifestPaths.ModelsArtifact), context.Entries(ManifestPaths.ModelsHash), context.Entries("models[].license"),
            context.Entries("models[].card"));
        var problems = ImmutableArray.CreateBuilder<Problem>();
        for (var i = 0; i < names.Length; i++)
        {
            var name = names[i].Text ?? "";
            if (ids[i].Text is null && (files[i].Text is null || hashes[i].Text is null))
                problems.Add(Problem.Failed(
                    $"the model '{Quoted.Short(name)}' is not pinned, so it can change under the product",
                    "Write its exact 'id', or 'artifact' with 'hash'.", names[i].Span) with { Scope = name });
            else if (files[i].Text is { } file
                && hashes[i].Text is { } hash
                && ModelBinding.Hashes(context.Product.Folder, file) is { IsEmpty: false } actual
                && !actual.Contains(HashText.Bare(hash)))
                problems.Add(Problem.Failed(
                    $"'{Quoted.Short(file)}' is not the model that its hash names", "Look at who changed it, and set the hash.",
                    hashes[i].Span) with
                {
                    Scope = name,
                    IsWaivable = false,
                });
            else if (files[i].Text is { } present
                && context.Product.Folder.Find(present) is { FullPath: { } full } stored
                && File.Exists(full)
                && ModelBinding.Hashes(context.Product.Folder, present).Length == 1
                && ModelFormat.FaultOf(present, stored) is { } fault)
                problems.Add(Problem.Broken($"the model '{Quoted.Short(present)}' {fault}", "Fetch or save it again.", files[i].Span) with
                {
                    Scope = name,
                });
            if (ids[i].Text is { } id && (HostedModelNames.IsFloating(id) || !id.Any(char.IsDigit)))
                problems.Add(Problem.Failed(
                    $"'{Quoted.Short(id)}' names no fixed version, so the model can change under the product",
                    "Write the dated id of the provider.", ids[i].Span) with { Scope = name });
            if (licenses[i].Text is { } license && !Spdx.Holds(license) && !context.Product.Folder.Find(license).Exists)
                problems.Add(Problem.Failed(
                    $"'{Quoted.Short(license)}' is neither a licence of the SPDX list nor a file",
                    "Write its id, or the path of the terms.", licenses[i].Span) with { Scope = name });
            if (files[i].Text is not null && cards[i].Text is null)
                problems.Add(Problem.Absent(
                    $"the model '{Quoted.Short(name)}' has no card, so nobody knows where it is weak", "Name its 'card'.",
                    names[i].Span) with { Scope = name });
            else if (cards[i].Text is { } card
                && !card.Contains("://")
                && DocumentProblem.Of(context.Product, cards[i], card, context.Row.Id) is { } problem)
                problems.Add(problem with { Scope = name });
        }

        return RowAnswer.Of(problems.ToImmutable(), RowAnswer.Proven($"{names.Length} pinned"));
    }

    private static string FileName(string path) => path.Substring(1 + path.LastIndexOfAny(['/', '\\']));
}
