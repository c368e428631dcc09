using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Models;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4021: a model that is looked for in the folder that the program happened to be started from.</summary>
/// <remarks>Eight public reports: services, scheduled tasks, tests and containers start elsewhere.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RelativeModelPathAnalyzer()
    : MlGuardAnalyzer(RuleIds.RelativeModelPath, scope: RuleScope.NotInTests | RuleScope.NotInModelBuilderCode)
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        var setsFolder = new Lazy<bool>(() => new[] { "SetCurrentDirectory", "CurrentDirectory" }
            .Any(name => compilation.Calls.BodiesNaming(name).Any()));
        RegisterCalls(start, (context, method, arguments) =>
        {
            foreach (var path in ModelPath.AllOf(method, arguments, compilation, context.CancellationToken))
            {
                // A notebook runs in its own folder.
                if (path.Base == ModelPathBase.WorkingDirectory
                    && !Bodies.IsInScript(context.Operation)
                    && !setsFolder.Value
                    && !SavedModels.Contain(path.FileName, compilation, context.CancellationToken)
                    && !SavedModels.AreWrittenBeside(context.Operation, path.FileName, compilation)
                    && !TakesArguments(context.Operation))
                    Report(context, compilation, Diagnostic.Create(Rule, path.Value.Syntax.GetLocation(), path.Text));
            }
        });
    }

    /// <summary>Whether the body reads its command line: such a program works in the folder that it is started in.</summary>
    private static bool TakesArguments(IOperation load) =>
        Bodies.RootOf(load).Descendants().OfType<IParameterReferenceOperation>().Any(read =>
            read.Parameter is { Name: "args", Type: IArrayTypeSymbol, ContainingSymbol: IMethodSymbol { IsStatic: true } }
            && !IsForHost(read));

    /// <summary>
    /// What a host is made of, <c>WebApplication.CreateBuilder(args)</c>, says nothing of the folder: each template writes it.
    /// </summary>
    private static bool IsForHost(IParameterReferenceOperation arguments) => Bodies.Outermost(arguments).Parent switch
    {
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var maker } } =>
            maker.Name.StartsWith("Create", StringComparison.Ordinal)
            && maker.ReturnType.Name.EndsWith("Builder", StringComparison.Ordinal),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "Args", ContainingType: var options } } } =>
            options.Name.EndsWith("Options", StringComparison.Ordinal) || options.Name.EndsWith("Settings", StringComparison.Ordinal),
        _ => false,
    };
}
