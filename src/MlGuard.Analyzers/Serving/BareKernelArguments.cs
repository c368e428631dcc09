using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;

namespace MlGuard.Analyzers.Serving;

/// <summary>The arguments of calls of the kernel, which carry its settings, where they are made without any.</summary>
internal static class BareKernelArguments
{
    private const string KernelArguments = "Microsoft.SemanticKernel.KernelArguments";

    private static readonly OncePerBody<ImmutableArray<IObjectCreationOperation>> s_known = new((body, compilation, _) =>
        [.. body.OfType<IObjectCreationOperation>().Where(made => IsBare(made, compilation.Symbols))]);

    /// <summary>Those of the body around <paramref name="operation"/>, in the order of the source.</summary>
    public static ImmutableArray<IObjectCreationOperation> Around(IOperation operation, MlCompilation compilation) =>
        s_known.Of(operation, compilation);

    private static bool IsBare(IObjectCreationOperation made, MlSymbols symbols) =>
        symbols.Is(made.Type, KernelArguments)
        && !made.Arguments.Any(argument => argument.IsWritten())
        && Bodies.Outermost(made).Parent is IArgumentOperation { Parent: IInvocationOperation }
        && made.Initializer?.Descendants().OfType<IPropertyReferenceOperation>()
            .Any(set => set.Property.Name == "ExecutionSettings") != true;
}
