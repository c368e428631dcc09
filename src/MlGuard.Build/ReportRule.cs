using System.Globalization;
using Microsoft.Build.Framework;
using MlGuard.Catalogue;
using MlGuard.Lifecycle.Api;

namespace MlGuard.Build;

/// <summary>Reports a rule of the catalogue that the targets themselves find broken.</summary>
public sealed class ReportRule : LifecycleTask
{
    /// <summary>The rule's ID.</summary>
    [Required]
    public string Rule { get; set; } = "";

    /// <summary>What fills the holes of the rule's message.</summary>
    public string[] Arguments { get; set; } = [];

    /// <summary>The project or file to blame.</summary>
    [Required]
    public string File { get; set; } = "";

    /// <summary>Whether the build fails by it.</summary>
    public bool IsError { get; set; }

    private protected override string Subject => File;

    private protected override void Run()
    {
        var message = string.Format(CultureInfo.InvariantCulture, RuleCatalogue.Get(Rule).Message, [.. Arguments]);
        Report(new Finding(Rule, IsError ? FindingSeverity.Error : FindingSeverity.Warning, message, File, 0, 0, 0, 0));
    }
}
