namespace System.Runtime.CompilerServices;

/// <summary>What the compiler asks for to compile <c>init</c>; .NET Standard 2.0 has none.</summary>
internal static class IsExternalInit;
