using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Text;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Digest;

/// <summary>
/// What the build knows of the projects that this one refers to. It reads their assemblies, since an analyzer sees one compilation. A file
/// that is damaged, or of another version, says nothing; the build warns of it.
/// </summary>
internal sealed class ProjectSummaries
{
    public const string Ending = ".mlguard.summary";

    private const MethodTraits Answering = MethodTraits.AnswersAsModel | MethodTraits.AnswersForeign;

    private static readonly ConditionalWeakTable<SourceText, ProjectSummaries> s_parsed = new();

    private readonly ILookup<(string Type, string Name), MethodSummary> _methods;
    private readonly ILookup<string, string> _engines;

    private ProjectSummaries(IEnumerable<MethodSummary> methods, IEnumerable<(string Type, string Member)> engines)
    {
        Methods = [.. methods];
        Engines = [.. engines];
        HandTexts = Methods.Any(method => !method.Texts.IsEmpty || (method.Traits & Answering) != 0);
        FeedModels = Methods.Any(method => method.Paths.Any(path => path.Feeds.Any()));
        _methods = Methods.ToLookup(method => (method.Type, method.Name));
        _engines = Engines.ToLookup(engine => engine.Type, engine => engine.Member, StringComparer.Ordinal);
    }

    public static ProjectSummaries None { get; } = new([], []);

    public bool IsEmpty => Methods.IsEmpty && Engines.IsEmpty;

    public ImmutableArray<MethodSummary> Methods { get; }

    /// <summary>Whether one of them feeds a model whose path it is handed.</summary>
    public bool FeedModels { get; }

    /// <summary>Whether one of them hands on a text, or returns what a language model answered.</summary>
    public bool HandTexts { get; }

    private ImmutableArray<(string Type, string Member)> Engines { get; }

    /// <summary>The summaries among the additional files; the compilation of a project that refers to none has none.</summary>
    public static ImmutableArray<SourceText> TextsOf(AnalyzerOptions options, CancellationToken cancellationToken) =>
    [
        .. options.AdditionalFiles.Where(file => file.Path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase))
            .Select(file => file.GetText(cancellationToken)).OfType<SourceText>(),
    ];

    public static ProjectSummaries Of(ImmutableArray<SourceText> texts)
    {
        if (texts.IsEmpty)
            return None;
        var parsed = texts.Select(text => s_parsed.GetValue(text, Parse)).ToList();
        return new(parsed.SelectMany(one => one.Methods), parsed.SelectMany(one => one.Engines));
    }

    /// <param name="type">Metadata name.</param>
    /// <param name="name">Name in metadata.</param>
    /// <param name="parameterCount">How many parameters.</param>
    /// <param name="isAnsweredHere">Whether the compilation may answer a contract itself, so that nobody knows who does.</param>
    public MethodSummary? Find(string type, string name, int parameterCount, Func<string, bool>? isAnsweredHere = null)
    {
        MethodSummary? own = null;
        var handed = ImmutableArray<MethodSummary>.Empty;
        foreach (var method in _methods[(type, name)])
        {
            if (method.ParameterCount != parameterCount)
                continue;
            if (method.Through is null)
                own = own is null ? method : own with { Traits = Both(own.Traits, method.Traits) };
            else if (isAnsweredHere?.Invoke(method.Through) == false)
                handed = handed.Add(method);
        }

        return handed.IsEmpty ? own : With(own ?? handed[0] with { Traits = MethodTraits.None, Way = "" }, handed);
    }

    /// <summary>Of a contract that several projects answer, only what all of them do is known, but for what any of them may do.</summary>
    private static MethodTraits Both(MethodTraits one, MethodTraits other)
    {
        const MethodTraits OfAny = MethodTraits.Local | MethodTraits.Observes | MethodTraits.Trains | MethodTraits.Checks;
        return ((one | other) & OfAny) | (one & other & ~OfAny);
    }

    /// <summary>A method comes to what each contract that it asks comes to.</summary>
    private static MethodSummary With(MethodSummary own, ImmutableArray<MethodSummary> handed) => own with
    {
        Traits = handed.GroupBy(method => method.Through, StringComparer.Ordinal)
            .Aggregate(own.Traits, (traits, contract) => traits | contract.Select(method => method.Traits).Aggregate(Both)),
        Way = own.Way.Length > 0 ? own.Way : handed[0].Way,
    };

    /// <summary>The members of a type that hold a prediction engine and are used without a lock.</summary>
    public IEnumerable<string> EnginesIn(string type) => _engines[type];

    private static ProjectSummaries Parse(SourceText text)
    {
        var lines = TabbedLines.Of(text).ToList();
        if (lines.Count < 2 || lines[0] is not ["mlguard-summary", "5", _] || lines[lines.Count - 1] is not ["end", var end])
            return None;

        var methods = new List<MethodSummary>();
        var engines = new List<(string, string)>();
        for (var i = 1; i < lines.Count - 1; i++)
        {
            if (lines[i] is ["method", var type, var name, var count, var traits, var way]
                && Number(count) is { } parameters && Number(traits) is { } flags)
                methods.Add(new MethodSummary(type, name, parameters, (MethodTraits)flags, way));
            else if (lines[i] is ["through", _, _, _, var contract] && methods.Count > 0)
                methods[methods.Count - 1] = methods[methods.Count - 1] with { Through = contract };
            else if (lines[i] is ["path", _, _, _, var parameter, var role, var separator, var feeds]
                && methods.Count > 0 && Number(parameter) is { } ordinal && Enum.TryParse<Role>(role, out var played))
                Add(methods, new PathSink(ordinal, played, separator.Length == 1 ? separator[0] : null) { FedText = feeds });
            else if (lines[i] is ["text", _, _, _, var given, var textRole, var what]
                && methods.Count > 0 && Number(given) is { } place && Enum.TryParse<TextRole>(textRole, out var does))
                Add(methods, new TextUse(place, does, what));
            else if (lines[i] is ["effect", _, _, _, var loses, var done] && methods.Count > 0)
                Add(methods, (done, loses == "1"));
            else if (lines[i] is ["result", _, _, _, var kind, var returned]
                && methods.Count > 0 && Enum.TryParse<ReturnedKind>(kind, out var gives))
                methods[methods.Count - 1] = methods[methods.Count - 1] with { Returned = (gives, returned) };
            else if (lines[i] is ["engine", var holder, var member])
                engines.Add((holder, member));
            else
                return None;
        }

        return Number(end) == methods.Count + engines.Count ? new ProjectSummaries(methods, engines) : None;
    }

    private static void Add(List<MethodSummary> methods, PathSink path)
    {
        var last = methods[methods.Count - 1];
        methods[methods.Count - 1] = last with { Paths = last.Paths.Add(path) };
    }

    private static void Add(List<MethodSummary> methods, TextUse use)
    {
        var last = methods[methods.Count - 1];
        methods[methods.Count - 1] = last with { Texts = last.Texts.Add(use) };
    }

    private static void Add(List<MethodSummary> methods, (string What, bool IsDestructive) effect)
    {
        var last = methods[methods.Count - 1];
        methods[methods.Count - 1] = last with { Effects = last.Effects.Add(effect) };
    }

    private static int? Number(string cell) =>
        int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
