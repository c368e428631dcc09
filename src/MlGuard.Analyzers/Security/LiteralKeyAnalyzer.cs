using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Security;

/// <summary>MLG7004: the key of a model's service stands in the source.</summary>
/// <remarks>Known by the place that takes it, not by how random it looks. Placeholders and servers of the own machine are silent.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LiteralKeyAnalyzer() : MlGuardAnalyzer(RuleIds.LiteralKey, LanguageModels.Frameworks)
{
    internal const string VariableProperty = "variable";

    private const int ShortestKey = 20;

    /// <summary>A server of the own machine takes any key.</summary>
    private static readonly OncePerBody<bool> s_reachesLoopback = new((body, _, _) => body.Any(operation =>
        operation.ConstantValue is { HasValue: true, Value: string text }
        && s_loopbacks.Any(host => text.IndexOf(host, StringComparison.OrdinalIgnoreCase) >= 0)));

    private static readonly ImmutableHashSet<string> s_parameters = ["apiKey", "authToken", "accessKey", "subscriptionKey"];

    private static readonly ImmutableHashSet<string> s_credentials = ["ApiKeyCredential", "AzureKeyCredential"];

    private static readonly ImmutableHashSet<string> s_properties = ["ApiKey", "AuthToken"];

    private static readonly string[] s_placeholders = [
        "<", ">", "...", "***", "xxx", "your", "placeholder", "changeme", "change-me", "replace", "dummy", "fake", "insert", "example", "todo",
        "not-needed", "not needed", "unused", "ignored", "key-here", "here-key", "{", "$(", "lm-studio", "ollama", "demo-key", "test-key"];

    /// <summary>What a setting that holds a key is named after.</summary>
    private static readonly ImmutableHashSet<string> s_settings = ["key", "apikey", "token", "secret", "credential", "credentials", "pat"];

    private static readonly char[] s_brackets = ['%', '$', '#', '@', '[', ']', '(', ')', '_', '-'];

    private static readonly string[] s_loopbacks = ["localhost", "127.0.0.1", "[::1]"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        RegisterCalls(start, (context, method, arguments) =>
        {
            foreach (var argument in arguments.Where(argument => TakesKey(method, argument)))
                Check(context, argument.Value, compilation);
        });
        start.RegisterOperationAction(
            context =>
            {
                var assignment = (ISimpleAssignmentOperation)context.Operation;
                if (assignment.Target is IPropertyReferenceOperation { Property: var property }
                    && s_properties.Contains(property.Name) && IsOfService(property.ContainingType))
                    Check(context, assignment.Value, compilation);
            },
            OperationKind.SimpleAssignment);
    }

    private static bool TakesKey(IMethodSymbol method, IArgumentOperation argument) => argument.Parameter is { } parameter
        && argument.IsWritten()
        && ((parameter.Name == "key" && s_credentials.Contains(method.ContainingType.Name))
            || (s_parameters.Contains(parameter.Name) && IsOfService(method.ContainingType)));

    private static bool IsOfService(INamedTypeSymbol type) =>
        type.ContainingAssembly?.Name is { } assembly && LanguageModels.Frameworks.SelectMany(framework => framework.Assemblies)
            .Concat(["OpenAI", "Azure", "System.ClientModel", "Microsoft.SemanticKernel", "Microsoft.Extensions.AI", "Anthropic", "Mscc", "Mistral"])
            .Any(known => assembly == known || assembly.StartsWith(known + ".", StringComparison.Ordinal));

    private void Check(OperationAnalysisContext context, IOperation value, MlCompilation compilation)
    {
        if (Constants.Text(value) is not { } text || !IsKey(text) || s_reachesLoopback.Of(value, compilation))
            return;
        Report(context, compilation, Diagnostic.Create(
            Rule, value.Syntax.GetLocation(),
            ImmutableDictionary<string, string?>.Empty.Add(VariableProperty, VariableFor(context.Operation))));
    }

    private static bool IsKey(string text) =>
        (text.Length >= ShortestKey || (text.StartsWith("sk-", StringComparison.Ordinal) && text.Length > "sk-".Length + 4))
        && text.IndexOf(' ') < 0
        && text.Distinct().Count() > 4
        && !IsSetting(text)
        && !s_placeholders.Any(it => text.IndexOf(it, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>Whether the name of the setting stands in place of its value: <c>%AZURE_OPENAI_API_KEY%</c>.</summary>
    private static bool IsSetting(string text)
    {
        var words = text.Trim(s_brackets).ToLowerInvariant().Split('_', '-', '.', ':');
        return words.Length > 1 && words.All(word => word.All(char.IsLetter)) && words.Any(s_settings.Contains);
    }

    private static string VariableFor(IOperation operation)
    {
        var type = (operation switch
        {
            IObjectCreationOperation { Constructor: { } constructor } => constructor.ContainingType,
            IInvocationOperation call => call.TargetMethod.ContainingType,
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } => target.Property.ContainingType,
            _ => null,
        })?.ToDisplayString() ?? "";
        if (type.IndexOf("Anthropic", StringComparison.Ordinal) >= 0)
            return "ANTHROPIC_API_KEY";
        return type.IndexOf("Azure", StringComparison.Ordinal) >= 0 ? "AZURE_OPENAI_API_KEY" : "OPENAI_API_KEY";
    }
}
