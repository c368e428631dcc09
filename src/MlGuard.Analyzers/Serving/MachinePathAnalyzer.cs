using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4020: a model or data file under a path that one machine alone has.</summary>
/// <remarks>In 3 of 30 sampled programs.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MachinePathAnalyzer() : MlGuardAnalyzer(RuleIds.MachinePath)
{
    private static readonly ImmutableHashSet<string> s_parameters = [
        "path", "filePath", "modelPath", "modelFile", "location", "filename", "fileName"];

    private static readonly string[] s_roots = ["/home/", "/Users/", "/root/", @"\\"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        RegisterCalls(start, (context, method, arguments) => Check(context, method, arguments, compilation));

    private void Check(
        OperationAnalysisContext context, IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, MlCompilation compilation)
    {
        if (compilation.Symbols.RoleOf(method) is not (Role.LoadModel or Role.SaveModel or Role.LoadData or Role.CreateSession))
            return;

        foreach (var argument in arguments)
        {
            if (s_parameters.Contains(argument.Parameter?.Name ?? "")
                && PathOf(argument.Value, compilation, context.CancellationToken) is { } path
                && IsOfOneMachine(path))
                Report(context, compilation, Diagnostic.Create(Rule, argument.Value.Syntax.GetLocation(), path));
        }
    }

    /// <summary>The path, or its beginning; where the code is a helper that is given it, what its one caller gives.</summary>
    private static string? PathOf(IOperation value, MlCompilation compilation, CancellationToken cancellationToken)
    {
        if (Constants.Head(value) is { } path)
            return path;
        if (LocalValues.Origin(value) is not
            IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol helper } parameter }
            || !compilation.Symbols.IsDeclaredHere(helper)
            || compilation.Calls.CallersOf(CallPaths.NodeOf(helper), cancellationToken) is not [{ Site: IInvocationOperation call }])
            return null;
        return call.ArgumentFor(parameter.Ordinal) is { } given ? Constants.Head(given.Value) : null;
    }

    private static bool IsOfOneMachine(string path) =>
        s_roots.Any(root => path.StartsWith(root, StringComparison.Ordinal))
        || (path.Length > 2 && char.IsLetter(path[0]) && path[1] == ':' && path[2] is '\\' or '/');
}
