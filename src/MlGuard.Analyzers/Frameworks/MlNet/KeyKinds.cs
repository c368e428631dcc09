namespace MlGuard.Analyzers.Frameworks.MlNet;

/// <summary>Whether the items of a column may be keys, the numbers of categories.</summary>
[Flags]
internal enum KeyKinds
{
    Value = 1,
    Key = 2,
    Any = Value | Key,
}
