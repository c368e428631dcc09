namespace MlGuard.Lifecycle.Facts.Il.Texts;

/// <summary>Whose text a value holds, as bits: a parameter's, what a call answered, or nothing but constants.</summary>
internal static class TextMask
{
    public const int MostParameters = 32;
    public const int MostCalls = 28;

    public const ulong None = 0;

    /// <summary>A constant.</summary>
    public const ulong Constant = 1UL << 60;

    /// <summary>What says that a message is the system's.</summary>
    public const ulong Instruction = 1UL << 61;

    /// <summary>Whose text it is, without what is said of it.</summary>
    public const ulong Sources = Constant - 1;

    public static ulong OfParameter(int parameter) => parameter < MostParameters ? 1UL << parameter : None;

    public static ulong OfCall(int call) => call < MostCalls ? 1UL << (MostParameters + call) : None;
}
