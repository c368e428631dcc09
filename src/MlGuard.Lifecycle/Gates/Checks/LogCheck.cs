using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Gates.Checks;

/// <summary>The log of predictions writes which model answered: a name that says so is handed to what it calls, or to the log itself.</summary>
internal static class LogCheck
{
    private const int Deepest = 4;

    public static RowAnswer NamesVersion(RowContext context)
    {
        var slot = context.Slot("serving.log");
        var facts = context.Product.Facts!;
        var reached = facts.Graph.Reach(context.Product.Serving!.Predicting.Select(entry => entry.Place));
        ImmutableArray<Place> log = [.. facts.Bodies(slot.Text!).Where(place => place.Method.Name is not (".ctor" or ".cctor"))];
        log = Preferring(log, reached.Contains);
        var own = Within(facts.Graph, log);
        var version = context.Text("model.version");
        if (own.SelectMany(place => place.Handed.SelectMany(call => call.Values).Select(word => Name(facts, word, version))).FirstOrDefault(name => name is not null) is { } written)
            return RowAnswer.Proven($"it writes '{Quoted.Short(written)}'");
        var isReadable = own.Any(place => place.Method.Name != ".cctor" && place.Method.Body is not (MethodBody.None or MethodBody.Unreadable));
        if (HandedTo(facts, log, reached).Where(word => !isReadable || word[0] != Trace.TypeMark).Select(word => Name(facts, word, version)).FirstOrDefault(name => name is not null) is { } handed)
            return RowAnswer.Proven($"it is handed '{Quoted.Short(handed)}'");
        if (Enriched(facts).Select(pair => (pair.Place, Name: Name(facts, pair.Word, version))).FirstOrDefault(pair => pair.Name is not null) is { Name: { } given } everywhere)
            return RowAnswer.Proven($"{everywhere.Place.Short} gives '{Quoted.Short(given)}' to every entry");
        return RowAnswer.Of(isReadable
            ? Problem.Failed($"'{slot.Text}' keeps predictions and is neither handed nor writes which model answered, so {context.Row.Without}", "Hand it the model's version, and write it with each prediction, as '{ModelVersion}'.", slot.Span)
            : Problem.Absent($"no code of '{slot.Text}' can be read, and nothing handed to it names the model's version, so whether it is written is not known", "Hand it the version as 'modelVersion', name the class that writes, or attest 'serving/log'.", slot.Span));
    }

    /// <summary>A log has other methods than the one that serving calls; what those write is no prediction's.</summary>
    private static ImmutableArray<Place> Preferring(ImmutableArray<Place> places, Func<Place, bool> isMeant)
    {
        ImmutableArray<Place> meant = [.. places.Where(isMeant)];
        return meant.IsEmpty ? places : meant;
    }

    /// <summary>The log, what answers for it when it is an interface, what they call, and the templates that its type prepares.</summary>
    private static ImmutableArray<Place> Within(CallGraph graph, ImmutableArray<Place> log)
    {
        var seen = new HashSet<Place>(log);
        var edge = log;
        for (var depth = 0; depth < Deepest && !edge.IsEmpty; depth++)
            edge = [.. edge.SelectMany(place => graph.Overrides(place).Concat(place.Calls.SelectMany(call => graph.TargetsOf(call, place)))).Where(seen.Add)];
        var types = seen.Select(place => place.Method.Type).ToImmutableHashSet();
        return [.. seen.Where(place => place.Method.Name != ".ctor"), .. graph.Places.Where(place => place.Method.Name == ".cctor" && types.Contains(place.Method.Type))];
    }

    /// <summary>The words that calls to the log bring along.</summary>
    private static IEnumerable<string> HandedTo(ProductFacts facts, ImmutableArray<Place> log, ImmutableHashSet<Place> reached) =>
        from place in Preferring([.. facts.Graph.Places.Where(place => !place.Assembly.IsTestProject)], reached.Contains)
        from handed in place.Handed
        where handed.Callee.Length > 0
        from call in place.Calls
        where call.Text == handed.Callee && facts.Graph.TargetsOf(call, place).Any(log.Contains)
        from word in handed.Values
        select word;

    /// <summary>The words that the product hands to what stands in every entry of its logs.</summary>
    private static IEnumerable<(Place Place, string Word)> Enriched(ProductFacts facts) =>
        from place in facts.Graph.Places
        where !place.Assembly.IsTestProject
        from handed in place.Handed
        where handed.Callee.Length > 0 && HandedCalls.Enrich(handed.Callee)
        from word in handed.Values
        select (place, word);

    /// <summary>What of a word says which model answered: itself, a property of the object as a whole, or the version that the manifest declares.</summary>
    private static string? Name(ProductFacts facts, string word, string? version) => word[0] switch
    {
        Trace.TypeMark => facts.Graph.Bases(word.Substring(1)).Append(word.Substring(1)).SelectMany(type => facts.Types(SymbolName.Of(type))).SelectMany(type => type.Columns).Select(ModelWords.In).FirstOrDefault(name => name is not null),
        HandedWords.NumberMark => version is not null && word.IndexOf(version, StringComparison.Ordinal) >= 0 ? word.Substring(1) : null,
        _ => word,
    };
}
