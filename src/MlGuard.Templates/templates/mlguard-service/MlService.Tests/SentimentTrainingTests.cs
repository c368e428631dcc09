using MlService.Training;

namespace MlService.Tests;

public sealed class SentimentTrainingTests
{
    [Fact]
    public void The_model_judges_reviews_that_it_never_saw_and_leaves_its_evidence()
    {
        var folder = Directory.CreateTempSubdirectory("sentiment").FullName;
        try
        {
            var accuracy = SentimentTraining.Run(Path.Combine(AppContext.BaseDirectory, "reviews.csv"), folder);

            Assert.InRange(accuracy, 0.6, 1);
            Assert.True(File.Exists(Path.Combine(folder, "models", "sentiment.zip")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
