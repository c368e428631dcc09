using System.Reflection;
using MlGuard.Analyzers.Frameworks.Torch;
using MlGuard.Analyzers.Networks.Shapes;
using TorchSharp;

namespace MlGuard.Analyzers.Tests.Frameworks;

/// <summary>Each row of the tables about TorchSharp names something that the real assembly has.</summary>
public class TorchTableTests
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    private static readonly Assembly s_library = typeof(torch).Assembly;

    private static readonly ImmutableHashSet<string> s_layers = [.. typeof(torch.nn).GetMethods(All).Select(method => method.Name)];

    private static readonly ImmutableHashSet<string> s_operations =
    [
        .. new[] { typeof(torch), typeof(torch.Tensor), typeof(torch.nn.functional), typeof(TensorExtensionMethods) }
            .SelectMany(type => type.GetMethods(All)).Select(method => method.Name),
    ];

    [Fact]
    public void Members_with_a_meaning_exist() => Assert.All(TorchMembers.Rows.Keys, row =>
        Assert.Contains(s_library.GetType(row.Type, throwOnError: true)!.GetMethods(All), method => method.Name == row.Member));

    [Fact]
    public void Layers_of_the_shape_table_exist() => Assert.All(LayerTable.Rows.Keys, name => Assert.Contains(name, s_layers));

    [Fact]
    public void Stateful_layers_exist() => Assert.All(TorchTypes.Stateful.Union(TorchTypes.ModeDependent), name =>
        Assert.Contains(name, s_layers.Union(s_library.GetExportedTypes().Select(type => type.Name.Split('`')[0]))));

    [Fact]
    public void Types_exist() => Assert.All(
        typeof(TorchTypes).GetFields(All).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)
            .Concat(TorchTypes.Losses).Concat(TorchTypes.Containers),
        name => Assert.NotNull(s_library.GetType(name)));

    [Fact]
    public void What_makes_or_wants_a_scale_exists() => Assert.All(
        ScaleTable.Made.Keys.Concat(ScaleTable.Wanted.Keys), name => Assert.Contains(name, s_layers.Union(s_operations)));

    [Fact]
    public void Operations_that_keep_an_element_type_exist() => Assert.All(
        ElementTable.Keeping.Union(ElementTable.Indices).Union(ElementTable.Comparisons).Union(ElementTable.OfDefaultType)
            .Union(OperationTable.Rows.Keys).Union(OperationTable.Parts.Keys),
        name => Assert.Contains(name, s_operations));
}
