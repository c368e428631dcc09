using System.Reflection.Metadata;
using MlGuard.Frameworks;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Il;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Serving;

/// <summary>
/// The log of predictions writes which model answered: a name that says so is passed to what it calls, or to the log itself.
/// </summary>
internal static class LogCheck
{
    private const int Deepest = 4;

    /// <summary>A logger without a provider keeps nothing, whatever it is given.</summary>
    public static RowAnswer ReachesSomewhere(RowContext context)
    {
        var facts = context.Product.Facts!;
        var log = facts.Bodies(context.Entry(ManifestPaths.ServingLog).Text!);
        return LogDestination.LossOf(facts, context.Product.Serving!, log) is { } loss ? RowAnswer.Declared(loss) : RowAnswer.Proven("");
    }

    /// <summary>What is passed as the score is used.</summary>
    public static RowAnswer KeepsScore(RowContext context)
    {
        var declared = context.Entry(ManifestPaths.ServingLog);
        var (facts, serving) = (context.Product.Facts!, context.Product.Serving!);
        var reached = facts.Graph.Reach(serving.Predicting.Select(entry => entry.Method));
        var scores = ScoreTypes.Of(serving).With(facts.Bodies(context.Text(ManifestPaths.ServingPostProcessing) ?? ""));
        var log = Preferring([.. facts.Bodies(declared.Text!).Where(method => method.ParameterCount > 0 && !method.IsConstructor)],
            reached.Contains);
        return !log.IsEmpty && log.All(method => IdleMembers.Drops(facts.Graph, method, scores.In(method)))
            ? RowAnswer.Of(Problem.Failed(
                $"'{declared.Text}' is passed the score and uses nothing of it, so {context.Row.Without}",
                "Write the score down beside the version.", declared.Span))
            : RowAnswer.Proven("");
    }

    /// <summary>A condition in the log is one as much as it is around its call.</summary>
    public static RowAnswer WritesAlways(RowContext context)
    {
        var declared = context.Entry(ManifestPaths.ServingLog);
        var (facts, serving) = (context.Product.Facts!, context.Product.Serving!);
        var reached = facts.Graph.Reach(serving.Predicting.Select(entry => entry.Method));
        var log = Preferring([.. facts.Bodies(declared.Text!).Where(method => !method.IsConstructor)], reached.Contains);
        return log.Concat(log.SelectMany(method => facts.Graph.Overriding(method)).SelectMany(dispatch => dispatch.Targets))
            .FirstOrDefault(method => (method.Fact.Effects & LibraryEffects.WritesSometimes) != 0) is { } some
            ? RowAnswer.Of(Problem.Conditional(
                $"{some.Short} writes only under a condition, and has a way out on which the prediction is not written",
                "Write on every way through it, or attest why not.", declared.Span))
            : RowAnswer.Proven("");
    }

