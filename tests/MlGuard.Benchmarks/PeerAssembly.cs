using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MlGuard.Benchmarks;

/// <summary>The analyzers of a package; what they need lies beside them, and the compiler is the one of this program.</summary>
internal static class PeerAssembly
{
    public static ImmutableArray<DiagnosticAnalyzer> AnalyzersIn(string folder)
    {
        var context = new AssemblyLoadContext(folder);
        context.Resolving += (_, name) =>
            Path.Combine(Path.GetFullPath(folder), name.Name + ".dll") is var beside && File.Exists(beside)
                ? context.LoadFromAssemblyPath(beside)
                : null;
        return [.. Directory.EnumerateFiles(folder, "*.dll").Order().Select(context.LoadBeside).SelectMany(it => AnalyzersIn(it))];
    }

    public static ImmutableArray<DiagnosticAnalyzer> AnalyzersIn(Assembly assembly) =>
    [
        .. Types(assembly)
            .Where(type => !type.IsAbstract
                && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>()?.Languages.Contains(LanguageNames.CSharp) == true)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type, nonPublic: true)!),
    ];

    private static Assembly LoadBeside(this AssemblyLoadContext context, string file) =>
        context.LoadFromAssemblyPath(Path.GetFullPath(file));

    /// <summary>Code fixes derive from types of an editor, which is not here.</summary>
    private static IEnumerable<Type> Types(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException partly)
        {
            return partly.Types.OfType<Type>();
        }
    }
}
