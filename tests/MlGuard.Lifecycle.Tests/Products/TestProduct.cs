using System.Security.Cryptography;
using Microsoft.CodeAnalysis;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Evidence.Code;
using MlGuard.Lifecycle.Evidence.Seals;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Writers;

namespace MlGuard.Lifecycle.Tests.Products;

/// <summary>A product in a folder of its own, gone when the test is.</summary>
internal sealed class TestProduct : IDisposable
{
    public static readonly DateTime Today = new(2026, 11, 23, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>Thousands of small files are written and removed: where the system keeps files in memory, they stay there.</summary>
    public static readonly string QuickFolder = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    private readonly string _around;
    private bool _isSealed;
    private readonly List<string> _facts = [];
    private readonly List<(string Source, CompiledFacts Compiled)> _projects = [];

    public TestProduct(string manifest)
    {
        _around = Path.Combine(QuickFolder, Path.GetRandomFileName());
        Root = Path.Combine(_around, "product");
        Write("mlguard.yaml", manifest);
    }

    public string Root { get; }

    public string Manifest => Path.Combine(Root, "mlguard.yaml");

    /// <summary>The manifest of the specification's first example, with everything that it needs to earn mvp.</summary>
    public static TestProduct Fraud(Func<string, string>? edit = null)
    {
        var product = new TestProduct((edit ?? (text => text))(Example("mvp")));
        product.Write("artifacts/eval.json", """{ "recallAt1pctFpr": 0.58 }""");
        return product.WithCode(SampleCode.Training, "Fraud.Training").WithTests(SampleCode.Tests, "Fraud.Tests");
    }

    public static string Example(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Examples", $"{name}.yaml"));

    public TestProduct Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    public TestProduct Write(string path, byte[] bytes)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        if (File.Exists(full))
        {
            if (File.ReadAllBytes(full).AsSpan().SequenceEqual(bytes))
            {
                File.SetLastWriteTimeUtc(full, DateTime.UtcNow);
                return this;
            }

            // A file that is cut and written again is brought to the disk at once, which takes longer than to decide.
            File.Delete(full);
        }

        File.WriteAllBytes(full, bytes);
        return this;
    }

    public TestProduct WithCode(string source, string name, OptimizationLevel optimization = OptimizationLevel.Release) =>
        With(source, name, isTest: false, optimization);

    public TestProduct WithTests(string source, string name, OptimizationLevel optimization = OptimizationLevel.Release) =>
        With(source, name, isTest: true, optimization);

    /// <summary>A library that the code is compiled against, and that is none of the product's.</summary>
    public TestProduct WithReference(string source, string name)
    {
        _projects.Add((source, CompiledFacts.Of(source, name, isTest: false, [])));
        return this;
    }

    public TestProduct WithoutCode()
    {
        _facts.Clear();
        _projects.Clear();
        return this;
    }

    /// <summary>A full path, also of what lies outside.</summary>
    public string PathOf(string path) => Path.GetFullPath(Path.Combine(Root, path));

    public CheckResult Check(
        GateMode? mode = null, bool ci = false, DateTime? today = null, string? policy = null, params string[] notebooks) =>
        ProductCheck.Run(new(Manifest, [.. notebooks], today ?? Today, mode, ci) { Policy = policy });

    internal Decided Decide(
        GateMode? mode = null, bool ci = false, DateTime? today = null, ImmutableArray<MissingProject>? missing = null,
        string? policy = null, params string[] notebooks)
    {
        SealAll();
        return new(Gate.Decide(new(Manifest, [.. _facts], missing ?? [], [.. notebooks], today ?? Today, mode, ci) { Policy = policy }));
    }

    /// <summary>Decides about one configuration.</summary>
    internal Decided DecideFor(string configuration) =>
        new(Gate.Decide(new(Manifest, [.. _facts], [], [], Today, null, false) { Configuration = configuration }));

    /// <summary>Decides while the product's own build files keep the gate from standing before publish.</summary>
    internal Decided DecideSwitchedOff(bool ci)
    {
        SealAll();
        return new(Gate.Decide(new(Manifest, [.. _facts], [], [], Today, null, ci) { GateIsOff = true }));
    }

    /// <summary>What the gate knows about one row: decided alone, which takes a hundredth of a whole verdict.</summary>
    internal RowVerdict Row(string rule, bool ci = false, DateTime? today = null, params string[] notebooks) =>
        // The stage hangs on all the others.
        rule == "stage"
            ? Decide(ci: ci, today: today, notebooks: notebooks).Rows.Single(row => row.Rule == rule)
            : Rows([rule], ci, today, notebooks)[0];

    internal ImmutableArray<RowVerdict> Rows(
        ImmutableArray<string> rules, bool ci = false, DateTime? today = null, params string[] notebooks)
    {
        SealAll();
        var circumstances = new Circumstances(Manifest, [.. notebooks], today ?? Today, null, ci);
        var before = LoadedManifest.Of(Manifest).ProductAt(circumstances);
        var product = before.WithCode(FactsSelection.Of([.. _facts.Select(path => (path, FactsFile.Load(path)))], circumstances).Used);
        var (acceptances, enforcement) = (Acceptances.Of(before), new Enforcement(product, circumstances.Mode, circumstances.BuildServer));
        return
        [
            .. rules.Select(rule => GateDecision.ToVerdict(
                RowDecision.Of(RequirementTable.Find(rule)!, product, acceptances), product, enforcement)),
        ];
    }

    public void Dispose() => Directory.Delete(_around, recursive: true);

    public TestProduct WithFactsFile(string path)
    {
        _facts.Add(path);
        return this;
    }

    public TestProduct WithFacts(string name, AssemblyFacts facts)
    {
        var path = Path.Combine(Root, "obj", $"{name}.facts");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, FactsFile.Write(facts));
        return WithFindings(path, facts);
    }

