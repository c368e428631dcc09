using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;

namespace MlGuard.Analyzers.Flow.Texts;

/// <summary>Functions that a language model calls.</summary>
internal static class Tools
{
    private const string Factory = "Microsoft.Extensions.AI.AIFunctionFactory";

    private static readonly string[] s_marks =
        ["Microsoft.SemanticKernel.KernelFunctionAttribute", "ModelContextProtocol.Server.McpServerToolAttribute"];

    /// <summary>What a process calls when an event arrives, and no model.</summary>
    private const string ProcessStep = "KernelProcessStep";

    /// <summary>The attribute that makes <paramref name="method"/> a tool.</summary>
    public static AttributeData? MarkOf(IMethodSymbol method, MlSymbols symbols) =>
        IsOfProcess(method.ContainingType)
            ? null
            : method.GetAttributes().FirstOrDefault(attribute => s_marks.Any(mark => symbols.Is(attribute.AttributeClass, mark)));

    /// <summary>By name alone, since the package of processes may not be there to bind.</summary>
    private static bool IsOfProcess(INamedTypeSymbol? type)
    {
        for (var current = type?.BaseType; current is not null; current = current.BaseType)
        {
            if (current.Name == ProcessStep)
                return true;
        }

        return false;
    }

    /// <summary>The lambda, local function or method that <paramref name="call"/> makes a tool of; null for any other call.</summary>
    public static IOperation? FunctionOf(IInvocationOperation call, MlSymbols symbols) =>
        call.TargetMethod is { Name: "Create" } method
        && symbols.Is(method.ContainingType, Factory)
        && call.Arguments.Argument("method") is { } argument
            ? LocalValues.Origin(argument.Value)
            : null;

    /// <summary>The method or function that <paramref name="function"/> names or is.</summary>
    public static IMethodSymbol? SymbolOf(IOperation function) => function switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        IMethodReferenceOperation reference => reference.Method,
        _ => null,
    };
}
