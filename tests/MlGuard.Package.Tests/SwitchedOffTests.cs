namespace MlGuard.Package.Tests;

/// <summary>A gate that can be told to look away says so.</summary>
public sealed class SwitchedOffTests
{
    [Fact]
    public void Off_is_said_on_a_developers_machine_and_is_a_finding_on_a_build_server()
    {
        using var product = ProductTemplates.Earned();
        product.Build("Fraud.slnx", "-t:Restore");

        var local = product.MSBuild("publish", "Fraud", "-o", product.PathOf("out"), "-p:MlGuardGateBeforePublish=false");
        var server = product.MSBuildOn("CI", "publish", "Fraud", "-o", product.PathOf("out"), "-p:MlGuardGateBeforePublish=false");
        var emptied = product.MSBuildOn("CI", "publish", "Fraud", "-o", product.PathOf("out"), "-p:MlGuardManifest=");

        Assert.True(local.Succeeded, local.ToString());
        Assert.Single(
            local.Output.Split('\n'),
            line => line.Contains("MlGuardGateBeforePublish switches the gate off", StringComparison.Ordinal));
        Assert.False(server.Succeeded, server.ToString());
        Assert.Single(server.OfMlGuard, finding => finding is { Code: "MLG9003", IsError: true });
        Assert.False(emptied.Succeeded, emptied.ToString());
        Assert.Single(emptied.OfMlGuard, finding => finding is { Code: "MLG9003", IsError: true });
    }

    [Fact]
    public void What_serves_or_trains_out_of_sight_is_named_and_fails_a_gate_that_enforces()
    {
        using var product = ProductTemplates.Earned();
        var project = File.ReadAllText(product.PathOf("Fraud/Fraud.csproj"));
        product.Write("node_modules/Hidden/Hidden.csproj", project);
        product.Write("Fraud/obj/Buried/Buried.csproj", project);
        product.Write("Nested/Nested.csproj", project);
        product.Write("Nested/mlguard.yaml", "");
        product.Write("tools/serve.cs", "#:sdk Microsoft.NET.Sdk.Web\n#:package Microsoft.ML@5.0.1\nSystem.Console.WriteLine();\n");
        product.Write("tools/count.cs", "#:package Humanizer@2.14.1\nSystem.Console.WriteLine();\n");
        product.Build("Fraud.slnx", "-t:Restore");

        var gate = product.Build("Fraud.slnx", "-t:MlGuardGate", "-p:MlGuardMode=enforce");

        Assert.False(gate.Succeeded, gate.ToString());
        string[] hidden =
            ["node_modules/Hidden/Hidden.csproj", "Fraud/obj/Buried/Buried.csproj", "Nested/Nested.csproj", "tools/serve.cs"];
        Assert.All(hidden, name =>
            Assert.Single(gate.OfMlGuard, finding => finding is { Code: "MLG9007", IsError: true }
                && finding.Message.Contains($"'{name}'", StringComparison.Ordinal)));
        Assert.DoesNotContain(gate.OfMlGuard, finding => finding.Message.Contains("count.cs", StringComparison.Ordinal));
        Assert.Contains("left out  Fraud/obj/Buried/Buried.csproj", gate.Output, StringComparison.Ordinal);
    }
}
