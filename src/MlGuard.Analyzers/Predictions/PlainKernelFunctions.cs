using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Predictions;

/// <summary>
/// Functions of a kernel that are written in C#: to ask Semantic Kernel for one runs a method and no model. A function whose making is
/// not seen may be a prompt.
/// </summary>
internal sealed class PlainKernelFunctions(MlCompilation compilation)
{
    private const string Function = "Microsoft.SemanticKernel.KernelFunction";
    private const string Mark = "Microsoft.SemanticKernel.KernelFunctionAttribute";

    private readonly Lazy<ImmutableHashSet<string>> _declared = new(() => [.. DeclaredNames(compilation)]);

    /// <summary>Whether <paramref name="prediction"/> asks a kernel for a function that is plain code.</summary>
    public bool Runs(RoleCall prediction)
    {
        if (prediction.Operation is not IInvocationOperation call || MlSymbols.FrameworkOf(prediction.Row) != SemanticKernel.Framework)
            return false;
        if (compilation.Symbols.IsOrInherits(call.Instance?.Type, Function))
            return IsPlain(call.Instance!);
        return Argument(call, "function") is { } function ? IsPlain(function) : IsNamed(call);
    }

    private bool IsPlain(IOperation function) => LocalValues.Origin(function) switch
    {
        IInvocationOperation made => compilation.Symbols.Plays(made.TargetMethod, Role.WrapMethod) || IsNamed(made),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } plugin, Arguments: [var name] } =>
            IsDeclared(Constants.Text(name.Value)) || IsPlainPlugin(plugin),
        _ => false,
    };

    private bool IsPlainPlugin(IOperation plugin) => LocalValues.Origin(plugin) switch
    {
        IInvocationOperation made => compilation.Symbols.Plays(made.TargetMethod, Role.WrapMethod),
        IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [var name] } => IsOfLibrary(Constants.Text(name.Value)),
        _ => false,
    };

    private bool IsNamed(IInvocationOperation call) =>
        IsOfLibrary(Constants.Text(Argument(call, "pluginName"))) || IsDeclared(Constants.Text(Argument(call, "functionName")));

    private static bool IsOfLibrary(string? plugin) => plugin is not null && SemanticKernel.PlainPlugins.Contains(plugin);

    private bool IsDeclared(string? function) => function is not null && _declared.Value.Contains(function);

    private static IOperation? Argument(IInvocationOperation call, string parameter) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;

    /// <summary>
    /// The names under which a kernel finds the methods that this compilation marks: the mark's own, or the method's without <c>Async</c>.
    /// </summary>
    private static IEnumerable<string> DeclaredNames(MlCompilation compilation)
    {
        foreach (var method in DeclaredTypes.Of(compilation.Compilation).SelectMany(type => type.GetMembers().OfType<IMethodSymbol>()))
        {
            if (method.GetAttributes().FirstOrDefault(attribute => compilation.Symbols.Is(attribute.AttributeClass, Mark)) is not { } mark)
                continue;
            yield return mark.ConstructorArguments is [{ Value: string name }] ? name : WithoutAsync(method.Name);
        }
    }

    private static string WithoutAsync(string name) =>
        name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Async".Length) : name;
}
