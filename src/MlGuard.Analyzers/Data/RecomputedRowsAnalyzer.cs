using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Data;

/// <summary>MLG1007: rows that an iterator computes again on each pass of a trainer, always the same: it only takes longer.</summary>
/// <remarks>The sister of MLG1005, where the rows may differ from pass to pass; counted with Microsoft.ML 5.0.1.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RecomputedRowsAnalyzer() : RowSourceAnalyzer(RuleIds.RecomputedRows)
{
    private protected override bool IsAbout(string? asked) => asked is null;
}
