using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Monitoring;

/// <summary>
/// Whether the library that predicts may report its own calls: the clients of hosted models do once the program asks them to, often far
/// from the call and
/// sometimes in another project.
/// </summary>
/// <remarks>Which of several clients a call gets is decided when the program runs, so telemetry that the compilation turns on is taken to
/// cover it.</remarks>
internal sealed class LibraryTelemetry
{
    /// <summary>What Aspire's templates call the method of the shared project that turns telemetry on.</summary>
    private const string ServiceDefaults = "AddServiceDefaults";

    private static readonly ImmutableArray<RoleRow> s_setups =
        [.. FrameworkTable.All.SelectMany(framework => framework.Rows).Where(row => row.Role == Role.TelemetrySetup)];

    private const string Agent = "Microsoft.Agents.AI.AIAgent";

    private const int MaximumChain = 16;

    /// <summary>What makes a client of another one, and reports nothing.</summary>
    private static readonly ImmutableHashSet<string> s_plainSteps = [
        "AsIChatClient", "AsChatClient", "AsIEmbeddingGenerator", "AsEmbeddingGenerator", "AsIImageGenerator", "AsISpeechToTextClient",
        "GetChatClient", "GetEmbeddingClient", "GetImageClient", "GetResponsesClient", "GetOpenAIResponseClient"];

    private static readonly string[] s_registrationNames =
    [
        "AddSingleton", "AddScoped", "AddTransient", "AddKeyedSingleton", "AddKeyedScoped", "AddKeyedTransient", "TryAddSingleton",
        "TryAddScoped", "TryAddTransient",
    ];

    private readonly MlCompilation _compilation;
    private readonly Lazy<ImmutableHashSet<Framework>> _turnedOn;
    private readonly Lazy<bool> _isSetUpElsewhere;

    public LibraryTelemetry(MlCompilation compilation)
    {
        _compilation = compilation;
        _turnedOn = new(FindTurnedOn);
        _isSetUpElsewhere = new(() => compilation.Calls.BodiesNaming(ServiceDefaults).Any(CallsForeignDefaults));
    }

    /// <summary>
    /// Whether <paramref name="prediction"/> may be reported by its library, or by one in front of it that the compilation does not show.
    /// </summary>
    public bool MayObserve(RoleCall prediction, CancellationToken cancellationToken)
    {
        if (MlSymbols.FrameworkOf(prediction.Row) is not { OwnTelemetry.IsEmpty: false } framework)
            return false;
        if (IsAgentWithLog(ReceiverOf(prediction), cancellationToken))
            return true;
        if (IsMadeBare(ReceiverOf(prediction), cancellationToken))
            return !framework.TracesThroughBuilder && _turnedOn.Value.Contains(framework);
        return _turnedOn.Value.Contains(framework) || _isSetUpElsewhere.Value
            || (Injection.IsInjected(ReceiverOf(prediction), cancellationToken)
                && !IsRegisteredHere(framework, ReceiverOf(prediction)?.Type, cancellationToken));
    }

    /// <summary>
    /// Whether the code itself makes the client and passes it through no builder: what is set up for other clients says nothing of it.
    /// </summary>
    private bool IsMadeBare(IOperation? client, CancellationToken cancellationToken)
    {
        if (client is null)
            return false;

        var origin = LocalValues.Origin(client);
        var values = origin is IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field
            ? _compilation.Pipelines.ValuesGivenTo(field.Field, cancellationToken).ToList()
            : [origin];
        return values.Count > 0 && values.All(IsBare);
    }

    private bool IsBare(IOperation value)
    {
        var origin = LocalValues.Origin(value);
        for (var length = 0; length < MaximumChain; length++)
        {
            if (origin is IObjectCreationOperation { Type: { } made } creation)
                return !_compilation.Symbols.IsDeclaredHere(made) && !creation.Arguments.Any(argument => IsWrapped(argument.Value));
            if (origin is not IInvocationOperation { TargetMethod.Name: var name } call
                || !(s_plainSteps.Contains(name) || _compilation.Symbols.Plays(call.TargetMethod, Role.CreateClient))
                || FluentChain.ReceiverOf(call) is not { } receiver)
                return false;
            origin = LocalValues.Origin(receiver);
        }

        return false;
    }

