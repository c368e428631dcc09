using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using Microsoft.ML.Transforms.Onnx;
using Microsoft.ML.Data;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Analyzers.Pipelines;

namespace MlGuard.Analyzers.Tests.Pipelines;

/// <summary>The table of transforms and trainers against the assemblies that it was read off.</summary>
public class StepTableTests
{
    private static readonly Assembly[] s_packages =
    [
        .. new[]
        {
            typeof(MLContext), typeof(SdcaRegressionTrainer), typeof(FastTreeBinaryTrainer), typeof(LightGbmBinaryTrainer),
            typeof(ImageLoadingEstimator),
            typeof(OnnxScoringEstimator), typeof(KMeansTrainer), typeof(RandomizedPcaTrainer), typeof(TextCatalog),
        }.Select(type => type.Assembly).Distinct(),
    ];

    private static readonly MethodInfo[] s_methods =
    [
        .. from assembly in s_packages
           from type in assembly.GetExportedTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
           where (method.IsDefined(typeof(ExtensionAttribute)) || type.Name.Contains("Catalog", StringComparison.Ordinal))
               && MakesEstimator(method)
           select method,
    ];

    public static TheoryData<string, string, string> Rows() => new(StepTable.All.Select(row => (row.Type, row.Method, row.Catalog ?? "")));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_row_is_a_method_with_the_parameters_that_its_form_reads(string type, string method, string catalog)
    {
        var row = Row(type, method, catalog);

        var overloads = OverloadsOf(row);

        Assert.NotEmpty(overloads);
        foreach (var parameter in ParametersOf(row))
            Assert.Contains(
                overloads, overload =>
                    overload.GetParameters()
                        .Any(it => it.Name == parameter.Name && Equals(it.HasDefaultValue ? it.DefaultValue : "", parameter.Default)));
    }

    [Fact]
    public void Every_transform_and_trainer_has_a_row_or_a_reason()
    {
        var missing = from method in s_methods
                      where !StepTable.All.Any(row => IsOf(row, method))
                          && !StepTable.LeftOut.ContainsKey($"{NameOf(method.DeclaringType!)}.{method.Name}")
                      select $"{method.DeclaringType}.{method.Name}";

        Assert.Empty(missing);
        Assert.All(StepTable.LeftOut.Values, reason => Assert.True(reason.Length > 20));
    }

    [Fact]
    public void Every_row_is_written_by_the_random_chains_or_has_a_reason() =>
        Assert.All(
            StepTable.All, row => Assert.True(ChainWriter.Writes(row) || ChainWriter.NotWritten.ContainsKey(row.Method), row.Method));

    [Fact]
    public void Options_have_the_defaults_that_the_reader_takes_for_them()
    {
        var options = from method in s_methods
                      from parameter in method.GetParameters()
                      where parameter.Name == "options" && StepTable.All.Any(row => row.Form == StepForm.Trainer && IsOf(row, method))
                      select Activator.CreateInstance(parameter.ParameterType)!;

        foreach (var instance in options.ToList())
        {
            foreach (var (name, expected) in StepReader.OptionDefaults)
            {
                if (instance.GetType().GetField(name) is { } field)
                    Assert.Equal(expected, field.GetValue(instance));
            }
        }
    }

    private static StepRow Row(string type, string method, string catalog) =>
        StepTable.All.Single(row => row.Type == type && row.Method == method && (row.Catalog ?? "") == catalog);

    private static List<MethodInfo> OverloadsOf(StepRow row) => [.. s_methods.Where(method => IsOf(row, method))];

    private static bool IsOf(StepRow row, MethodInfo method) =>
        method.Name == row.Method
        && NameOf(method.DeclaringType!) == row.Type
        && (row.Catalog is null || NameOf(method.GetParameters()[0].ParameterType) == row.Catalog);

    private static string NameOf(Type type) => type.FullName!;

    private static IEnumerable<(string Name, object? Default)> ParametersOf(StepRow row) => row.Form switch
    {
        // Copying has no default: a column is never copied to itself.
        StepForm.OneToOne when row.Method == "CopyColumns" => [("outputColumnName", ""), ("inputColumnName", "")],
        StepForm.OneToOne => [("outputColumnName", ""), ("inputColumnName", null)],
        StepForm.ManyToOne when row.Method == "ProduceHashedNgrams" => [("outputColumnName", ""), ("inputColumnNames", null)],
        StepForm.ManyToOne => [("outputColumnName", ""), ("inputColumnNames", "")],
        StepForm.Drop or StepForm.Select => [("columnNames", "")],
        StepForm.Model => [("outputColumnNames", ""), ("inputColumnNames", ""), ("outputColumnName", ""), ("inputColumnName", "")],
        StepForm.Calibrator => [("labelColumnName", "Label"), ("scoreColumnName", "Score")],
        StepForm.Trainer => RolesOf(row),
        _ => [],
    };

    private static IEnumerable<(string Name, object? Default)> RolesOf(StepRow row)
    {
        if (row.Task is not (TrainerTask.Clustering or TrainerTask.Anomaly))
            yield return ("labelColumnName", "Label");
        if (row.Method is not ("Prior" or "OneVersusAll" or "PairwiseCoupling"))
            yield return ("featureColumnName", "Features");
    }

    private static bool MakesEstimator(MethodInfo method) =>
        method.ReturnType.GetInterfaces().Append(method.ReturnType)
            .Any(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEstimator<>));
}
