using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Security;

/// <summary>What a text decides at a sink that acts, and what makes it safe.</summary>
internal static class DangerousSink
{
    private static readonly ImmutableDictionary<TextRole, (string Decides, string Remedy)> s_sinks =
        new Dictionary<TextRole, (string, string)>
        {
            [TextRole.Command] = ("what runs", "Start a fixed program and pass values in ArgumentList"),
            [TextRole.Code] = ("what runs", "Let the model choose among functions of your own"),
            [TextRole.Sql] = ("what the database does", "Pass values as parameters of a fixed statement"),
            [TextRole.Html] = ("what a browser runs", "Encode it, or show it as text"),
            [TextRole.WrittenPath] = ("which file is changed", "Keep Path.GetFileName of it, under a fixed folder"),
            [TextRole.ReadPath] = ("which file is read", "Keep Path.GetFileName of it, under a fixed folder"),
            [TextRole.Address] = ("who is called", "Compare its host with those that you allow"),
        }.ToImmutableDictionary();

    private const string FolderRemedy = "Refuse what Path.GetFullPath does not place below a fixed folder";

    private static readonly ImmutableDictionary<TextRole, (string Decides, string Remedy)> s_folders =
        new Dictionary<TextRole, (string, string)>
        {
            [TextRole.WrittenPath] = ("which folder is changed", FolderRemedy),
            [TextRole.ReadPath] = ("which folder is read", FolderRemedy),
        }.ToImmutableDictionary();

    public static bool Is(TextRole role) => s_sinks.ContainsKey(role);

    /// <summary>What whoever writes the text decides there.</summary>
    public static string DecidedBy(TextRow sink) => Of(sink).Decides;

    public static string RemedyFor(TextRow sink) => Of(sink).Remedy;

    private static (string Decides, string Remedy) Of(TextRow sink) =>
        (TextSinks.NamesFolder(sink) ? s_folders : s_sinks)[sink.Role];
}
