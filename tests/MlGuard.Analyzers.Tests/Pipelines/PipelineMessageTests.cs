using System.Globalization;
using MlGuard.Analyzers.Tests.Infrastructure;

namespace MlGuard.Analyzers.Tests.Pipelines;

/// <summary>What the messages say: the column, what it is, what is wanted, and what to do.</summary>
public class PipelineMessageTests
{
    private const string House =
        "public class House { public float Size; public int Rooms; public string City = \"\"; public float[] Pixels = []; public "
            + "float Price; }";

    public static TheoryData<string, string> Cases() => new()
    {
        {
            "ml.Transforms.NormalizeMinMax(\"size\")", "There is no column 'size' here: ML.NET throws when the pipeline is fitted, "
                + "and not before. Did you mean 'Size'?" },
        {
            "ml.Transforms.NormalizeMinMax(\"Garden\")", "There is no column 'Garden' here: ML.NET throws when the pipeline is "
                + "fitted, and not before. The columns are City, Pixels, Price, Rooms, Size." },
        {
            "ml.Transforms.NormalizeMinMax(\"City\")", "'City' is Text, and NormalizeMinMax takes Single or Double, alone or in a "
                + "fixed-size vector: ML.NET throws when the pipeline is fitted, and not before. Use a column of the right type." },
        {
            "ml.Transforms.NormalizeMinMax(\"Pixels\")", "'Pixels' is vector of Single without a fixed size, and NormalizeMinMax "
                + "takes Single or Double, alone or in a fixed-size vector: ML.NET throws when the pipeline is fitted, and not "
                + "before. Say the size with [VectorType(n)]." },
        {
            "ml.Transforms.Concatenate(\"F\", \"Size\", \"Rooms\", \"Price\")", "'Rooms' is Int32 and 'Size' is Single, but "
                + "concatenated columns need one type: ML.NET throws when the pipeline is fitted, and not before. Convert it to "
                + "Single with ConvertType first." },
        {
            "ml.MulticlassClassification.Trainers.NaiveBayes(\"City\", \"X\")", "NaiveBayes wants its label as key, but 'City' is "
                + "Text, so Fit throws. Map it to keys with MapValueToKey first." },
        {
            "ml.Regression.Trainers.FastTree(\"Rooms\", \"Size\")", "FastTree wants its features as fixed-size vector of Single, "
                + "but 'Size' is Single, so Fit throws. Put it into a vector with Concatenate first." },
        {
            "ml.Transforms.Conversion.ConvertType(\"Sold\", \"Rooms\", DataKind.Boolean).Append(ml.Regression.Trainers.FastTree(\"Sold\"))",
            "FastTree wants its label as Single, but 'Sold' is Boolean, so Fit throws. To learn a yes or no, take a trainer of "
                + "BinaryClassification." },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Message_names_the_column_its_type_and_the_remedy(string step, string message)
    {
        var source = Snippets.InClass($"void Train(MLContext ml) => {step}.Fit(ml.Data.LoadFromEnumerable(new List<House>()));", House);

        var findings = await AllAnalyzers.RunAsync(AllAnalyzers.Compile([("Train.cs", source)]));

        Assert.Contains(message, findings.Select(finding => finding.GetMessage(CultureInfo.InvariantCulture)));
    }
}
