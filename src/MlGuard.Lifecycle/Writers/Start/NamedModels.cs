using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>The files of models that code names: by a constant, or by the key or the property of a setting.</summary>
internal sealed class NamedModels(ProductFacts facts, ServingMap serving, WrittenTexts texts, Settings settings)
{
    /// <summary>
    /// What the code that answers loads, as it is written, and the projects that name it; where no answer can be followed, all that is
    /// loaded.
    /// </summary>
    public ImmutableArray<(string Path, string Project)> Served
    {
        get
        {
            ImmutableArray<ProductMethod> loading = [.. facts.Playing(Role.LoadModel, Role.CreateSession)];
            var answering = facts.Graph.Reach(serving.Predicting.Select(entry => entry.Method)).Select(method => method.Fact.Type)
                .ToImmutableHashSet(StringComparer.Ordinal);
            ImmutableArray<(string Path, string Project)> served =
                [.. loading.Where(method => answering.Contains(method.Fact.Type)).SelectMany(method => NamesOf(method))];
            return [.. (served.IsEmpty ? loading.SelectMany(method => NamesOf(method)) : served).Distinct()];
        }
    }

    /// <summary>What a training names, itself or in what it calls; else what stands beside it in its type.</summary>
    public ImmutableArray<string> SavedBy(ProductMethod training)
    {
        ImmutableArray<ProductMethod> reached = [.. facts.Graph.Reach([training])];
        ImmutableArray<string> named = [.. reached.SelectMany(NamedIn)];
        return named.IsEmpty
            ? [.. facts.Graph.MethodsOf(training.Fact.Type).Where(method => method.IsConstructor).SelectMany(NamedIn)]
            : named;
    }

    /// <summary>The last part of a path, whichever system wrote it.</summary>
    public static string FileName(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);

    private IEnumerable<string> NamedIn(ProductMethod method) =>
        method.Constants.Where(constant => constant.Callee.Length == 0).SelectMany(constant => constant.Values)
            .Concat(PropertiesIn(method).SelectMany(property => settings.Bound(property, texts)).Select(setting => setting.Value)
                .Where(ConstantCall.NamesModel));

    private static IEnumerable<string> PropertiesIn(ProductMethod method) =>
        method.Calls.Where(call => call.Name.StartsWith("get_", StringComparison.Ordinal))
            .Select(call => call.Name.Substring("get_".Length));

    /// <summary>A loader, the types it is made of, or else those that hand it the name.</summary>
    private ImmutableArray<(string Path, string Project)> NamesOf(ProductMethod loader)
    {
        ImmutableArray<(string Path, string Project)> own =
        [
            .. Around(loader).SelectMany(method => NamesIn(method.Assembly.Project, method.Fact.Type)).Distinct(),
        ];
        return own.IsEmpty
            ? [.. Callers(loader).SelectMany(method => NamesIn(method.Assembly.Project, method.Fact.Type)).Distinct()]
            : own;
    }

    private IEnumerable<ProductMethod> Around(ProductMethod loader)
    {
        var bases = facts.Graph.Bases(loader.Fact.Type);
        return facts.Graph.Methods.Where(method => method == loader || bases.Contains(method.Fact.Type));
    }

    private IEnumerable<ProductMethod> Callers(ProductMethod loader) => facts.Graph.Methods.Where(method =>
        !method.Assembly.IsTestProject && method.Calls.Any(call => call.Type == loader.Fact.Type));

    private IEnumerable<(string Path, string Project)> NamesIn(string project, string type)
    {
        var code = texts[project, type];
        ImmutableArray<ProductMethod> methods = [.. facts.Graph.MethodsOf(type).Where(method => method.Assembly.Project == project)];
        return methods.SelectMany(NamedIn).Concat(code.Texts)
            .Concat(settings.Read(code, texts).Select(setting => setting.Value))
            .Where(ConstantCall.NamesModel).Select(path => (path, project));
    }
}
