using System.Text.RegularExpressions;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Evidence.Model;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>
/// What the files tell of a training outside of .NET: a script or a notebook that trains, or a model of rows that was converted. The team
/// may have made such a model itself, though no code of the product does.
/// </summary>
internal static class OtherTraining
{
    private const int LargestScript = 1 << 22;
    private const int MostRead = 1 << 25;

    private static readonly ImmutableHashSet<string> s_scripts =
        ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, ".py", ".ipynb", ".r", ".rmd");

    /// <summary>Libraries that train models or convert what they trained.</summary>
    private static readonly ImmutableArray<string> s_libraries =
    [
        "sklearn", "torch", "tensorflow", "keras", "xgboost", "lightgbm", "catboost", "jax", "fastai", "lightning", "pytorch_lightning",
        "ultralytics", "transformers", "autogluon", "statsmodels", "prophet", "paddle", "mxnet", "skl2onnx", "onnxmltools", "tf2onnx",
        "tidymodels", "caret", "randomForest",
    ];

    private static readonly Regex s_imports = new(
        $@"\b(import|from|library\(|require\()\s*({string.Join("|", s_libraries)})\b", RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    /// <summary>What writes models of rows: such a model is seldom anybody else's.</summary>
    private static readonly ImmutableArray<string> s_converters = ["skl2onnx", "OnnxMLTools", "CatBoost", "ML.NET"];

    /// <summary>Whether there is one, or a script that nobody can look through.</summary>
    /// <param name="folder">The product's folder.</param>
    /// <param name="files">The paths in it.</param>
    public static bool MayBeIn(ProductFolder folder, ImmutableArray<string> files) =>
        files.Any(path => IsConverted(folder, path)) || ImportsIn(folder, files);

    private static bool IsConverted(ProductFolder folder, string path) =>
        path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)
        && folder.Find(path).Open(ModelFile.Read) is { Value: { Format: "ONNX" } model }
        && s_converters.Any(name => model.Version.StartsWith(name, StringComparison.OrdinalIgnoreCase));

    private static bool ImportsIn(ProductFolder folder, ImmutableArray<string> files)
    {
        var read = 0;
        foreach (var path in files.Where(path => s_scripts.Contains(Path.GetExtension(path))))
        {
            if (folder.Find(path).Read(LargestScript) is not { } bytes
                || (read += bytes.Length) > MostRead
                || s_imports.IsMatch(System.Text.Encoding.UTF8.GetString(bytes)))
                return true;
        }

        return false;
    }
}
