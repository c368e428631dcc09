using MlGuard.Analyzers.Flow.Values;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4020: a model or data file under a path that one machine alone has.</summary>
/// <remarks>In 3 of 30 sampled programs.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MachinePathAnalyzer() : MlGuardAnalyzer(RuleIds.MachinePath)
{
    private static readonly string[] s_roots = ["/home/", "/Users/", "/root/", @"\\"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        RegisterCalls(start, (context, method, arguments) => Check(context, method, arguments, compilation));

    private void Check(
        OperationAnalysisContext context, IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, MlCompilation compilation)
    {
        if (!compilation.Knowledge.MayHandOnPaths(method))
            return;

        foreach (var argument in arguments)
        {
            if (argument is { Parameter: { Type.SpecialType: SpecialType.System_String } parameter }
                && Constants.Head(argument.Value) is { } path
                && IsOfOneMachine(path)
                && !compilation.Knowledge.PathsOf(method, parameter.Ordinal, context.CancellationToken).IsEmpty)
                Report(context, compilation, Diagnostic.Create(Rule, argument.Value.Syntax.GetLocation(), path));
        }
    }

    private static bool IsOfOneMachine(string path) =>
        s_roots.Any(root => path.StartsWith(root, StringComparison.Ordinal))
        || (path.Length > 2 && char.IsLetter(path[0]) && path[1] == ':' && path[2] is '\\' or '/');
}
