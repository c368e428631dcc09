using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace MlGuard.CodeFixes;

/// <summary>A logger that code at some place can use: a field, a property, a parameter or a variable of a type of <c>ILogger</c>.</summary>
internal static class LoggerInReach
{
    private const string Logger = "Microsoft.Extensions.Logging.ILogger";
    private const string Extensions = "Microsoft.Extensions.Logging.LoggerExtensions";

    /// <summary><c>logger.LogError(exception, "...")</c>, or null when no logger is in reach at <paramref name="position"/>.</summary>
    public static StatementSyntax? LogError(SemanticModel model, int position, string exception, string message)
    {
        if (TypeOf(Logger, model) is not { } contract
            || TypeOf(Extensions, model) is null
            || Find(model, position, contract) is not { } logger)
            return null;

        var arguments = $"({exception}, {Literal(message)})";
        var isImported = model.LookupSymbols(position, contract, "LogError", includeReducedExtensionMethods: true).Length > 0;
        return isImported
            ? ParseStatement($"{logger}.LogError{arguments};")
            : ParseStatement($"global::{Extensions}.LogError({logger}, {arguments.Substring(1)};")
                .WithAdditionalAnnotations(Simplifier.Annotation);
    }

    /// <summary>What every program of .NET has where there is no logger: a listener hears it without a change of the code.</summary>
    public static StatementSyntax TraceError(string exception, string message) =>
        ParseStatement($"global::System.Diagnostics.Trace.TraceError({Literal(message + ": {0}")}, {exception});")
            .WithAdditionalAnnotations(Simplifier.Annotation);

    private static string? Find(SemanticModel model, int position, INamedTypeSymbol contract) =>
        model.LookupSymbols(position)
            .FirstOrDefault(symbol => TypeOf(symbol) is { } type && Is(type, contract) && IsUsable(symbol, model, position))?.Name;

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    private static bool Is(ITypeSymbol type, INamedTypeSymbol contract) =>
        SymbolEqualityComparer.Default.Equals(type, contract) || type.AllInterfaces.Contains(contract, SymbolEqualityComparer.Default);

    /// <summary>A local must be declared before; an instance member needs an instance.</summary>
    private static bool IsUsable(ISymbol symbol, SemanticModel model, int position) => symbol switch
    {
        ILocalSymbol local => local.DeclaringSyntaxReferences.All(declaration => declaration.Span.End <= position),
        IFieldSymbol or IPropertySymbol => symbol.IsStatic || !IsInStaticMember(model, position),
        _ => true,
    };

    private static bool IsInStaticMember(SemanticModel model, int position) =>
        model.GetEnclosingSymbol(position) is { } around && around.IsStatic;

#pragma warning disable RS0030 // A fix runs once, at a click.
    private static INamedTypeSymbol? TypeOf(string name, SemanticModel model) => model.Compilation.GetTypeByMetadataName(name);
#pragma warning restore RS0030
}
