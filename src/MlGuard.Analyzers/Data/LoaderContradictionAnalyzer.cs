using MlGuard.Analyzers.Digest;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Data;

/// <summary>MLG1040: a data file contradicts the loader that reads it, which believes what it is told and says nothing.</summary>
/// <remarks>dotnet/machinelearning-modelbuilder#149, #2171 and #2648, dotnet/machinelearning#6054; the tests ask ML.NET itself.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LoaderContradictionAnalyzer()
    : MlGuardAnalyzer(RuleIds.LoaderContradiction, [MlNet.Framework], RuleScope.NotInTests | RuleScope.NotInModelBuilderCode)
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var files = DataFiles.Of(start.Options, start.CancellationToken);
        start.RegisterOperationAction(operation => Check(operation, files, compilation), OperationKind.Invocation);
    }

    private void Check(OperationAnalysisContext context, DataFiles files, MlCompilation compilation)
    {
        var call = (IInvocationOperation)context.Operation;
        if (files.IsEmpty || !compilation.Symbols.Plays(call.TargetMethod, Role.LoadData)
            || LoaderSettings.Of(call, compilation) is not { } loader)
            return;

        foreach (var file in LoadedFiles.KnownOf(call, files, compilation, context.CancellationToken))
        {
            if (file.Shape is not { } shape || CsvSeparatorAnalyzer.IsAbout(call, file, compilation)
                || FileChecks.First(file.Name, shape, loader) is not { } found)
                continue;

            Report(context, compilation, Diagnostic.Create(Rule, found.Place, found.What, found.Consequence, found.Advice));
            return;
        }
    }
}
