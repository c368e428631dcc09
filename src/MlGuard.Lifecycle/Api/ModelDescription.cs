using MlGuard.Lifecycle.Evidence.Data;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Evidence.Model;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Api;

/// <summary>
/// What the models of a project read and answer, and whether they are deployed, for the analyzers. Weights are never read.
/// </summary>
public static class ModelDescription
{
    private const string Header = "mlguard-models";
    private const string Version = "1";
    private const string FaultLine = "fault";
    private const int MaximumFiles = 1000;
    private const int MaximumValues = 2000;

    /// <summary>The files that are taken for models: ONNX, ML.NET, and those of TorchSharp.</summary>
    private static readonly ImmutableArray<string> s_endings = [".onnx", ".zip", ".mlnet", ".dat", ".pt", ".pth"];

    /// <summary>What copies files by itself, so that nobody can tell from the items what is deployed.</summary>
    private static readonly ImmutableArray<string> s_ownCopies = ["<Copy ", "<Exec ", "ResolvedFileToPublish", "ContentWithTargetPath"];

    /// <summary>Describes the models of a project.</summary>
    /// <param name="sources">Full paths of the project's source files, which may name models that are no items.</param>
    /// <param name="items">The models among its items.</param>
    /// <param name="declared">Full paths of the models that the manifest names.</param>
    /// <param name="projectDirectory">Full path of the project's folder.</param>
    /// <param name="projectTexts">The project's file, and what it imports of the product.</param>
    /// <param name="onFault">Told each item that is no model that anybody can load, and why.</param>
    /// <param name="seen">What an earlier build read, and where it keeps what it reads; null to read all.</param>
    /// <returns>The text of <c>mlguard.models</c>.</returns>
    public static string Write(
        IEnumerable<string> sources, IEnumerable<ModelItem> items, IEnumerable<string> declared, string projectDirectory,
        IEnumerable<string> projectTexts, Action<string, string>? onFault = null, SeenModels? seen = null)
    {
        seen ??= SeenModels.In(null);
        var copiesItself = projectTexts.Any(text => s_ownCopies.Any(copy => text.IndexOf(copy, StringComparison.Ordinal) >= 0));
        var known = items.Where(item => IsModel(item.Path)).GroupBy(item => item.Path, StringComparer.Ordinal)
            .Select(same => same.First() with
            {
                Deployment = copiesItself ? "unknown" : Together(same),
                Target = same.All(item => item.Target == same.First().Target) ? same.First().Target : "",
            }).ToList();
        var others = declared.Where(IsModel).Select(path => new ModelItem(path, "", "unknown"))
            .Concat(Stray(sources, projectDirectory).Select(path => new ModelItem(path, "", copiesItself ? "unknown" : "stray")));
        var listed = new HashSet<string>(known.Select(item => item.Path), StringComparer.Ordinal);
        known.AddRange(others.Where(other => listed.Add(other.Path)).ToList());

        var text = new TabbedText().Line(Header, Version);
        var there = known.Where(item => File.Exists(item.Path)).OrderBy(item => item.Path, StringComparer.Ordinal);
        foreach (var item in there.Take(MaximumFiles))
        {
            text.Line("file", Slashed(item.Path), Slashed(item.Target), item.Deployment);
            if (!item.Path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
                continue;
            var signature = seen.Of(item.Path, () => Described(ReadSignature(item.Path)));
            if (signature is [[FaultLine, var fault], ..])
                onFault?.Invoke(item.Path, fault);
            foreach (var line in signature)
                text.Line(line);
        }

        return text.ToString();
    }

    private static string Together(IEnumerable<ModelItem> items)
    {
        var all = items.Select(item => item.Deployment).Distinct(StringComparer.Ordinal).ToList();
        return all.Count == 1 ? all[0] : "unknown";
    }

    private static IEnumerable<string> Stray(IEnumerable<string> sources, string projectDirectory) => sources
        .Where(ProjectPlaces.IsSource).Select(File.ReadAllText)
        .SelectMany(source => NamedDataFiles.PathsIn(source, s_endings))
        .SelectMany(path => ProjectPlaces.Of(path, projectDirectory))
        .Where(path => ProjectPlaces.IsBelow(path, projectDirectory) && File.Exists(path));

    private static bool IsModel(string path) => s_endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static Reading<OnnxModel> ReadSignature(string path)
    {
        try
        {
            using var stream = ProductFile.OpenRegular(path);
            return OnnxModel.Read(stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Fault("cannot be opened");
        }
    }

    private static ImmutableArray<ImmutableArray<string>> Described(Reading<OnnxModel> read)
    {
        if (read.Value is not { } model)
            return [[FaultLine, read.Fault!.Text]];

        var text = new TabbedText();
        text.Line("onnx", Long(model.IrVersion), model.Producer);
        foreach (var (domain, version) in model.Opsets)
            text.Line("opset", domain, Long(version));
        DescribeAll("input", model.Inputs);
        DescribeAll("optional", model.Optional);
        DescribeAll("output", model.Outputs);
        foreach (var (key, value) in model.Metadata)
            text.Line("meta", key, value);
        return TabbedText.Read(text.ToString());

        void DescribeAll(string role, ImmutableArray<OnnxValue> values)
        {
            foreach (var value in values.Take(MaximumValues))
                text.Line([role, value.Name, value.Kind, TabbedText.Number((int)value.Element), .. Shape(value)]);
        }
    }

    /// <summary>The rank and the dimensions; nothing when any shape will do.</summary>
    private static IEnumerable<string> Shape(OnnxValue value) => value.Shape.IsDefault
        ? []
        : value.Shape.Select(dimension => dimension.Size is { } size ? Long(size) : $"?{dimension.Symbol}")
            .Prepend(TabbedText.Number(value.Shape.Length));

    private static string Long(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Slashed(string path) => path.Replace('\\', '/');
}