    public static RowAnswer NamesVersion(RowContext context)
    {
        var declared = context.Entry(ManifestPaths.ServingLog);
        var facts = context.Product.Facts!;
        var reached = facts.Graph.Reach(context.Product.Serving!.Predicting.Select(entry => entry.Method));
        ImmutableArray<ProductMethod> log =
        [
            .. facts.Bodies(declared.Text!).Where(method => method.Fact.Name is not (".ctor" or ".cctor")),
        ];
        log = Preferring(log, reached.Contains);
        var own = Within(facts.Graph, log);
        if (IsKnownToWriteNothing(facts.Graph, own))
            return RowAnswer.Of(Problem.Failed(
                $"'{declared.Text}' writes nothing down, so {context.Row.Without}",
                "Write score and version where they can be read later: to a logger, a file, a table or a meter.", declared.Span));
        var model = DeclaredModel.Of(context.Product.Manifest);
        var handed = PassedTo(facts, log, reached).ToImmutableArray();
        if (model.IsKnown && Other(own.SelectMany(Words).Concat(handed), model) is { } other)
            return Contradicted(context, declared, model, other);
        if (own.SelectMany(Words).Select(word => Name(facts, word, model))
            .FirstOrDefault(name => name is not null) is { } written)
            return RowAnswer.Proven($"it writes '{Quoted.Short(written)}'");
        var isReadable = own.Any(method => method.Fact.Name != ".cctor"
            && method.Fact.Body is not (MethodBody.None or MethodBody.Unreadable));
        if (handed.Where(word => !isReadable || word[0] != CarriedNames.TypeMark)
            .Select(word => Name(facts, word, model)).FirstOrDefault(name => name is not null) is { } passed)
            return log.All(method => IdleMembers.Drops(facts.Graph, method, type => type == nameof(PrimitiveTypeCode.String)))
                ? RowAnswer.Of(Problem.Failed(
                    $"'{declared.Text}' is passed '{Quoted.Short(passed)}' and uses no text that it is passed, so {context.Row.Without}",
                    "Write it with each prediction, as '{ModelVersion}'.", declared.Span))
                : RowAnswer.Proven($"it is passed '{Quoted.Short(passed)}'");
        if (Enriched(facts).Select(pair => (pair.Method, Name: Name(facts, pair.Word, model)))
            .FirstOrDefault(pair => pair.Name is not null) is { Name: { } given } everywhere)
            return RowAnswer.Proven($"{everywhere.Method.Short} gives '{Quoted.Short(given)}' to every entry");
        if (!model.Ids.IsEmpty
            && own.SelectMany(Words).Concat(handed).Select(NamedConstant.Of).FirstOrDefault(one => one is not null) is { } foreign)
            return Contradicted(context, declared, model, foreign);
        return RowAnswer.Of(isReadable
            ? Problem.Failed(
                $"'{declared.Text}' keeps predictions and neither receives nor writes which model answered, so {context.Row.Without}",
                "Hand it the model's version, and write it with each prediction, as '{ModelVersion}'.", declared.Span)
            : Problem.Absent(
                $"no code of '{declared.Text}' can be read, and nothing passed to it names the model's version, so whether it is "
                    + "written is not known",
                "Hand it the version as 'modelVersion', name the class that writes, or attest 'serving/log'.", declared.Span));
    }

    private static RowAnswer Contradicted(RowContext context, ManifestEntry declared, DeclaredModel model, NamedConstant constant) =>
        RowAnswer.Of(Problem.Failed(
            $"'{declared.Text}' writes '{Quoted.Short(constant.Text)}' as {Quoted.Short(constant.Name)}{model.Contradicts()}, "
                + $"so {context.Row.Without}",
            model.Remedy, declared.Span));

    private static IEnumerable<string> Words(ProductMethod method) => method.Passed.SelectMany(call => call.Values);

    /// <summary>A constant that stands where the version belongs, and is another one than the declared.</summary>
    private static NamedConstant? Other(IEnumerable<string> words, DeclaredModel model) =>
        words.Select(NamedConstant.Of).OfType<NamedConstant>().FirstOrDefault(constant => model.In(constant.Text) is null
            && ((constant.AsksForVersion && (constant.Text.Trim().Length == 0 || PassedNames.Number(constant.Text) is not null))
                || (!model.Ids.IsEmpty && HostedModelNames.IsOfProvider(constant.Text))));

    /// <summary>All of it can be read, and nothing in it is called for what that does.</summary>
    private static bool IsKnownToWriteNothing(CallGraph graph, ImmutableArray<ProductMethod> own)
    {
        var known = own.ToImmutableHashSet();
        return own.Any(method => method.Fact.Body is MethodBody.Real or MethodBody.Empty)
            && own.All(method => IsRead(graph, method)
                && (method.Fact.Effects & LibraryEffects.Writes) == 0
                && method.Calls.All(call => StaysWithin(call, method)));

        bool StaysWithin(Call call, ProductMethod caller) =>
            graph.TargetsOf(call, caller).ToImmutableArray() is { IsEmpty: false } targets
                && targets.All(target => known.Contains(target) || target.Fact.Name == ".ctor");
    }

