namespace System;

/// <summary>What the compiler asks for to compile list patterns; .NET Standard 2.0 has none.</summary>
internal readonly struct Index(int value, bool fromEnd = false)
{
    public int GetOffset(int length) => fromEnd ? length - value : value;
}
