using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Security;

/// <summary>MLG7006: a model that is loaded straight from the network or from what a user sends.</summary>
/// <remarks>
/// The documentation of ML.NET and TorchSharp says to load trusted models only: dotnet/machinelearning#3604 and #7611, dotnet/docs#53999,
/// dotnet/TorchSharp#1568.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DownloadedModelAnalyzer() : MlGuardAnalyzer(RuleIds.DownloadedModel)
{
    private const int MaximumDepth = 8;

    private static readonly ImmutableArray<(string Type, string Member, string Name)> s_sources =
    [
        ("System.Net.Http.HttpClient", "Get*", "the network"),
        ("System.Net.Http.HttpClient", "Send*", "the network"),
        ("System.Net.Http.HttpContent", "Read*", "the network"),
        ("System.Net.WebClient", "*", "the network"),
        ("Microsoft.AspNetCore.Http.IFormFile", "OpenReadStream", "an uploaded file"),
        ("Microsoft.AspNetCore.Http.HttpRequest", "Body", "a request's body"),
        ("Microsoft.AspNetCore.Http.HttpRequest", "BodyReader", "a request's body"),
    ];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        RegisterCalls(start, (context, method, arguments) => Check(context, method, arguments, compilation));

    private void Check(
        OperationAnalysisContext context, IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, MlCompilation compilation)
    {
        if (compilation.Symbols.RoleOf(method) is not (Role.LoadModel or Role.CreateSession))
            return;

        foreach (var argument in arguments)
        {
            if (argument.Parameter?.RefKind == RefKind.Out
                || SourceOf(argument.Value, compilation.Symbols, MaximumDepth) is not { } source
                || IsChecked(context.Operation))
                continue;

            Report(context, compilation, Diagnostic.Create(Rule, argument.Value.Syntax.GetLocation(), source));
        }
    }

    /// <summary>Where the bytes come from, when somebody else decides what they are.</summary>
    private static string? SourceOf(IOperation value, MlSymbols symbols, int depth)
    {
        if (depth == 0)
            return null;

        var origin = LocalValues.Origin(value);
        var (type, member) = origin switch
        {
            IInvocationOperation call => (call.TargetMethod.ContainingType, call.TargetMethod.Name),
            IPropertyReferenceOperation property => (property.Property.ContainingType, property.Property.Name),
            _ => default,
        };
        foreach (var row in s_sources)
        {
            if (type is not null && Names(row.Member, member!) && symbols.IsOrInherits(type, row.Type))
                return row.Name;
        }

        return origin switch
        {
            // A stream around the bytes, or what is made of them.
            IObjectCreationOperation { Arguments: [var first, ..], Type.Name: "MemoryStream" or "BufferedStream" or "GZipStream" } =>
                SourceOf(first.Value, symbols, depth - 1),
            IInvocationOperation { TargetMethod.Name: "ToArray" or "GetResult" or "GetAwaiter" or "ConfigureAwait"
                or "OpenReadStream", Instance: { } instance } => SourceOf(instance, symbols, depth - 1),
            IPropertyReferenceOperation { Property.Name: "Result" or "Content", Instance: { } instance } =>
                SourceOf(instance, symbols, depth - 1),
            _ => null,
        };
    }

    private static bool Names(string pattern, string name) =>
        pattern[pattern.Length - 1] == '*'
            ? name.StartsWith(pattern.Substring(0, pattern.Length - 1), StringComparison.Ordinal)
            : pattern == name;

    /// <summary>Whether the body computes a hash or checks a signature.</summary>
    private static bool IsChecked(IOperation load) => Bodies.AllAround(load).OfType<IInvocationOperation>().Any(call =>
        call.TargetMethod.ContainingType?.ContainingNamespace is { Name: "Cryptography", ContainingNamespace.Name: "Security" });
}
