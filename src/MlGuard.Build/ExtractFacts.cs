namespace MlGuard.Build;

/// <summary>The Facts phase: reads from a compiled assembly which symbols, predictions, trainings and tests it holds.</summary>
public sealed class ExtractFacts : FactsTask
{
    private protected override void Run() => Extract();
}
