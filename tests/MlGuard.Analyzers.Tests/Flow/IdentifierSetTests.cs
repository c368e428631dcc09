using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Tests.Robustness;

namespace MlGuard.Analyzers.Tests.Flow;

public class IdentifierSetTests
{
    [Theory]
    [InlineData("engine.Predict(row)", "Predict")]
    [InlineData("@event", "event")]
    [InlineData(@"engine.Pr\u0065dict(row)", "Predict")]
    [InlineData("engine.Pre\u200ddict(row)", "Predict")]
    [InlineData("größe", "größe")]
    [InlineData("last", "last")]
    public void A_name_of_the_text_is_found(string source, string name) =>
        Assert.True(IdentifierSet.Of(SourceText.From(source)).MayContain(IdentifierSet.HashOf(name)));

    [Fact]
    public void A_name_that_no_word_spells_is_not() =>
        Assert.False(IdentifierSet.Of(SourceText.From("engine.PredictAll(row); // Predicts")).MayContain(IdentifierSet.HashOf("Predict")));

    [Fact]
    public void A_word_that_crosses_two_chunks_is_found() =>
        Assert.True(IdentifierSet.Of(SourceText.From(new string(' ', 4093) + "Predict")).MayContain(IdentifierSet.HashOf("Predict")));

    [Fact]
    public void Every_identifier_of_tricky_code_is_found()
    {
        var tree = CSharpSyntaxTree.ParseText(TrickyCode.Text);
        var set = IdentifierSet.Of(tree.GetText());

        Assert.All(
            tree.GetRoot().DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText.Length > 0),
            token => Assert.True(set.MayContain(IdentifierSet.HashOf(token.ValueText)), token.ValueText));
    }
}
