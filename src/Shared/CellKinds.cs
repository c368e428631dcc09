namespace MlGuard;

/// <summary>What the cells of a column look like.</summary>
[Flags]
internal enum CellKinds
{
    None = 0,
    Empty = 1 << 0,

    /// <summary>What is written where a value is missing, such as <c>NA</c>.</summary>
    Missing = 1 << 1,

    /// <summary>0 or 1.</summary>
    Bit = 1 << 2,
    Integer = 1 << 3,

    /// <summary>Too large for 32 bits.</summary>
    Large = 1 << 4,
    Negative = 1 << 5,

    /// <summary>With a point.</summary>
    Real = 1 << 6,

    /// <summary>With a comma where others have a point.</summary>
    Comma = 1 << 7,

    /// <summary>A word for true or false.</summary>
    Truth = 1 << 8,
    Day = 1 << 9,
    Text = 1 << 10,

    Number = Bit | Integer | Large | Real | Comma,
    Typed = Number | Truth | Day,
}
