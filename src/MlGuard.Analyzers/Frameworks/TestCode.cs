using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Frameworks;

/// <summary>Tests and benchmarks, in which tempting code is fine.</summary>
internal static class TestCode
{
    private const string Benchmark = "BenchmarkDotNet.Attributes.BenchmarkAttribute";

    private static readonly string[] s_frameworkAssemblies =
    [
        "xunit.core", "xunit.v3.core", "nunit.framework", "Microsoft.VisualStudio.TestPlatform.TestFramework", "MSTest.TestFramework",
        "TUnit.Core",
    ];

    /// <summary>
    /// Whether the project says that it is one, or references a test framework and holds a test. The reference alone proves nothing:
    /// helper libraries and single-file layouts have it too.
    /// </summary>
    public static bool IsTestProject(
        Compilation compilation, ReferencedAssemblies assemblies, MlSymbols symbols, AnalyzerConfigOptionsProvider options)
    {
        if (options.GlobalOptions.TryGetValue("build_property.IsTestProject", out var declared)
            && bool.TryParse(declared, out var isTest)
            && isTest)
            return true;

        return s_frameworkAssemblies.Any(assemblies.Contain)
            && DeclaredTypes.Of(compilation).Any(type => ContainsTests(type, symbols));
    }

    /// <summary>Whether <paramref name="member"/> is a test or benchmark, or stands in a class of such.</summary>
    public static bool Contains(ISymbol member, MlSymbols symbols)
    {
        for (var type = member as INamedTypeSymbol ?? member.ContainingType; type is not null; type = type.ContainingType)
        {
            if (ContainsTests(type, symbols))
                return true;
        }

        return false;
    }

    /// <summary>Whether <paramref name="method"/> itself is a test.</summary>
    public static bool IsTestMethod(IMethodSymbol method) => MlSymbols.HasAttribute(method, Role.Test);

    private static bool ContainsTests(INamedTypeSymbol type, MlSymbols symbols)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method
                && (IsTestMethod(method) || IsBenchmark(method, symbols)))
                return true;
        }

        return false;
    }

    private static bool IsBenchmark(IMethodSymbol method, MlSymbols symbols) =>
        method.GetAttributes().Any(attribute => symbols.Is(attribute.AttributeClass, Benchmark));
}
