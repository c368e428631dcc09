using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Networks;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2018: an await in a scope that belongs to its thread.</summary>
/// <remarks>
/// Run against TorchSharp 0.107.0: after an await on another thread gradients are back on, the first thread keeps them off, and the dispose
/// scope leaks. Where a program of windows comes back to its own thread, the scope holds.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AwaitInScopeAnalyzer() : TorchAnalyzer(RuleIds.AwaitInScope)
{
    private static readonly ImmutableArray<string> s_windows =
        ["System.Windows.Forms", "PresentationFramework", "Avalonia.Base", "Microsoft.Maui", "Microsoft.WinUI", "Eto"];

    private protected override IEnumerable<Diagnostic> FindingsIn(
        TorchBody body, MlCompilation compilation, CancellationToken cancellationToken) =>
        s_windows.Any(compilation.Assemblies.Contain)
            ? []
            : from scopes in TensorScope.In(body, compilation.Torch.Members).GroupBy(scope => scope.Function)
              let pauses = PausesOf(scopes.Key)
              from scope in scopes
              let pause = pauses.FirstOrDefault(scope.Contains)
              where pause is not null
              select At(pause.Syntax.GetFirstToken().GetLocation(), scope.Opener.TargetMethod.Name);

    private static ImmutableArray<IOperation> PausesOf(IOperation function) =>
        [.. function.Descendants().Where(it => IsPause(it) && ReferenceEquals(Bodies.FunctionAround(it), function))];

    private static bool IsPause(IOperation operation) =>
        operation is IAwaitOperation or IReturnOperation { Kind: OperationKind.YieldReturn }
            or IForEachLoopOperation { IsAsynchronous: true };
}
