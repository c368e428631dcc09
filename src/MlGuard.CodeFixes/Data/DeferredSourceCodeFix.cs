using System.Composition;
using MlGuard.Catalogue;

namespace MlGuard.CodeFixes.Data;

/// <summary>MLG1005: reads the rows once.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DeferredSourceCodeFix() : RowSourceCodeFix(RuleIds.DeferredSource);
