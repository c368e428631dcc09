using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Data;

/// <summary>
/// MLG1005: rows that a trainer passes over again and again, and that come from a query, or from an iterator that asks a file, a database,
/// a service, the clock or chance: each pass may see others.
/// </summary>
/// <remarks>
/// dotnet/machinelearning#2159, #4036 and #6050, where a stored procedure ran 15 times in one Fit. Counted with Microsoft.ML 5.0.1 and
/// 1,000
/// rows: SDCA enumerates its source about a thousand times, KMeans 50 times, AveragedPerceptron 10 times, FastTree once.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeferredSourceAnalyzer() : RowSourceAnalyzer(RuleIds.DeferredSource)
{
    private protected override bool IsAbout(string? asked) => asked is not null;
}
