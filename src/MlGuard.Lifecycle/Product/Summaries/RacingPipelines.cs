using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product.Summaries;

/// <summary>
/// Methods that are given a context of ML.NET and make a trainer of it whose threads race. Where a context is made or kept beside the one
/// that is given, nobody knows which of them the trainer is of.
/// </summary>
internal sealed class RacingPipelines(ProductFacts facts, KnownMethods references)
{
    private const string Context = "Microsoft.ML.MLContext";
    private const int MostHelpers = 8;

    private readonly Dictionary<ProductMethod, bool> _races = [];

    public MethodTraits Of(ProductMethod method) => Races(method, MostHelpers) ? MethodTraits.RacesOnContext : MethodTraits.None;

    private bool Races(ProductMethod method, int depth)
    {
        if (_races.TryGetValue(method, out var known) || depth == 0)
            return known;
        _races.Add(method, false);
        return _races[method] = IsGivenTheOnlyContext(method) && method.Calls.Any(call => MakesTrainer(call)
            || references.Has(call, MethodTraits.RacesOnContext)
            || (facts.Graph.TargetsOf(call, method).Take(2).ToImmutableArray() is [var only] && Races(only, depth - 1)));
    }

    /// <summary>Options may ask for one thread, and are read where they stand.</summary>
    private static bool MakesTrainer(Call call) => RacingTrainers.Contain(call.Type, call.Name)
        && call.Text.IndexOf("+Options", StringComparison.Ordinal) < 0;

    private bool IsGivenTheOnlyContext(ProductMethod method) =>
        method.Fact.Name is not (".ctor" or ".cctor")
        && method.Fact.Parameters.Split(',').Count(parameter => parameter == Context) == 1
        && !method.Calls.Any(call => call.Type == Context && call.Name == ".ctor")
        && !facts.Types(SymbolName.Of(method.Fact.Type)).SelectMany(type => type.Fields.Select(field => field.Type).Concat(type.Shared))
            .Any(type => type.IndexOf(Context, StringComparison.Ordinal) >= 0);
}
