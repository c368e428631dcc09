using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4032: a tool made of a lambda or local function gets the name that the compiler made up.</summary>
/// <remarks>
/// dotnet/extensions#6677. Run against Microsoft.Extensions.AI 10.11.0: the names are such as <c>_Main_b_0_29</c> and
/// <c>_Main_g_GetWeather_0_0</c>.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NamelessToolAnalyzer() : MlGuardAnalyzer(RuleIds.NamelessTool, LanguageModels.Frameworks)
{
    internal const string NameProperty = "name";

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(
            context =>
            {
                var call = (IInvocationOperation)context.Operation;
                if (Tools.FunctionOf(call, compilation.Symbols) is { } function && NameOf(function) is { } name && !IsNamed(call))
                {
                    Report(context, compilation, Diagnostic.Create(
                        Rule, call.Arguments[0].Value.Syntax.GetLocation(),
                        ImmutableDictionary<string, string?>.Empty.Add(NameProperty, name)));
                }
            },
            OperationKind.Invocation);

    /// <summary>What the function is called in the source, empty for a lambda; null for a method, whose name is kept.</summary>
    private static string? NameOf(IOperation function) => function switch
    {
        IAnonymousFunctionOperation => "",
        IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction, Name: var name } } => name,
        _ => null,
    };

    private static bool IsNamed(IInvocationOperation call) =>
        call.Arguments.Argument("name")?.IsWritten() == true
        || (call.Arguments.Argument("options") is { } options && options.IsWritten() && !MakesNameless(options.Value));

    /// <summary>Options that are made in place show whether they hold a name.</summary>
    private static bool MakesNameless(IOperation options) =>
        LocalValues.Origin(options) is IObjectCreationOperation creation
        && !(creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .Any(it => it.Target is IPropertyReferenceOperation { Property.Name: "Name" }) ?? false)
        && !BodyIndex.Around(options).IsChangedLater(creation);
}
