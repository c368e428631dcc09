using MlService.Model;

namespace MlService.Tests;

public sealed class AngryWordsTests
{
    [Theory]
    [InlineData("It arrived BROKEN", "negative")]
    [InlineData("It arrived", "neutral")]
    public void The_list_judges_without_a_model(string text, string expected) => Assert.Equal(expected, AngryWords.Judge(text));
}
