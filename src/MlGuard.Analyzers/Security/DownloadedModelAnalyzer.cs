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
    private const int MaximumDepth = 8, HelperDepth = 2;

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

    private static readonly ImmutableHashSet<string> s_writers = [
        "WriteAllBytes", "WriteAllBytesAsync", "Create", "OpenWrite", "Open", "DownloadFile", "DownloadFileAsync", "DownloadFileTaskAsync"];

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
                || (SourceOf(argument.Value, compilation.Symbols, MaximumDepth)
                    ?? FileSourceOf(argument.Value, context.Operation, compilation, context.CancellationToken)) is not { } source
                || IsChecked(context.Operation, compilation, context.CancellationToken))
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

    /// <summary>Where the content of a file comes from that the code downloads before it loads it, itself or by a helper.</summary>
    private static string? FileSourceOf(
        IOperation path, IOperation load, MlCompilation compilation, CancellationToken cancellationToken)
    {
        if (path.Type?.SpecialType != SpecialType.System_String)
            return null;

        var origin = LocalValues.Origin(path);
        if (origin is IInvocationOperation making && BodyOf(making) is { } maker && Downloads(maker, compilation.Symbols)
            && !maker.Descendants().Any(IsCheck))
            return "the network";

        foreach (var call in Bodies.AllAround(load).OfType<IInvocationOperation>())
        {
            if (call.Syntax.SpanStart >= load.Syntax.SpanStart || !call.Arguments.Any(argument => IsSamePath(argument.Value, path)))
                continue;
            var writesHere = (s_writers.Contains(call.TargetMethod.Name) && call.TargetMethod.ContainingType.Name is "File" or "WebClient")
                && call.Arguments.Any(argument => SourceOf(argument.Value, compilation.Symbols, MaximumDepth) is not null
                    || call.TargetMethod.ContainingType.Name == "WebClient");
            if (writesHere)
                return "the network";
            if (BodyOf(call) is { } helper && Downloads(helper, compilation.Symbols) && !helper.Descendants().Any(IsCheck))
                return "the network";
        }

        return CopiesInto(path, load, compilation.Symbols) ? "the network" : null;

        IOperation? BodyOf(IInvocationOperation call) => compilation.Pipelines.BodyOf(call.TargetMethod, cancellationToken);
    }

    /// <summary>Whether a stream of the network is copied into a file that is opened under the path.</summary>
    private static bool CopiesInto(IOperation path, IOperation load, MlSymbols symbols) =>
        Bodies.AllAround(load).OfType<IInvocationOperation>().Any(copy =>
            copy.TargetMethod.Name is "CopyTo" or "CopyToAsync" && copy.Syntax.SpanStart < load.Syntax.SpanStart
            && copy.Instance is { } from && SourceOf(from, symbols, MaximumDepth) is not null
            && copy.Arguments.Any(argument => IsFileAt(LocalValues.Origin(argument.Value), path)));

    private static bool IsFileAt(IOperation stream, IOperation path) => stream switch
    {
        IInvocationOperation { TargetMethod: { ContainingType.Name: "File" } } open =>
            open.Arguments.Any(argument => IsSamePath(argument.Value, path)),
        IObjectCreationOperation { Type.Name: "FileStream" } made => made.Arguments.Any(argument => IsSamePath(argument.Value, path)),
        _ => false,
    };

    private static bool IsSamePath(IOperation one, IOperation other) =>
        one.Type?.SpecialType == SpecialType.System_String
        && (Constants.Text(one) is { } text
            ? text == Constants.Text(other)
            : SymbolPath.Of(one) is { } path && path.Equals(SymbolPath.Of(other)));

    /// <summary>Whether a body asks the network and writes a file.</summary>
    private static bool Downloads(IOperation body, MlSymbols symbols)
    {
        var calls = body.Descendants().OfType<IInvocationOperation>().ToList();
        var asks = calls.Any(call => s_sources.Any(row => row.Name == "the network" && Names(row.Member, call.TargetMethod.Name)
            && symbols.IsOrInherits(call.TargetMethod.ContainingType, row.Type)));
        return asks && body.Descendants().Any(operation => operation switch
        {
            IInvocationOperation { TargetMethod: { ContainingType.Name: "File" or "WebClient" } method } => s_writers.Contains(method.Name),
            IObjectCreationOperation { Type.Name: "FileStream" } => true,
            _ => false,
        });
    }

    private static bool Names(string pattern, string name) =>
        pattern[pattern.Length - 1] == '*'
            ? name.StartsWith(pattern.Substring(0, pattern.Length - 1), StringComparison.Ordinal)
            : pattern == name;

    /// <summary>Whether the body computes a hash or checks a signature, itself or by a helper, on which something depends.</summary>
    private static bool IsChecked(IOperation load, MlCompilation compilation, CancellationToken cancellationToken) =>
        Bodies.AllAround(load).Any(operation => IsCheck(operation) || Checks(operation, HelperDepth, compilation, cancellationToken));

    private static bool Checks(IOperation operation, int depth, MlCompilation compilation, CancellationToken cancellationToken) =>
        depth > 0
        && operation is IInvocationOperation call
        && compilation.Pipelines.BodyOf(call.TargetMethod, cancellationToken) is { } helper
        && (call.TargetMethod.ReturnsVoid || helper.Descendants().Any(inner => inner is IThrowOperation) || !CheckedHash.IsDropped(call))
        && helper.Descendants().Any(inner => IsCheck(inner) || Checks(inner, depth - 1, compilation, cancellationToken));

    private static bool IsCheck(IOperation operation) =>
        operation is IInvocationOperation call && CheckedHash.Computes(call) && !CheckedHash.IsDropped(call);
}
