using System.Reflection;
using Microsoft.CodeAnalysis;

namespace MlGuard.Analyzers.Tests.Infrastructure;

public class CompilerTests
{
    [Fact]
    public void The_suite_runs_on_the_compiler_that_its_project_names()
    {
        var wanted = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(it => it.Key == "RoslynVersion").Value!;

        var running = typeof(Compilation).Assembly.GetName().Version!;

        Assert.Equal(Version.Parse(wanted), new Version(running.Major, running.Minor, running.Build));
    }
}