    /// <summary>What the compiler found in an assembly whose facts stand at a path: nothing, unless somebody says more.</summary>
    public TestProduct WithFindings(string name, params CodeFinding[] findings) =>
        Logged(name, log => log with { Findings = [.. findings] });

    /// <summary>The compiler's log of an assembly, changed.</summary>
    public TestProduct Logged(string name, Func<CodeFindings, CodeFindings> change)
    {
        var path = CodeFindings.PathFor(Path.Combine(Root, "obj", $"{name}.facts"));
        File.WriteAllText(path, change(CodeFindings.Load(path)!).Write());
        return this;
    }

    public TestProduct WithoutLog(string name)
    {
        File.Delete(CodeFindings.PathFor(Path.Combine(Root, "obj", $"{name}.facts")));
        return this;
    }

    /// <summary>From now on all evidence is sealed by the assemblies of the product before it is decided about.</summary>
    public TestProduct Sealed(bool isSealed = true)
    {
        _isSealed = isSealed;
        return this;
    }

    /// <summary>Seals one file as it is now; <paramref name="change"/> makes a seal that does not fit.</summary>
    public TestProduct Seal(string path, Func<Seal, Seal>? change = null) => Seal(path, Ran(), change);

    /// <summary>The assemblies of the product, as a seal names them.</summary>
    private ImmutableArray<SealedAssembly> Ran() =>
    [
        .. _facts.Select(FactsFile.LoadHead).Where(facts => facts.Fault is null)
            .Select(facts => new SealedAssembly(facts.Assembly, facts.Origin.Mvid, facts.Origin.Sha256)
                { Code = facts.Origin.Code }),
    ];

    private TestProduct Seal(string path, ImmutableArray<SealedAssembly> ran, Func<Seal, Seal>? change = null)
    {
        var seal = new Seal([], ran, "2026-11-20", "dotnet test", "");
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Root, path))));
        return Write(Evidence.Seals.Seal.PathFor(path), SealWriter.Write(path, hash, change is null ? seal : change(seal)));
    }

    private void SealAll()
    {
        if (!_isSealed || LoadedManifest.Of(Manifest).Manifest is not { } manifest)
            return;
        var ran = Ran();
        foreach (var path in EvidenceFiles.Of(manifest).Where(path => path.Length < 200 && File.Exists(Path.Combine(Root, path))))
            Seal(path, ran);
    }

    private TestProduct WithFindings(string path, AssemblyFacts facts)
    {
        File.WriteAllText(CodeFindings.PathFor(path), new CodeFindings(facts.Origin.Mvid, "", [], []).Write());
        _facts.Add(path);
        return this;
    }

    private TestProduct With(string source, string name, bool isTest, OptimizationLevel optimization = OptimizationLevel.Release)
    {
        var path = Path.Combine(Root, "obj", $"{name}.facts");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var compiled = CompiledFacts.Of(source, name, isTest, [.. _projects], optimization);
        File.WriteAllText(path, FactsFile.Write(compiled.Facts));
        _projects.Add((source, compiled));
        return WithFindings(path, compiled.Facts);
    }
}
