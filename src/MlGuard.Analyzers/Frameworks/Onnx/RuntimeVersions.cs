namespace MlGuard.Analyzers.Frameworks.Onnx;

/// <summary>
/// The newest models that each version of ONNX Runtime loads: the compatibility table of its documentation and the ONNX release that it was
/// built with. Where neither says, the limit of the next version that was tried.
/// </summary>
internal static class RuntimeVersions
{
    private static readonly ImmutableArray<(Version From, int Opset, int IrVersion)> s_versions =
    [
        // Tried with 1.31.1; 1.23 to 1.30 know no more.
        (new(1, 23), 26, 13),
        (new(1, 21), 22, 10),
        (new(1, 18), 21, 10),
        (new(1, 17), 20, 9),
        (new(1, 15), 19, 9),
        (new(1, 14), 18, 8),
        (new(1, 12), 17, 8),
        (new(1, 11), 16, 8),
        (new(1, 9), 15, 8),
        (new(1, 8), 14, 7),
        (new(1, 6), 13, 7),
        (new(1, 3), 12, 7),
        (new(1, 0), 11, 6),
    ];

    private static readonly Version s_lastTried = new(1, 31);

    /// <summary>What <paramref name="runtime"/> loads at most; null for a version that is older or newer than any that is known.</summary>
    public static (int Opset, int IrVersion)? Of(Version runtime)
    {
        if (new Version(runtime.Major, runtime.Minor) > s_lastTried)
            return null;
        foreach (var (from, opset, irVersion) in s_versions)
        {
            if (runtime >= from)
                return (opset, irVersion);
        }

        return null;
    }
}
