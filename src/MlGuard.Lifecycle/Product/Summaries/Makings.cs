using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Product.Summaries;

/// <summary>
/// What of ML.NET a method makes anew each time that it is called, and gives to its caller. A type that keeps one may give the one that it
/// keeps.
/// </summary>
internal static class Makings
{
    private static readonly ImmutableArray<(Role Role, string Made, string Kept, MethodTraits Trait)> s_kinds =
    [
        (Role.CreateEngine, "Microsoft.ML.PredictionEngine`2", "Microsoft.ML.PredictionEngine", MethodTraits.MakesEngine),
        (Role.LoadModel, "Microsoft.ML.ITransformer", "Microsoft.ML.ITransformer", MethodTraits.LoadsModel),
    ];

    public static MethodTraits Of(ProductMethod method, ProductFacts facts) => s_kinds
        .Where(kind => method.Fact.Result.StartsWith(kind.Made, StringComparison.Ordinal)
            && method.Calls.Any(call => RoleIndex.Plays(call.Type, call.Name, kind.Role)) && !Keeps(method, kind.Kept, facts))
        .Aggregate(MethodTraits.None, (traits, kind) => traits | kind.Trait);

    private static bool Keeps(ProductMethod method, string kept, ProductFacts facts) =>
        facts.Types(SymbolName.Of(method.Fact.Type)).SelectMany(type => type.Fields)
            .Any(field => field.Type.IndexOf(kept, StringComparison.Ordinal) >= 0);
}
