using System.Runtime.CompilerServices;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Onnx;

namespace MlGuard.Analyzers.Models;

/// <summary>The sessions that a program registers for injection, each under a key or none.</summary>
internal static class RegisteredSessions
{
    private static readonly ConditionalWeakTable<MlCompilation, List<(string? Key, IObjectCreationOperation Creation)>> s_known = new();

    /// <summary>Every creation of a session that stands in a registration, with its key.</summary>
    public static IReadOnlyList<(string? Key, IObjectCreationOperation Creation)> In(
        MlCompilation compilation, CancellationToken cancellationToken) =>
        s_known.GetValue(compilation, key => Read(key, cancellationToken));

    private static List<(string? Key, IObjectCreationOperation Creation)> Read(
        MlCompilation compilation, CancellationToken cancellationToken) =>
    [
        .. compilation.Calls.BodiesNaming("InferenceSession", cancellationToken).SelectMany(body => body.ForeignSites)
            .OfType<IObjectCreationOperation>().Where(made => compilation.Symbols.Is(made.Type, OnnxTypes.Session))
            .Select(made => (Registration: Registrations.Around(made), made)).Where(pair => pair.Registration is not null)
            .Select(pair => (Constants.Text(pair.Registration!.Arguments.Argument("serviceKey")?.Value), pair.made)),
    ];

    /// <summary>The key of a keyed service; null where none is named.</summary>
    public static string? KeyOf(IParameterSymbol parameter) => parameter.GetAttributes()
        .FirstOrDefault(attribute => attribute.AttributeClass?.Name == "FromKeyedServicesAttribute")
        ?.ConstructorArguments.FirstOrDefault().Value as string;
}
