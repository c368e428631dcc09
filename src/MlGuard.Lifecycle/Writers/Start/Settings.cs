using System.Text.Json;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Facts.Il;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>One value of a settings file.</summary>
/// <param name="Key">Its sections and its name, with colons between them as configuration reads it.</param>
/// <param name="Value">The text or number.</param>
/// <param name="File">Where it stands.</param>
internal sealed record Setting(string Key, string Value, string File)
{
    public string Name => Key.Substring(Key.LastIndexOf(':') + 1);

    /// <summary>The outermost section; empty for a value in none.</summary>
    public string Section => Key.IndexOf(':') is var end and > 0 ? Key.Substring(0, end) : "";
}

/// <summary>The values of <c>appsettings*.json</c> and <c>local.settings.json</c>.</summary>
/// <param name="All">The values.</param>
internal sealed record Settings(ImmutableArray<Setting> All)
{
    private const int MostFiles = 50;
    private const int MostValues = 5_000;
    private const int LargestFile = 1 << 20;

    public static Settings None { get; } = new([]);

    public static Settings Of(ProductFolder folder, IEnumerable<string> files) => new(
    [
        .. files.Where(IsOne).OrderBy(path => path, StringComparer.Ordinal).Take(MostFiles).SelectMany(path => In(folder, path))
            .Take(MostValues),
    ]);

    /// <summary>
    /// What code asks for by the keys that it writes out: the whole key, or its name beside the section that some code names.
    /// </summary>
    public IEnumerable<Setting> Read(TypeTexts code, WrittenTexts product) =>
        All.Where(setting => code.Texts.Contains(setting.Key) || (code.Texts.Contains(setting.Name) && IsBound(setting, product)));

    /// <summary>What code asks for by a property: the values of that name in a section that some code names.</summary>
    public IEnumerable<Setting> Bound(string property, WrittenTexts product) =>
        All.Where(setting => string.Equals(setting.Name, property, StringComparison.OrdinalIgnoreCase) && IsBound(setting, product));

    /// <summary>What stands in a section that some code names.</summary>
    public IEnumerable<Setting> Bound(WrittenTexts product) => All.Where(setting => IsBound(setting, product));

    private static bool IsBound(Setting setting, WrittenTexts product) => setting.Section.Length > 0 && product.Holds(setting.Section);

    private static bool IsOne(string path) =>
        Path.GetFileName(path) is var name
        && name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        && (name.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase)
            || string.Equals(name, "local.settings.json", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Setting> In(ProductFolder folder, string path) =>
        folder.Find(path).Read(LargestFile) is { } bytes && JsonFile.Read(bytes).Value is { } file
            ? Values(file.Root, "").Select(pair => new Setting(pair.Key, pair.Value, path))
            : [];

    private static IEnumerable<(string Key, string Value)> Values(JsonElement element, string key) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Values(property.Value, Joined(key, property.Name))),
        JsonValueKind.String => [(key, element.GetString()!)],
        JsonValueKind.Number => [(key, element.GetRawText())],
        _ => [],
    };

    /// <summary>Functions keep their settings below "Values", and environments write two underscores for a colon.</summary>
    private static string Joined(string key, string name) =>
        key.Length == 0 || key == "Values" ? name.Replace("__", ":") : $"{key}:{name.Replace("__", ":")}";
}
