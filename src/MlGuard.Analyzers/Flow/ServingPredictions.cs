using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Flow;

/// <summary>The predictions of a compilation that somebody waits for: not those of tests, training and evaluation.</summary>
internal static class ServingPredictions
{
    /// <summary>Every prediction that may be serving code; whether an entry point reaches it is for <see cref="CallPaths.ToEntryPoint"/> to say.</summary>
    public static IEnumerable<RoleCall> In(MlCompilation compilation)
    {
        if (compilation.IsTestProject)
            return [];

        var calls = compilation.Calls.RoleCalls.ToList();
        var evaluating = new HashSet<ISymbol>(
            calls.Where(call => call.Role is Role.Evaluate or Role.CrossValidate).Select(call => compilation.Calls.OwnerOf(call.Caller)), SymbolEqualityComparer.Default);
        return calls.Where(call => IsPrediction(call, evaluating, compilation) && !TestCode.Contains(compilation.Calls.OwnerOf(call.Caller), compilation.Symbols));
    }

    private static bool IsPrediction(RoleCall call, HashSet<ISymbol> evaluating, MlCompilation compilation) => call.Role switch
    {
        Role.Predict => true,
        Role.Transform => !evaluating.Contains(compilation.Calls.OwnerOf(call.Caller)),
        _ => false,
    };
}
