using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;

namespace MlGuard.Analyzers.Serving;

/// <summary>A call that registers a service of which all requests get the same object.</summary>
internal static class SingletonRegistration
{
    private static readonly ImmutableHashSet<string> s_methods = [
        "AddSingleton", "TryAddSingleton", "AddKeyedSingleton", "TryAddKeyedSingleton"];

    private static readonly string[] s_types =
    [
        "Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions",
        "Microsoft.Extensions.DependencyInjection.Extensions.ServiceCollectionDescriptorExtensions",
    ];

    public static bool Is(IInvocationOperation call, MlSymbols symbols) =>
        s_methods.Contains(call.TargetMethod.Name) && IsAny(call, symbols);

    /// <summary>Whether the call registers a service, however long that lives.</summary>
    public static bool IsAny(IInvocationOperation call, MlSymbols symbols) =>
        s_types.Any(type => symbols.Is(call.TargetMethod.ContainingType, type));

    /// <summary>
    /// The service and implementation types that the call names: as type arguments, <c>typeof</c>, or what its factory or instance is.
    /// </summary>
    public static IEnumerable<ITypeSymbol> TypesOf(IInvocationOperation call)
    {
        foreach (var type in call.TargetMethod.TypeArguments)
            yield return type;
        foreach (var argument in call.Arguments)
        {
            switch (LocalValues.Origin(argument.Value))
            {
                case ITypeOfOperation typeOf:
                    yield return typeOf.TypeOperand;
                    break;
                case IObjectCreationOperation { Type: { } created }:
                    yield return created;
                    break;
                case IAnonymousFunctionOperation { Symbol.Parameters: [{ Type.Name: "IServiceProvider" }, ..] } factory:
                    foreach (var made in ReturnedBy(factory))
                        yield return made;
                    break;
            }
        }
    }

    private static IEnumerable<ITypeSymbol> ReturnedBy(IAnonymousFunctionOperation factory) =>
        factory.Body.Descendants().OfType<IReturnOperation>()
            .Where(result => Bodies.AroundInFunction(result).Contains(factory.Body))
            .Select(result => result.ReturnedValue is { } value ? LocalValues.Origin(value).Type : null)
            .OfType<ITypeSymbol>();
}
