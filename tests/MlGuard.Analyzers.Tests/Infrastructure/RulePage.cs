using System.Text.RegularExpressions;

namespace MlGuard.Analyzers.Tests.Infrastructure;

/// <summary>The page of a rule, and what a build would see beside its code.</summary>
internal static partial class RulePage
{
    /// <summary>What the build says of the manifest that the pages speak of.</summary>
    public const string Digest =
        "mlguard-digest\t1\nstage\tgrowth\nuntested\tShop.TrainPipeline.Run\t2026-11-24\n"
        + "unevaluated\tShop.BicycleSupport.AnswerAsync\t2026-11-24\n";

    /// <summary>What the build sees of the file that a page speaks of.</summary>
    public const string Data =
        "mlguard-data\t1\nfile\t/cells.csv\t;\tyes\ncolumn\tvolt\t64\t0\t0\t0\t0\ncolumn\ttype\t1024\t0\t0\t0\t\n";

    /// <summary>What the build sees of the models that the pages speak of.</summary>
    public const string Models = """
        mlguard-models	1
        file	/yolo.onnx	yolo.onnx	both
        onnx	8	pytorch 2.4
        opset		17
        input	images	tensor	1	4	1	3	640	640
        output	output0	tensor	1	3	1	84	8400
        file	/new.onnx	new.onnx	both
        onnx	99	pytorch 9.9
        opset		99
        file	/tags.onnx	tags.onnx	none
        onnx	8	pytorch 2.4
        opset		17

        """;

    /// <summary>The code of a section; null where the section shows a manifest instead.</summary>
    public static string? CodeOf(string id, string section)
    {
        var page = Repository.Read("docs", "rules", $"{id}.md");
        var text = page[page.IndexOf($"\n## {section}\n", StringComparison.Ordinal)..];
        text = text[..text.IndexOf("\n## ", 1, StringComparison.Ordinal)];
        var snippet = Snippet.Match(text);
        return snippet.Success || !text.Contains("```yaml", StringComparison.Ordinal) ? snippet.Groups[1].Value : null;
    }

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet { get; }
}
