namespace MlGuard.Lifecycle.Facts.Ways;

/// <summary>How the values of a body are numbered: by where they stand.</summary>
internal static class Register
{
    /// <summary>Before it, places on the stack.</summary>
    public const int FirstLocal = 1_000;

    /// <summary>Locals that a state machine keeps in fields of its own, which nobody else sees.</summary>
    public const int FirstHoisted = 500_000;

    /// <summary>The object whose method it is, where that asks itself what it is.</summary>
    public const int This = FirstArgument - 1;

    public const int FirstArgument = 1_000_000;

    /// <summary>Fields of closures, which are locals and parameters of the method that other bodies share.</summary>
    public const int FirstField = 2_000_000;
}
