using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.ML;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Pipelines;
using MlGuard.Analyzers.Tests.Infrastructure;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Tests.Pipelines;

/// <summary>
/// ML.NET is the judge of the pipeline checker: over random chains, nothing that it accepts may be reported, and nearly all that it rejects
/// must be. It is asked by <c>IEstimator.GetOutputSchema</c>, which checks a chain without training it.
/// </summary>
public class JudgeTests(ITestOutputHelper output)
{
    private const int Chains = 1_200;
    private const int Seed = 20_261_124;
    private const double Recall = 0.95;

    private static readonly string[] s_reasons = [
        RuleIds.ColumnMismatch, RuleIds.TrainerColumn, RuleIds.SizelessFeature, RuleIds.LoadColumn, RuleIds.MemberType];

    /// <summary>Building <see cref="SchemaShape"/> from data is internal.</summary>
    private static readonly MethodInfo s_shapeOf = typeof(SchemaShape).GetMethod("Create", BindingFlags.NonPublic | BindingFlags.Static)!;

    [Fact]
    public void Random_chains_are_judged_as_ML_NET_judges_them()
    {
        Assert.SkipUnless(CompilerTests.IsFloor, "One compiler is enough: the checker does not depend on it.");
        var compilation = AllAnalyzers.Compile([("Chains.cs", new ChainWriter(Seed).Write(Chains))]);

        var verdicts = Judge(compilation);
        var found = Check(compilation);

        var wronglyReported = verdicts.Where(pair => pair.Value is null && found[pair.Key].Count > 0).Select(pair => pair.Key).ToList();
        var missed = verdicts.Where(pair => pair.Value is not null && found[pair.Key].Count == 0).Select(pair => pair.Key).ToList();
        var rejected = verdicts.Count(pair => pair.Value is not null);
        output.WriteLine(
            $"{Chains} chains, {Chains - rejected} accepted, {rejected} rejected; "
                + $"{wronglyReported.Count} accepted ones reported, {missed.Count} rejected ones missed.");
        foreach (var name in wronglyReported)
            output.WriteLine(
                $"REPORTED: {string.Join("; ", found[name].Select(problem => string.Join(" | ", problem.Arguments)))}\n"
                    + CodeOf(compilation, name));
        foreach (var name in missed)
            output.WriteLine($"MISSED: {verdicts[name]}\n{CodeOf(compilation, name)}");

        Assert.InRange(Chains - rejected, Chains / 5, Chains * 4 / 5);
        Assert.Empty(wronglyReported);
        Assert.InRange(missed.Count, 0, rejected * (1 - Recall));
    }

    /// <summary>What ML.NET says to each chain: null when it accepts it.</summary>
    private static Dictionary<string, string?> Judge(Compilation compilation)
    {
        using var image = new MemoryStream();
        Assert.Empty(compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5));
        image.Position = 0;
        var context = new AssemblyLoadContext("chains", isCollectible: true);
        var ml = new MLContext(seed: 1);
        var methods = context.LoadFromStream(image).GetType("Chains")!.GetMethods(BindingFlags.Public | BindingFlags.Static);
        var verdicts = methods.ToDictionary(method => method.Name, method => VerdictOn(method, ml), StringComparer.Ordinal);
        context.Unload();
        return verdicts;
    }

    private static string? VerdictOn(MethodInfo chain, MLContext ml)
    {
        try
        {
            var (data, pipeline) = ((IDataView, IEstimator<ITransformer>))chain.Invoke(null, [ml, false])!;
            pipeline.GetOutputSchema((SchemaShape)s_shapeOf.Invoke(null, [data.Schema])!);
            return null;
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException!.Message;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or NotSupportedException
            or FormatException)
        {
            return exception.Message;
        }
    }

    private static Dictionary<string, List<PipelineFinding>> Check(Compilation compilation)
    {
        var analysis = new PipelineAnalysis(compilation, new MlSymbols(compilation, digest: null));
        var tree = compilation.SyntaxTrees.Single();
        var model = compilation.GetSemanticModel(tree);
        return MethodsIn(tree).ToDictionary(
            method => method.Identifier.ValueText,
            method =>
                analysis.FindingsOf(model.GetOperation(method)!, TestContext.Current.CancellationToken)
                    .Where(problem => s_reasons.Contains(problem.RuleId)).ToList(),
            StringComparer.Ordinal);
    }

    private static IEnumerable<MethodDeclarationSyntax> MethodsIn(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>();

    private static string CodeOf(Compilation compilation, string chain)
    {
        var tree = compilation.SyntaxTrees.Single();
        var method = MethodsIn(tree).Single(method => method.Identifier.ValueText == chain);
        var row = method.DescendantNodes().OfType<IdentifierNameSyntax>()
            .First(name => name.Identifier.ValueText.StartsWith("Row", StringComparison.Ordinal)).Identifier.ValueText;
        var type = tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().Single(type => type.Identifier.ValueText == row);
        return $"{type}\n{method}";
    }
}
