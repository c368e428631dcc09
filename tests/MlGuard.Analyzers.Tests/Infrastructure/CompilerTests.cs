using System.Reflection;
using Microsoft.CodeAnalysis;

namespace MlGuard.Analyzers.Tests.Infrastructure;

public class CompilerTests
{
    /// <summary>Whether the suite runs on the oldest compiler, the one that the analyzers are built against.</summary>
    internal static bool IsFloor => typeof(Compilation).Assembly.GetName().Version is { Major: 4, Minor: 8 };

    [Fact]
    public void The_suite_runs_on_the_compiler_that_its_project_names()
    {
        var wanted = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(it => it.Key == "RoslynVersion").Value!;

        var running = typeof(Compilation).Assembly.GetName().Version!;

        Assert.Equal(Version.Parse(wanted), new Version(running.Major, running.Minor, running.Build));
    }
}
