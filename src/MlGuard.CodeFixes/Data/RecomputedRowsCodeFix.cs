using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Data;

/// <summary>MLG1007: reads the rows once.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RecomputedRowsCodeFix() : RowSourceCodeFix(RuleIds.RecomputedRows);
