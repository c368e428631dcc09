using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;
using MlGuard.Analyzers.Networks;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2022: a batch taken out of a loader that disposes it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DisposedBatchAnalyzer() : MlGuardAnalyzer(RuleIds.DisposedBatch, [TorchSharp.Framework])
{
    private const int MaximumLength = 16;

    private static readonly ImmutableHashSet<string> s_takers =
    [
        "First", "FirstOrDefault", "Single", "SingleOrDefault", "Last", "LastOrDefault", "ElementAt", "ElementAtOrDefault", "ToList",
        "ToArray",
    ];

    private static readonly ImmutableHashSet<string> s_passing = ["Take", "Skip", "Where", "AsEnumerable", "OrderBy", "Reverse"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(
            context =>
            {
                var call = (IInvocationOperation)context.Operation;
                if (s_takers.Contains(call.TargetMethod.Name) && IsLinq(call) && LoaderBehind(call, compilation) is { } loader
                    && Disposes(loader, compilation.Torch, context.CancellationToken))
                    Report(context, compilation, Diagnostic.Create(
                        Rule, Bodies.NameOf(call).GetLocation(),
                        compilation.Torch.Networks.Resolved(loader, context.CancellationToken).Syntax is { } made
                            && made.SyntaxTree == call.Syntax.SyntaxTree ? [made.GetLocation()] : null,
                        call.TargetMethod.Name));
            },
            OperationKind.Invocation);

    private static bool IsLinq(IInvocationOperation call) =>
        call.TargetMethod.ContainingType is { Name: "Enumerable", ContainingNamespace.Name: "Linq" };

    private static IOperation? LoaderBehind(IInvocationOperation call, MlCompilation compilation)
    {
        var value = (IOperation)call;
        for (var length = 0; length < MaximumLength; length++)
        {
            if (value is IInvocationOperation taker && IsLinq(taker) && (length == 0 || s_passing.Contains(taker.TargetMethod.Name)))
                value = Unwrapped(FluentChain.ReceiverOf(taker)!);
            else
                return compilation.Symbols.IsOrInherits(value.Type, TorchTypes.Loader) ? value : null;
        }

        return null;
    }

    private static IOperation Unwrapped(IOperation value)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return value;
    }

    private static bool Disposes(IOperation loader, TorchFlow flow, CancellationToken cancellationToken)
    {
        var made = flow.Networks.Resolved(loader, cancellationToken);
        return made.ArgumentsOfCall().Argument("disposeBatch") is { } disposes
            && (!disposes.IsWritten() || disposes.Value.ConstantValue is { HasValue: true, Value: true });
    }
}
