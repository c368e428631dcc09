using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product.Summaries;

/// <summary>
/// What of ML.NET and ONNX Runtime a method makes anew each time that it is called, and gives to its caller. A type that keeps one may
/// give the one that it keeps.
/// </summary>
internal sealed class Makings(ProductFacts facts, KnownMethods references)
{
    private const string Results = "Microsoft.ML.OnnxRuntime.IDisposableReadOnlyCollection`1";
    private const int MostHelpers = 8;

    private static readonly ImmutableArray<(Role Role, string Made, string Kept, MethodTraits Trait)> s_kinds =
    [
        (Role.CreateEngine, "Microsoft.ML.PredictionEngine`2", "Microsoft.ML.PredictionEngine", MethodTraits.MakesEngine),
        (Role.LoadModel, "Microsoft.ML.ITransformer", "Microsoft.ML.ITransformer", MethodTraits.LoadsModel),
    ];

    /// <summary>What an object keeps that its constructor makes; an engine stands on a model.</summary>
    private static readonly ImmutableArray<(Role Role, string[] Kept, MethodTraits Trait)> s_kept =
    [
        (Role.CreateSession, ["Microsoft.ML.OnnxRuntime.InferenceSession"], MethodTraits.OpensSession),
        (Role.LoadModel, ["Microsoft.ML.ITransformer", "Microsoft.ML.PredictionEngine`2"], MethodTraits.LoadsModel),
    ];

    /// <summary>Who looks into one of these first may find what was made before.</summary>
    private static readonly string[] s_stores =
        ["System.Collections.", "System.Lazy`1", "System.Threading.", "Microsoft.Extensions.Caching.", "System.WeakReference"];

    private readonly Dictionary<ProductMethod, bool> _givesResults = [];

    public MethodTraits Of(ProductMethod method) => method.Fact.Name == ".ctor" ? OfObject(method) : OfResult(method);

    private MethodTraits OfObject(ProductMethod constructor)
    {
        var types = facts.Types(SymbolName.Of(constructor.Fact.Type));
        if (constructor.Calls.Any(call => s_stores.Any(store => call.Type.StartsWith(store, StringComparison.Ordinal))))
            return MethodTraits.None;
        return s_kept
            .Where(kind => constructor.Calls.Any(call => RoleIndex.Plays(call.Type, call.Name, kind.Role))
                && types.SelectMany(type => type.Fields).Any(field => IsOf(field.Type, kind.Kept))
                && !types.SelectMany(type => type.Shared).Any(type => Mentions(type, kind.Kept)))
            .Aggregate(MethodTraits.None, (traits, kind) => traits | kind.Trait);
    }

    private static bool IsOf(string type, string[] kept) =>
        kept.Any(one => type == one || type.StartsWith(one + "<", StringComparison.Ordinal));

    private static bool Mentions(string type, string[] kept) => kept.Any(one => type.IndexOf(one, StringComparison.Ordinal) >= 0);

    private MethodTraits OfResult(ProductMethod method) => s_kinds
        .Where(kind => method.Fact.Result.StartsWith(kind.Made, StringComparison.Ordinal)
            && method.Calls.Any(call => RoleIndex.Plays(call.Type, call.Name, kind.Role)) && !Keeps(method, kind.Kept))
        .Aggregate(
            GivesResults(method, MostHelpers) ? MethodTraits.GivesResults : MethodTraits.None, (traits, kind) => traits | kind.Trait);

    /// <summary>Whether it runs a model and returns what the run gave, itself or by a helper.</summary>
    private bool GivesResults(ProductMethod method, int depth)
    {
        if (_givesResults.TryGetValue(method, out var known) || depth == 0)
            return known;
        _givesResults.Add(method, false);
        return _givesResults[method] = IsOfResults(method.Fact.Result) && !Keeps(method, Results)
            && method.Calls.Any(call => IsRun(call) || references.Has(call, MethodTraits.GivesResults)
                || (facts.Graph.TargetsOf(call, method).Take(2).ToImmutableArray() is [var only] && GivesResults(only, depth - 1)));
    }

    private static bool IsRun(Call call) =>
        call.Type == "Microsoft.ML.OnnxRuntime.InferenceSession" && call.Name.StartsWith("Run", StringComparison.Ordinal);

    private static bool IsOfResults(string type) => type.StartsWith(Results, StringComparison.Ordinal)
        || type.StartsWith($"System.Threading.Tasks.Task`1<{Results}", StringComparison.Ordinal);

    private bool Keeps(ProductMethod method, string kept) =>
        facts.Types(SymbolName.Of(method.Fact.Type)).SelectMany(type => type.Fields.Select(field => field.Type).Concat(type.Shared))
            .Any(type => type.IndexOf(kept, StringComparison.Ordinal) >= 0);
}
