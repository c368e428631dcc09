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
    private const string Network = "the network";

    private const int MaximumDepth = 8, HelperDepth = 2;

    private static readonly ImmutableArray<(string Type, string Member, string Name)> s_sources =
    [
        ("System.Net.Http.HttpClient", "Get*", Network),
        ("System.Net.Http.HttpClient", "Send*", Network),
        ("System.Net.Http.HttpContent", "Read*", Network),
        ("System.Net.WebClient", "*", Network),
        ("Microsoft.AspNetCore.Http.IFormFile", "OpenReadStream", "an uploaded file"),
        ("Microsoft.AspNetCore.Http.HttpRequest", "Body", "a request's body"),
        ("Microsoft.AspNetCore.Http.HttpRequest", "BodyReader", "a request's body"),
    ];

    /// <summary>Whether a body asks the network, writes a file, and does not look what it got.</summary>
    private static readonly OncePerBody<bool> s_isDownload =
        new((body, compilation, _) => IsUncheckedDownload(body, compilation.Symbols));

    /// <summary>By the path of a file, where a body, or a helper that it calls, writes into it what comes from the network.</summary>
    private static readonly OncePerBody<ILookup<object, int>> s_downloads = new(DownloadsIn);

    /// <summary>Whether the body computes a hash or checks a signature, itself or by a helper, on which something depends.</summary>
    private static readonly OncePerBody<bool> s_isChecked = new((body, compilation, cancellationToken) =>
        body.Any(operation => IsCheck(operation) || Checks(operation, HelperDepth, compilation, cancellationToken)));

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
                || s_isChecked.Of(context.Operation, compilation, context.CancellationToken))
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
        if (origin is IInvocationOperation making && Downloads(making, compilation, cancellationToken))
            return Network;

        var isWritten = KeyOf(path) is { } key
            && s_downloads.Of(load, compilation, cancellationToken)[key].Any(position => position < load.Syntax.SpanStart);
        return isWritten ? Network : null;
    }

    /// <summary>Whether the call is of a helper that downloads a file and does not look what it got.</summary>
    private static bool Downloads(IInvocationOperation call, MlCompilation compilation, CancellationToken cancellationToken) =>
        compilation.Pipelines.BodyOf(call.TargetMethod, cancellationToken) is { } helper
        && s_isDownload.Of(helper, compilation, cancellationToken);

    private static ILookup<object, int> DownloadsIn(
        IEnumerable<IOperation> body, MlCompilation compilation, CancellationToken cancellationToken) =>
        (from call in body.OfType<IInvocationOperation>()
         from path in PathsWritten(call, compilation, cancellationToken)
         let key = KeyOf(path)
         where key is not null
         select (key, call.Syntax.SpanStart)).ToLookup(it => it.key, it => it.SpanStart);

    private static IEnumerable<IOperation> PathsWritten(
        IInvocationOperation call, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var values = call.Arguments.Select(argument => argument.Value).ToList();
        // A stream of the network is copied into a file.
        if (call.TargetMethod.Name is "CopyTo" or "CopyToAsync")
            return call.Instance is { } from && SourceOf(from, compilation.Symbols, MaximumDepth) is not null
                ? values.SelectMany(value => PathsOfFile(LocalValues.Origin(value)))
                : [];
        return WritesDownload(call, compilation.Symbols) || Downloads(call, compilation, cancellationToken) ? values : [];
    }

    private static bool WritesDownload(IInvocationOperation call, MlSymbols symbols) =>
        s_writers.Contains(call.TargetMethod.Name) && (call.TargetMethod.ContainingType.Name == "WebClient"
            || (call.TargetMethod.ContainingType.Name == "File"
                && call.Arguments.Any(argument => SourceOf(argument.Value, symbols, MaximumDepth) is not null)));

    private static IEnumerable<IOperation> PathsOfFile(IOperation stream) => (stream switch
    {
        IInvocationOperation { TargetMethod.ContainingType.Name: "File" } open => open.Arguments,
        IObjectCreationOperation { Type.Name: "FileStream" } made => made.Arguments,
        _ => [],
    }).Select(argument => argument.Value);

    /// <summary>What two expressions have in common that mean the same path; null when nobody knows.</summary>
    private static object? KeyOf(IOperation path) =>
        path.Type?.SpecialType != SpecialType.System_String ? null : Constants.Text(path) ?? (object?)SymbolPath.Of(path);

    private static bool IsUncheckedDownload(IEnumerable<IOperation> body, MlSymbols symbols)
    {
        var operations = body.ToList();
        var asks = operations.OfType<IInvocationOperation>()
            .Any(call => s_sources.Any(row => row.Name == Network && Names(row.Member, call.TargetMethod.Name)
                && symbols.IsOrInherits(call.TargetMethod.ContainingType, row.Type)));
        return asks && !operations.Any(IsCheck) && operations.Any(operation => operation switch
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

    private static bool Checks(IOperation operation, int depth, MlCompilation compilation, CancellationToken cancellationToken) =>
        depth > 0
        && operation is IInvocationOperation call
        && compilation.Pipelines.BodyOf(call.TargetMethod, cancellationToken) is { } helper
        && (call.TargetMethod.ReturnsVoid || helper.Descendants().Any(inner => inner is IThrowOperation) || !CheckedHash.IsDropped(call))
        && helper.Descendants().Any(inner => IsCheck(inner) || Checks(inner, depth - 1, compilation, cancellationToken));

    private static bool IsCheck(IOperation operation) =>
        operation is IInvocationOperation call && CheckedHash.Computes(call) && !CheckedHash.IsDropped(call);
}
