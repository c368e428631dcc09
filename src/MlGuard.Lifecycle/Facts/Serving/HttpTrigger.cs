using System.Reflection.Metadata;

namespace MlGuard.Lifecycle.Facts.Serving;

/// <summary>The endpoint that an Azure Function is called at, as the trigger on its parameter says it.</summary>
/// <param name="Verb">The verb; <c>ANY</c> where there are none or several.</param>
/// <param name="Route">The template; null where the function's name is the route.</param>
/// <param name="IsAnonymous">Whether no key is asked for.</param>
internal sealed record HttpTrigger(string Verb, string? Route, bool IsAnonymous)
{
    private const string Level = "AuthLevel";

    /// <summary>Of <c>AuthorizationLevel</c>: the only one that asks for no key.</summary>
    private const int Anonymous = 0;

    public static ImmutableHashSet<string> Types { get; } =
        ["Microsoft.Azure.Functions.Worker.HttpTriggerAttribute", "Microsoft.Azure.WebJobs.HttpTriggerAttribute"];

    /// <param name="said">The attribute's arguments.</param>
    public static HttpTrigger Of(CustomAttributeValue<string> said)
    {
        ImmutableArray<string> verbs =
        [
            .. said.FixedArguments.Select(argument => argument.Value).OfType<ImmutableArray<CustomAttributeTypedArgument<string>>>()
                .SelectMany(values => values).Select(value => value.Value).OfType<string>(),
        ];
        var levels = said.FixedArguments.Select(argument => argument.Value)
            .Concat(said.NamedArguments.Where(argument => argument.Name == Level).Select(argument => argument.Value)).OfType<int>();
        return new(
            verbs is [var only] ? only.ToUpperInvariant() : "ANY",
            said.NamedArguments.FirstOrDefault(argument => argument.Name == "Route").Value as string, levels.Contains(Anonymous));
    }

    /// <summary>Verb and route; the host puts every function below <c>/api</c> where its settings say nothing else.</summary>
    /// <param name="function">The function's name.</param>
    public string Endpoint(string function) => $"{Verb} /api/{(Route ?? function).Trim('/')}";
}
