using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Serving;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Serving;

/// <summary>What a model may do is what the manifest says, and what it destroys it asks about first.</summary>
internal static class ToolChecks
{
    /// <summary>A tool that destroys asks a person.</summary>
    public static RowAnswer Approved(RowContext context)
    {
        var tools = DeclaredTool.All(context);
        return RowAnswer.Of(
            [
                .. tools.Where(tool => tool is { Effect: OfferedTool.Destructive, Asks: false }).Select(tool => Problem.Failed(
                    $"the tool '{Quoted.Short(tool.Name)}' destroys and asks nobody, so whoever steers the model can use it",
                    "Wrap it in ApprovalRequiredAIFunction and write 'approval: true'.", tool.Place.Span) with { Scope = tool.Name }),
                .. tools.GroupBy(tool => tool.Name, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => Problem.Failed(
                    $"the tool '{Quoted.Short(same.Key)}' stands here twice, and nobody can tell which holds", "Keep one.",
                    same.Last().Place.Span) with { Scope = same.Key }),
            ],
            RowAnswer.Proven($"{Numbers.Counted(tools.Length, "tool")}, and what destroys asks first"));
    }

    /// <summary>The code offers these tools and no others, and what it says of them is the same.</summary>
    public static RowAnswer AreTheCodes(RowContext context)
    {
        var declared = DeclaredTool.All(context);
        var offered = OfferedTool.Of(context.Product.Facts!);
        ImmutableArray<Problem> problems =
        [
            .. Undeclared(context, declared, offered),
            .. declared.SelectMany(tool => Contradictions(
                tool, [.. offered.Select(pair => pair.Tool).Where(other => other.Name == tool.Name)])),
            .. Missing(declared, offered),
        ];
        return RowAnswer.Of(problems, offered.IsEmpty || offered.Any(pair => pair.Tool.Name.Length == 0)
            ? RowAnswer.Declared("some tools have names that cannot be read off the code")
            : RowAnswer.Proven($"{Numbers.Counted(declared.Length, "tool")}, as the code offers {(declared.Length == 1 ? "it" : "them")}"));
    }

    private static IEnumerable<Problem> Undeclared(
        RowContext context, ImmutableArray<DeclaredTool> declared, ImmutableArray<(OfferedTool Tool, ProductMethod Method)> offered) =>
        offered.Where(pair => pair.Tool.Name.Length > 0 && declared.All(tool => tool.Name != pair.Tool.Name))
            .GroupBy(pair => pair.Tool.Name, StringComparer.Ordinal).OrderBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => Problem.Failed(
                $"{same.First().Method.Short} offers the tool '{Quoted.Short(same.Key)}', which is not declared, so nobody decided "
                    + "about it",
                "Add it to 'serving.tools' with its effect.", context.Entry("serving.tools").Span) with { Scope = same.Key });

    private static IEnumerable<Problem> Contradictions(DeclaredTool tool, ImmutableArray<OfferedTool> offered)
    {
        if (tool.Effect == OfferedTool.Read && offered.Any(other => other.Hint == OfferedTool.Destructive))
            yield return Problem.Failed(
                $"the tool '{Quoted.Short(tool.Name)}' is said to read, and its code says that it destroys", "Correct the one that is wrong.",
                tool.Place.Span) with { Scope = tool.Name };
        if (tool.Effect != OfferedTool.Read && offered.Any(other => other.Hint == OfferedTool.Read))
            yield return Problem.Failed(
                $"the tool '{Quoted.Short(tool.Name)}' is said to change things, and its code tells clients that it only reads",
                "Take 'ReadOnly' away, or correct the effect.", tool.Place.Span) with { Scope = tool.Name };
        if (tool.Asks && offered.Any(other => other.Asks == false))
            yield return Problem.Failed(
                $"the tool '{Quoted.Short(tool.Name)}' is said to ask first, and the code offers it bare, so it runs at once",
                "Wrap it in ApprovalRequiredAIFunction.", tool.Place.Span) with { Scope = tool.Name };
    }

    /// <summary>Where a name cannot be read off the code, it may be any of them.</summary>
    private static IEnumerable<Problem> Missing(
        ImmutableArray<DeclaredTool> declared, ImmutableArray<(OfferedTool Tool, ProductMethod Method)> offered) =>
        offered.IsEmpty || offered.Any(pair => pair.Tool.Name.Length == 0)
            ? []
            : declared.Where(tool => offered.All(pair => pair.Tool.Name != tool.Name)).Select(tool => Problem.Failed(
                $"no code offers the tool '{Quoted.Short(tool.Name)}'",
                Nearest.Remedy(tool.Name, offered.Select(pair => pair.Tool.Name), "Remove it, or correct its name."), tool.Place.Span) with
            {
                Scope = tool.Name,
                IsOfMissingCode = true,
            });

    /// <summary>One item of <c>serving.tools</c>.</summary>
    private sealed record DeclaredTool(string Name, string Effect, bool Asks, ManifestEntry Place)
    {
        public static ImmutableArray<DeclaredTool> All(RowContext context)
        {
            var (names, effects, approvals) = (context.Entries(ManifestPaths.ServingToolsName),
                context.Entries(ManifestPaths.ServingToolsEffect), context.Entries(ManifestPaths.ServingToolsApproval));
            return
            [
                .. names.Select((name, i) => new DeclaredTool(name.Text ?? "", effects[i].Text ?? "", approvals[i].Text == "true", name)),
            ];
        }
    }
}