    private static bool IsRead(CallGraph graph, ProductMethod method) => method.Fact.Body switch
    {
        MethodBody.Unreadable => false,
        MethodBody.None => graph.Overriding(method).SelectMany(dispatch => dispatch.Targets).Any(target => target != method),
        _ => true,
    };

    /// <summary>A log has other methods than the one that serving calls; what those write is no prediction's.</summary>
    private static ImmutableArray<ProductMethod> Preferring(ImmutableArray<ProductMethod> methods, Func<ProductMethod, bool> isMeant)
    {
        ImmutableArray<ProductMethod> meant = [.. methods.Where(isMeant)];
        return meant.IsEmpty ? methods : meant;
    }

    /// <summary>The log, what answers for it when it is an interface, what they call, and the templates that its type prepares.</summary>
    private static ImmutableArray<ProductMethod> Within(CallGraph graph, ImmutableArray<ProductMethod> log)
    {
        var seen = new HashSet<ProductMethod>(log);
        var walked = new HashSet<Dispatch>();
        var edge = log;
        for (var depth = 0; depth < Deepest && !edge.IsEmpty; depth++)
            edge =
            [
                .. edge.SelectMany(method => graph.Overriding(method)
                        .Concat(method.Calls.SelectMany(call => graph.DispatchesOf(call, method))))
                    .Where(walked.Add).SelectMany(dispatch => dispatch.Targets).Where(seen.Add),
            ];
        var types = seen.Select(method => method.Fact.Type).ToImmutableHashSet();
        return
        [
            .. seen.Where(method => method.Fact.Name != ".ctor"),
            .. graph.Methods.Where(method => method.Fact.Name == ".cctor" && types.Contains(method.Fact.Type)),
        ];
    }

    /// <summary>The words that calls to the log bring along.</summary>
    private static IEnumerable<string> PassedTo(
        ProductFacts facts, ImmutableArray<ProductMethod> log, MethodSet reached)
    {
        var known = new Dictionary<Dispatch, bool>();
        bool ReachesLog(Dispatch dispatch)
        {
            if (!known.TryGetValue(dispatch, out var reaches))
                known.Add(dispatch, reaches = dispatch.Targets.Any(log.Contains));
            return reaches;
        }

        return
        from method in Preferring([.. facts.Graph.Methods.Where(method => !method.Assembly.IsTestProject)], reached.Contains)
        from passed in method.Passed
        where passed.Callee.Length > 0
        from call in method.Calls
        where call.Text == passed.Callee && facts.Graph.DispatchesOf(call, method).Any(ReachesLog)
        from word in passed.Values
        select word;
    }

    /// <summary>The words that the product passes to what stands in every entry of its logs.</summary>
    private static IEnumerable<(ProductMethod Method, string Word)> Enriched(ProductFacts facts) =>
        from method in facts.Graph.Methods
        where !method.Assembly.IsTestProject
        from passed in method.Passed
        where passed.Callee.Length > 0 && RecordingCalls.Enrich(passed.Callee)
        from word in passed.Values
        select (method, word);

    /// <summary>
    /// What of a word says which model answered: itself, a property of the object as a whole, or what the manifest declares.
    /// </summary>
    private static string? Name(ProductFacts facts, string word, DeclaredModel model) => word[0] switch
    {
        CarriedNames.TypeMark =>
            facts.Graph.Bases(word.Substring(1)).Append(word.Substring(1)).SelectMany(type => facts.Types(SymbolName.Of(type)))
                .SelectMany(type => type.Columns).Select(ModelWords.In).FirstOrDefault(name => name is not null),
        NamedConstant.Mark => NamedConstant.Of(word) is { } constant ? model.In(constant.Text) : null,
        PassedNames.NumberMark => model.In(word.Substring(1)) is not null ? word.Substring(1) : null,
        _ => word,
    };
}
