using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product.Summaries;

/// <summary>Makes the summary of a project out of the facts of its assembly and the summaries of the projects that it refers to.</summary>
internal static class Summarizer
{
    public const int MostMethods = 100_000;

    private static readonly ImmutableArray<string> s_engines =
        ["Microsoft.ML.PredictionEngine`2", "Microsoft.ML.PredictionEngineBase`2", "System.Lazy`1<Microsoft.ML.PredictionEngine`2"];

    public static ProjectSummary Of(AssemblyFacts assembly, ImmutableArray<ProjectSummary> references)
    {
        if (assembly.Fault is not null || assembly.Methods.Length > MostMethods)
            return new(assembly.Assembly, [], []);
        var (facts, known) = (new ProductFacts([assembly], []), new KnownMethods(references, assembly));
        var ways = new PredictionWays(facts, known);
        var sinks = new PathSinks(facts, known);
        var makings = new Makings(facts, known);
        var shared = new SharedEngines(facts, known);
        var racing = new RacingPipelines(facts, known);
        var texts = new TextUses(facts, known);
        var effects = new OutsideEffects(facts, known);
        var checking = ways.Reaching(
            method => method.Fact.Reading.Throws || facts.Plays(method, Role.Assert), MethodTraits.Checks);
        var types = TypesOf(assembly);
        var bodies = facts.Graph.Methods
            .Where(method => method.Fact.Body != MethodBody.None)
            .ToDictionary(
                method => method,
                method => new MethodSummary(
                    KeyOf(method), ways.TraitsOf(method) | CheckOf(method, checking) | makings.Of(method) | IdleOf(method.Fact)
                        | shared.Of(method) | racing.Of(method) | texts.AnswersOf(method),
                    "", sinks.Of(method)) 
                {
                    Texts = texts.Of(method), Effects = effects.Of(method), Returned = method.Fact.Reading.Returned,
                });
        return new(
            assembly.Assembly,
            [
                .. Merged(Seen(bodies, facts, types, ways).Concat(assembly.Types.SelectMany(HeldBy))).Where(method => !method.IsEmpty)
                    .OrderBy(method => method.Key.Type, StringComparer.Ordinal).ThenBy(method => method.Key.Name, StringComparer.Ordinal)
                    .ThenBy(method => method.Key.ParameterCount),
            ],
            [.. assembly.Types.SelectMany(type => Engines(type, facts)).OrderBy(engine => engine, Comparer<(string, string)>.Default)]);
    }

    /// <summary>Only which methods come to a prediction.</summary>
    public static ImmutableArray<MethodSummary> PredictionsOf(AssemblyFacts assembly, IEnumerable<ProjectSummary> references)
    {
        var facts = new ProductFacts([assembly], []);
        var ways = new PredictionWays(facts, new KnownMethods(references, assembly));
        var bodies = facts.Graph.Methods.Where(method => method.Fact.Body != MethodBody.None)
            .ToDictionary(method => method, method => new MethodSummary(KeyOf(method), ways.TraitsOf(method), "", []));
        return [.. Merged(Seen(bodies, facts, TypesOf(assembly), ways)).Where(method => (method.Traits & MethodTraits.Predicts) != 0)];
    }

