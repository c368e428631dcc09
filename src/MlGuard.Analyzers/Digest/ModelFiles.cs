using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Text;

namespace MlGuard.Analyzers.Digest;

/// <summary>The models of the project and of the manifest. The build looks into them, since an analyzer reads no file.</summary>
internal sealed class ModelFiles
{
    public const string FileName = "mlguard.models";

    private static readonly ConditionalWeakTable<SourceText, ModelFiles> s_parsed = new();

    private readonly ImmutableArray<ModelFile> _all;

    private ModelFiles(ImmutableArray<ModelFile> all) => _all = all;

    /// <summary>Whether the build saw none.</summary>
    public bool IsEmpty => _all.IsEmpty;

    /// <summary>The ONNX model of the project when there is one and no other.</summary>
    public ModelFile? Only => _all.Where(file => file.Signature is not null || file.Fault is not null).ToList() is [var only] ? only : null;

    public static ModelFiles None { get; } = new([]);

    public static ModelFiles Of(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var file = options.AdditionalFiles.FirstOrDefault(it => it.Path.EndsWith(FileName, StringComparison.OrdinalIgnoreCase));
        return file?.GetText(cancellationToken) is { } text ? s_parsed.GetValue(text, Parse) : None;
    }

    /// <summary>
    /// The model that code in <paramref name="source"/> means by a path that ends so: the only one of the name, or that which lies nearest
    /// above the code.
    /// </summary>
    public ModelFile? Find(string pathEnd, string source)
    {
        var segments = SegmentsOf(pathEnd).Where(segment => segment != "..").ToList();
        if (segments.Count == 0)
            return null;

        var end = "/" + string.Join("/", segments);
        var all = _all.Where(file => file.EndsWith(end)).ToList();
        return all.Count < 2
            ? all.FirstOrDefault()
            : all.Where(file => file.IsAbove(source.Replace('\\', '/'))).OrderByDescending(file => file.Path.Length).FirstOrDefault();
    }

    /// <summary>
    /// The model that code means by a path below the program's folder at which the build puts none: one of the same name that it copies
    /// somewhere else, or writes in other letters. Null when there is none, or a file of the name of which nobody knows the place.
    /// </summary>
    public ModelFile? Misplaced(string path, bool isBelowProgram)
    {
        var wanted = string.Join("/", SegmentsOf(path));
        var name = wanted.Substring(wanted.LastIndexOf('/') + 1);
        var all = _all.Where(file => string.Equals(file.Name, name, StringComparison.OrdinalIgnoreCase)
            || file.EndsWith("/" + name)).ToList();
        if (all.Count == 0 || all.Any(file => !file.IsDeployed || file.Target == wanted))
            return null;
        // Whoever starts the program from the project's folder finds the file there.
        if (!isBelowProgram && all.Any(file => file.Path.EndsWith("/" + wanted, StringComparison.Ordinal)))
            return null;
        return all.FirstOrDefault(file => string.Equals(file.Target, wanted, StringComparison.OrdinalIgnoreCase)) ?? all[0];
    }

    private static IEnumerable<string> SegmentsOf(string path) =>
        path.Replace('\\', '/').Split('/').Where(segment => segment is not ("" or "."));

    internal static ModelFiles Parse(SourceText text)
    {
        var lines = TabbedLines.Of(text).ToList();
        if (lines.Count == 0 || lines[0] is not ["mlguard-models", "1"])
            return None;

        var files = ImmutableArray.CreateBuilder<ModelFile>();
        for (var i = 1; i < lines.Count; i++)
        {
            if (lines[i] is not ["file", var path, var target, var deployment])
                continue;
            var about = lines.Skip(i + 1).TakeWhile(line => line[0] != "file").ToList();
            var fault = about.FirstOrDefault(line => line is ["fault", _])?[1];
            files.Add(new ModelFile(path, target, deployment, SignatureOf(about), fault));
            i += about.Count;
        }

        return new ModelFiles(files.ToImmutable());
    }

    private static OnnxSignature? SignatureOf(List<string[]> lines)
    {
        if (lines.FirstOrDefault(line => line is ["onnx", _, ..]) is not { } head || Number(head[1]) is not { } irVersion)
            return null;

        return new OnnxSignature(
            irVersion,
            [.. lines.Where(line => line is ["opset", _, _]).Select(line => (line[1], Number(line[2]) ?? 0))],
            ValuesOf(lines, "input"), ValuesOf(lines, "optional"), ValuesOf(lines, "output"));
    }

    private static ImmutableArray<OnnxValue> ValuesOf(List<string[]> lines, string role) =>
        [.. lines.Where(line => line.Length >= 4 && line[0] == role).Select(ValueOf)];

    private static OnnxValue ValueOf(string[] line)
    {
        var element = (TensorElement)(Number(line[3]) ?? 0);
        var isRanked = line.Length > 4 && Number(line[4]) == line.Length - 5;
        return new OnnxValue(line[1], line[2], element, isRanked ? [.. line.Skip(5).Select(Number)] : default);
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
