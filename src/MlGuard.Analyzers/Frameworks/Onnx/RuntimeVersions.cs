namespace MlGuard.Analyzers.Frameworks.Onnx;

/// <summary>
/// The newest models that each version of ONNX Runtime loads: the compatibility table of its documentation and the ONNX release that it was
/// built with, also for the operators of classic learning, <c>ai.onnx.ml</c>. Where neither says, the limit of the next version that was
/// tried.
/// </summary>
internal static class RuntimeVersions
{
    private static readonly ImmutableArray<(Version From, int Opset, int MlOpset, int IrVersion)> s_versions =
    [
        // Tried with 1.31.1; 1.23 to 1.30 know no more.
        (new(1, 23), 26, 5, 13),
        (new(1, 21), 22, 5, 10),
        (new(1, 18), 21, 5, 10),
        (new(1, 17), 20, 4, 9),
        (new(1, 15), 19, 3, 9),
        (new(1, 14), 18, 3, 8),
        (new(1, 12), 17, 3, 8),
        (new(1, 11), 16, 3, 8),
        (new(1, 9), 15, 2, 8),
        (new(1, 8), 14, 2, 7),
        (new(1, 6), 13, 2, 7),
        (new(1, 3), 12, 2, 7),
        (new(1, 0), 11, 2, 6),
    ];

    private static readonly Version s_lastTried = new(1, 31);

    /// <summary>What <paramref name="runtime"/> loads at most; null for a version that is older or newer than any that is known.</summary>
    public static (int Opset, int MlOpset, int IrVersion)? Of(Version runtime)
    {
        if (new Version(runtime.Major, runtime.Minor) > s_lastTried)
            return null;
        foreach (var (from, opset, mlOpset, irVersion) in s_versions)
        {
            if (runtime >= from)
                return (opset, mlOpset, irVersion);
        }

        return null;
    }
}