    private static Dictionary<string, TypeFact> TypesOf(AssemblyFacts assembly) =>
        assembly.Types.GroupBy(type => type.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    /// <summary>What others see of the bodies, also by way of contracts.</summary>
    private static IEnumerable<MethodSummary> Seen(
        Dictionary<ProductMethod, MethodSummary> bodies, ProductFacts facts, Dictionary<string, TypeFact> types, PredictionWays ways) =>
        bodies.Where(pair => IsVisible(pair.Key.Fact, types)).Select(pair => WithWay(pair.Value, pair.Key, ways))
            .Concat(Contracts(bodies, facts, types, ways));

    private static IEnumerable<MethodSummary> Merged(IEnumerable<MethodSummary> methods) =>
        methods.GroupBy(method => method.Key).Select(group => All([.. group]));

    private static MethodKey KeyOf(ProductMethod method) => new(method.Fact.Type, method.Fact.Name, method.ParameterCount);

    private static MethodTraits CheckOf(ProductMethod method, MethodSet checking) =>
        checking.Contains(method) ? MethodTraits.Checks : MethodTraits.None;

    /// <summary>Accessors of constants are everywhere, and nobody calls them for what they do.</summary>
    private static MethodTraits IdleOf(MethodFact method) =>
        method.Body == MethodBody.Empty && method.Name is not (".ctor" or ".cctor")
            && method.Name.IndexOf("et_", StringComparison.Ordinal) != 1
            ? MethodTraits.Idle
            : MethodTraits.None;

    private static MethodSummary WithWay(MethodSummary summary, ProductMethod method, PredictionWays ways) =>
        (summary.Traits & MethodTraits.Predicts) != 0 ? summary with { Way = ways.WayFrom(method) } : summary;

    /// <summary>A field is told as a method of its name without parameters.</summary>
    private static IEnumerable<MethodSummary> HeldBy(TypeFact type) => type.Visibility == SymbolVisibility.Hidden
        ? []
        : type.Held.Select(field => new MethodSummary(new(type.Name, field.Name, 0), MethodTraits.None, "", []) { Returned = field.Value });

    private static bool IsVisible(MethodFact method, Dictionary<string, TypeFact> types) =>
        method.Visibility != SymbolVisibility.Hidden
        && (!types.TryGetValue(method.Type, out var type) || type.Visibility != SymbolVisibility.Hidden);

    /// <summary>
    /// What is true of a call through a contract or a base type: what all that can answer it have in common, but for what any of them may
    /// do.
    /// </summary>
    private static IEnumerable<MethodSummary> Contracts(
        Dictionary<ProductMethod, MethodSummary> bodies, ProductFacts facts, Dictionary<string, TypeFact> types, PredictionWays ways)
    {
        foreach (var group in bodies.Keys.SelectMany(method => Bases(method, facts, types), (method, type) => (method, type))
            .GroupBy(pair => new MethodKey(pair.type, Simple(pair.method.Fact.Name), pair.method.ParameterCount)))
        {
            ImmutableArray<ProductMethod> answering = [.. group.Select(pair => pair.method)];
            var all = All([.. answering.Select(method => bodies[method])]);
            // Another project may answer with another value.
            all = all with { Key = group.Key, Returned = null };
            if (!all.IsEmpty)
                yield return WithWay(all, answering[0], ways);
        }
    }

    /// <summary>The types of the team's own through which a method can be called.</summary>
    private static IEnumerable<string> Bases(ProductMethod method, ProductFacts facts, Dictionary<string, TypeFact> types)
    {
        if (method.Fact.Name is ".ctor" or ".cctor")
            return [];
        return facts.Graph.Bases(method.Fact.Type).Where(type => types.ContainsKey(type) || !IsOfFramework(type));
    }

    private static bool IsOfFramework(string type) =>
        type.StartsWith("System.", StringComparison.Ordinal) || type.StartsWith("Microsoft.", StringComparison.Ordinal);

    private static string Simple(string name) => name.Substring(name.LastIndexOf('.') + 1);

    private static MethodSummary All(ImmutableArray<MethodSummary> methods)
    {
        const MethodTraits OfAny = MethodTraits.Local | MethodTraits.Observes | MethodTraits.Trains | MethodTraits.Checks;
        var (any, all) = (methods.Aggregate(MethodTraits.None, (traits, one) => traits | one.Traits), methods[0].Traits);
        foreach (var method in methods)
            all &= method.Traits;
        return methods[0] with
        {
            Traits = (any & OfAny) | (all & ~OfAny),
            Sinks = [.. methods[0].Sinks.Where(sink => methods.All(method => method.Sinks.Contains(sink)))],
            Texts = [.. methods[0].Texts.Where(use => methods.All(method => method.Texts.Contains(use)))],
            Effects = [.. methods.SelectMany(method => method.Effects).Distinct()],
            Returned = methods.All(method => method.Returned == methods[0].Returned) ? methods[0].Returned : null,
        };
    }

    private static IEnumerable<(string Type, string Field)> Engines(TypeFact type, ProductFacts facts)
    {
        if (type.Visibility == SymbolVisibility.Hidden)
            return [];
        var fields = type.Fields.Where(field => s_engines.Any(engine => field.Type.StartsWith(engine, StringComparison.Ordinal)));
        return fields.Any() && facts.Bodies(SymbolName.Of(type.Name)).Any(method => UsesEngine(method) && !method.Fact.Reading.Locks)
            ? fields.Select(field => (type.Name, PropertyOf(field.Name)))
            : [];
    }

    private static bool UsesEngine(ProductMethod method) =>
        method.Calls.Any(call => call.Name == "Predict" && call.Type.StartsWith("Microsoft.ML.PredictionEngine", StringComparison.Ordinal));

    /// <summary>The compiler keeps a property <c>Engine</c> in <c>&lt;Engine&gt;k__BackingField</c>.</summary>
    private static string PropertyOf(string field) =>
        field.IndexOf('>') is > 1 and var end && field[0] == '<' ? field.Substring(1, end - 1) : field;
}
