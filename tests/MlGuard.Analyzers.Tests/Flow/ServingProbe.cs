using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Tests.Flow;

/// <summary>Reports every prediction that is reached from an entry point: what the path rules stand on, without their own conditions.</summary>
#pragma warning disable RS1001 // Only tests run it.
internal sealed class ServingProbe() : MlGuardAnalyzer("MLG5001", WellKnownDiagnosticTags.CompilationEnd)
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        compilation.Calls.CollectWith(start);
        start.RegisterCompilationEndAction(end =>
        {
            foreach (var call in compilation.Calls.RoleCalls.Where(call => call.Role == Role.Predict))
            {
                if (compilation.Calls.ToEntryPoint(call.Caller, mayPass: null, end.CancellationToken) is { } path)
                    end.ReportDiagnostic(Diagnostic.Create(Rule, call.Operation.Syntax.GetLocation(), path.EntryPoint.Name));
            }
        });
    }
}
