using System.CommandLine;
using MlGuard.Catalogue;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Writers.Promotion;

namespace MlGuard.Tool.Commands;

/// <summary>What several commands ask for.</summary>
internal static class CommonOptions
{
    private static readonly ImmutableArray<string> s_invalid =
        [LifecycleRules.ManifestUnreadable, LifecycleRules.UnknownKey, LifecycleRules.InvalidValue, LifecycleRules.ManifestMissing];

    private static readonly ImmutableArray<string> s_rows = [.. RequirementTable.All.Select(row => row.Code).Distinct()];

    public static Option<string> Folder() => new("--folder", "-f")
    {
        Description = "The folder of the product, or one below it.",
        DefaultValueFactory = _ => ".",
    };

    public static Option<string> Configuration() => new("--configuration", "-c")
    {
        Description = "The configuration to build: the one that is shipped, and that evidence was made in.",
        DefaultValueFactory = _ => "Debug",
    };

    public static Option<string?> Profile()
    {
        var profile = new Option<string?>("--profile")
        {
            Description = "How much is asked, written into the manifest: small for two people and one model, standard, or regulated.",
        };
        profile.AcceptOnlyFromAmong([.. ProfileChoice.All]);
        return profile;
    }

    /// <summary>What makes it clear what a manifest is about.</summary>
    public const string OneSolution = "Put mlguard.yaml into a folder with one solution: that of the product.";

    /// <summary>Does something with the product's manifest and build file, or says which of the two is not there.</summary>
    public static int WithProduct(this Terminal terminal, string folder, Func<ProductPlace, string, int> run)
    {
        var product = ProductPlace.Around(folder);
        if (product.Manifest is null)
        {
            terminal.Bad("There is no mlguard.yaml here or above, so there is no product to look at. Run 'mlguard init'.");
            return ExitCode.Invalid;
        }

        if (product.BuildFile is { } file)
            return run(product, file);
        terminal.Bad($"{product.Unclear} {OneSolution}");
        return ExitCode.Invalid;
    }

    /// <summary>Shows why a build came to nothing: the manifest, the code, or that MlGuard is not there.</summary>
    public static int Failed(this Terminal terminal, ProductPlace product, string output)
    {
        if (FirstReference.IsMissingFrom(output))
        {
            terminal.Bad(
                $"No project that is built here references MlGuard, so nothing is checked. {FirstReference.Remedy(product.Folder)}");
            return ExitCode.BuildFailed;
        }

        var findings = DotNet.Errors(output);
        foreach (var line in findings.DefaultIfEmpty(output.Trim()))
            terminal.Bad(line);
        return CodeOf(findings);
    }

    /// <summary>A gap that ends the build before the gate costs the stage as one that the gate finds.</summary>
    internal static int CodeOf(ImmutableArray<string> findings)
    {
        if (findings.Any(IsOfManifest))
            return ExitCode.Invalid;
        var isOfRows = !findings.IsEmpty && findings.All(line => s_rows.Any(code => IsError(line, code)));
        return isOfRows ? ExitCode.NotEarned : ExitCode.BuildFailed;
    }

    /// <summary>What is wrong with the manifest or the policy themselves is an error in every mode.</summary>
    private static bool IsOfManifest(string finding) =>
        s_invalid.Any(code => IsError(finding, code));

    private static bool IsError(string finding, string code) => finding.Contains($": error {code}:", StringComparison.Ordinal);
}
