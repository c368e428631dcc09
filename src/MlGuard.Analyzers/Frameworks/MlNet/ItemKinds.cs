namespace MlGuard.Analyzers.Frameworks.MlNet;

/// <summary>What the items of a column may be; more than one when it depends on how the code runs, all when nothing is known.</summary>
[Flags]
internal enum ItemKinds
{
    /// <summary>There is none: of the key values of a column, that it has no key values.</summary>
    Nothing = 1 << 0,
    Single = 1 << 1,
    Double = 1 << 2,
    SByte = 1 << 3,
    Byte = 1 << 4,
    Int16 = 1 << 5,
    UInt16 = 1 << 6,
    Int32 = 1 << 7,
    UInt32 = 1 << 8,
    Int64 = 1 << 9,
    UInt64 = 1 << 10,
    Boolean = 1 << 11,
    Text = 1 << 12,
    TimeSpan = 1 << 13,
    DateTime = 1 << 14,
    DateTimeOffset = 1 << 15,
    RowId = 1 << 16,
    Image = 1 << 17,

    Real = Single | Double,
    Signed = SByte | Int16 | Int32 | Int64,
    Unsigned = Byte | UInt16 | UInt32 | UInt64,
    Number = Real | Signed | Unsigned,

    /// <summary>What ML.NET calls a standard scalar.</summary>
    Standard = Number | Boolean | Text | TimeSpan | DateTime | DateTimeOffset | RowId,
    Any = Standard | Image,
}
