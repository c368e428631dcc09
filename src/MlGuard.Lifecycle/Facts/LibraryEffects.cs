namespace MlGuard.Lifecycle.Facts;

/// <summary>What a method does by calling libraries that come with .NET, whose calls the facts do not list.</summary>
[Flags]
internal enum LibraryEffects
{
    None = 0,

    /// <summary>It writes something down.</summary>
    Writes = 1,

    /// <summary>It gives up what takes too long.</summary>
    LimitsTime = 2,

    /// <summary>It writes something down, or hands it to what may, on some of its ways only.</summary>
    WritesSometimes = 4,
}