    /// <summary>
    /// An agent that is made with a logger factory writes down each of its answers. It may be made by a method of the program.
    /// </summary>
    private bool IsAgentWithLog(IOperation? client, CancellationToken cancellationToken)
    {
        if (client?.Type is not { } type || !_compilation.Symbols.IsOrInherits(type, Agent))
            return false;

        var origin = LocalValues.Origin(client);
        var made = origin is IInvocationOperation { TargetMethod: var maker } && _compilation.Symbols.IsDeclaredHere(maker)
            ? ReturnedBy(maker, cancellationToken).Select(LocalValues.Origin).ToList()
            : [origin];
        return made.Count > 0 && made.All(MayLog);
    }

    private IEnumerable<IOperation> ReturnedBy(IMethodSymbol maker, CancellationToken cancellationToken) =>
        maker.OriginalDefinition.DeclaringSyntaxReferences
            .SelectMany(reference => _compilation.Calls.OperationsOf(reference.GetSyntax(cancellationToken), cancellationToken))
            .OfType<IReturnOperation>().Select(returned => returned.ReturnedValue).OfType<IOperation>();

    /// <summary>What does not bind may be given anything.</summary>
    private static bool MayLog(IOperation made) => made is IInvalidOperation || (made switch
    {
        IInvocationOperation call => call.Arguments,
        IObjectCreationOperation creation => creation.Arguments,
        _ => [],
    }).Any(argument => argument is { Parameter.Type.Name: "ILoggerFactory", Value.ConstantValue.HasValue: false } && argument.IsWritten());

    /// <summary>A client made around another client may report in its place.</summary>
    private static bool IsWrapped(IOperation argument) =>
        argument.Type is INamedTypeSymbol { Name: "IChatClient" or "ILoggerFactory" or "ILogger" };

    /// <summary>What is declared here leaves an edge; what is not was turned on where the compilation does not see it.</summary>
    private static bool CallsForeignDefaults(BodyFacts body) =>
        body.Owner.Name != ServiceDefaults && !body.Edges.Any(edge => edge.Callee.Name == ServiceDefaults);

    private static IOperation? ReceiverOf(RoleCall prediction) =>
        prediction.Operation is IInvocationOperation call ? FluentChain.ReceiverOf(call) : null;

    private ImmutableHashSet<Framework> FindTurnedOn()
    {
        var setUp = _compilation.Calls.CallsOf(s_setups, CancellationToken.None).Select(call => MlSymbols.FrameworkOf(call.Row)!);
        return [.. setUp, .. FrameworkTable.All.Where(framework => !framework.OwnTelemetry.IsEmpty && IsMentioned(framework.OwnTelemetry))];
    }

    /// <summary>Trace sources, meters and switches are named in strings, and only there; an attribute names assemblies.</summary>
    private bool IsMentioned(ImmutableArray<string> names) =>
        _compilation.Compilation.SyntaxTrees.Any(tree => tree.GetRoot().DescendantTokens().Any(token =>
            token.IsKind(SyntaxKind.StringLiteralToken)
                && token.Parent?.Parent is not AttributeArgumentSyntax
                && names.Any(name => Names(token.ValueText, name))));

    /// <summary>
    /// <c>Experimental.Microsoft.Extensions.AI</c> and <c>Microsoft.SemanticKernel*</c> name what <c>Microsoft.Extensions.AI</c> and
    /// <c>Microsoft.SemanticKernel</c> name.
    /// </summary>
    private static bool Names(string text, string name) =>
        text.EndsWith(name, StringComparison.Ordinal) || text.StartsWith(name, StringComparison.Ordinal);

    private bool IsRegisteredHere(Framework framework, ITypeSymbol? client, CancellationToken cancellationToken) =>
        framework.Rows.Where(row => row.Role == Role.RegisterClient).Any(row => IsCalled(row, cancellationToken))
        || (client is not null
            && s_registrationNames.Any(name =>
                _compilation.Calls.BodiesNaming(name, cancellationToken)
                    .Any(body => body.RegisteredTypes.Any(type => IsOf(type, client)))));

    private bool IsCalled(RoleRow registration, CancellationToken cancellationToken) =>
        _compilation.Symbols.Type(registration.Type) is { } type
        && type.GetMembers().OfType<IMethodSymbol>().Where(method => registration.Names(method.Name))
            .Select(method => method.Name).Distinct(StringComparer.Ordinal)
            .Any(name => _compilation.Calls.IsCalled(type, name, cancellationToken));

    private static bool IsOf(ITypeSymbol registered, ITypeSymbol client) =>
        client.OriginalDefinition is INamedTypeSymbol wanted && registered.IsOrInherits(wanted);
}
