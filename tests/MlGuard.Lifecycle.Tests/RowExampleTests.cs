using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Decisions;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>What messages, pages and promotions show as an example is accepted by the very checks that ask for it.</summary>
public sealed class RowExampleTests
{
    /// <summary>What an example cannot bring along: files, what is decided by them, and words of one's own.</summary>
    private static readonly string[] s_filesAndPeople = ["is not there", "no workflow", "is MlGuard's own example"];

    public static TheoryData<string> Rows => [.. RequirementTable.All.Where(row => !RowExample.Fields(row).IsEmpty).Select(row => row.Id)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_example_of_a_row_is_read_and_leaves_no_gap(string id)
    {
        var row = RequirementTable.Find(id)!;
        using var product = new TestProduct(RowExample.Of(row));

        var loaded = LoadedManifest.Of(product.Manifest);

        Assert.True(loaded.Faults.All(fault => fault.Code != "MLG9003" && fault.Code != "MLG9001" && fault.Code != "MLG9002"),
            $"{loaded.Faults.FirstOrDefault()?.Message}\n{RowExample.Of(row)}");
        Assert.All(
            RowExample.Fields(row).Where(field => !field.IsOptional),
            field => Assert.All(loaded.Manifest!.Find(field.Path), entry => Assert.NotNull(entry.Text)));
    }

    /// <summary>All examples together tell of one product, and no check refuses what it says.</summary>
    [Fact]
    public void All_examples_together_are_a_manifest_that_no_check_refuses()
    {
        var text = ExampleText.Of(RequirementTable.All.SelectMany(row => RowExample.Fields(row)).Where(field => field.Path is not "stages.growth.result"))
            .Replace("stage: mvp", "stage: growth");
        using var product = new TestProduct(text);
        var loaded = LoadedManifest.Of(product.Manifest);
        Assert.Empty(loaded.Faults);

        var decision = Decision.Of(loaded.ProductAt(new(product.Manifest, [], TestProduct.Today, null, false)));

        Assert.Empty(
            from decided in decision.Rows
            where decided.Row.BindsFrom <= MlGuard.Catalogue.Stage.Growth
            from problem in decided.Open
            where !s_filesAndPeople.Any(problem.What.Contains)
            select $"{decided.Row.Id}: {problem.What}. {problem.Remedy}");
    }

    public static TheoryData<string, string> Texts =>
        new(RequirementTable.All.SelectMany(
            row => row.Fields.Where(one => one.IsExample(one.Example)).Select(one => (row.Id, one.Key))));

    [Fact]
    public void Only_words_in_a_row_are_proof_of_copying() =>
        Assert.All(
            RequirementTable.All.SelectMany(row => row.Fields)
                .Where(field => field.Type.Name is not ("text" or "name") || !field.Example.Contains(' ')),
            field => Assert.False(field.IsExample(field.Example), field.Key));

    /// <summary>Whoever copies an example has said nothing of the product; another order of the same words is one's own.</summary>
    [Theory]
    [MemberData(nameof(Texts))]
    public void An_example_that_is_copied_word_for_word_documents_nothing(string id, string key)
    {
        var row = RequirementTable.Find(id)!;
        using var product = new TestProduct(RowExample.Of(row) + "stage: mvp\n");
        var field = row.Fields.First(field => field.Key == key);

        Assert.Contains(Problems(product, id), problem => problem.What.Contains("is MlGuard's own example, word for word"));
        product.Write("mlguard.yaml", File.ReadAllText(product.Manifest).Replace(field.Example, field.Example + " as of today"));
        Assert.DoesNotContain(Problems(product, id), problem => problem.What.Contains($"'{field.Key.Split('.')[^1]}' is MlGuard's own"));
    }

    private static IEnumerable<MlGuard.Lifecycle.Product.Problem> Problems(TestProduct product, string id) =>
        Decision.Of(LoadedManifest.Of(product.Manifest).ProductAt(new(product.Manifest, [], TestProduct.Today, null, false)))
            .Rows.Single(decided => decided.Row.Id == id).Open;

    /// <summary>A remedy that shows an example shows one that fits where the key is missing.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public void The_advice_for_what_is_missing_is_taken_when_it_is_followed(string id)
    {
        var row = RequirementTable.Find(id)!;
        var remedy = RowExample.Remedy(row, RowExample.Fields(row));
        Assert.True(remedy.Length <= 200, remedy);
        Assert.True(remedy.StartsWith("Write for example '", StringComparison.Ordinal) || remedy.Contains($"mlguard explain {id}"), remedy);
    }
}
