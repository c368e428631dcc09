using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Onnx;

namespace MlGuard.Analyzers.Models;

/// <summary>
/// The types whose objects hold the settings of a program: those of the host, options, singletons, and what names several models, each for
/// its own purpose. An object that names one model may be one of many.
/// </summary>
internal sealed class SettingsTypes
{
    private static readonly string[] s_ofHost =
    [
        "Microsoft.Extensions.Configuration.IConfiguration", "Microsoft.Extensions.Hosting.IHostEnvironment",
        "Microsoft.AspNetCore.Hosting.IWebHostEnvironment", "Microsoft.Extensions.Options.IOptions`1",
        "Microsoft.Extensions.Options.IOptionsMonitor`1",
    ];

    private static readonly string[] s_boundBy = ["Configure", "AddOptions", "Bind", "Get", "AddSingleton", "TryAddSingleton"];

    private static readonly ConditionalWeakTable<MlCompilation, SettingsTypes> s_known = new();

    private readonly MlCompilation _compilation;
    private readonly ConcurrentDictionary<ISymbol, bool> _rewritten = new(SymbolEqualityComparer.Default);
    private readonly Lazy<HashSet<ISymbol>> _bound;
    private readonly Lazy<HashSet<ISymbol>> _namingModels;

    private SettingsTypes(MlCompilation compilation)
    {
        _compilation = compilation;
        _bound = new(FindBound);
        _namingModels = new(FindNamingModels);
    }

    public static SettingsTypes Of(MlCompilation compilation) => s_known.GetValue(compilation, it => new(it));

    public bool Hold(ITypeSymbol? type) => type is INamedTypeSymbol named
        && (s_ofHost.Any(host => _compilation.Symbols.IsOrInherits(type, host))
            || _bound.Value.Contains(named.OriginalDefinition) || _namingModels.Value.Contains(named.OriginalDefinition));

    /// <summary>Whether code gives a member of settings another value after they were made.</summary>
    public bool IsRewritten(ISymbol member, CancellationToken cancellationToken) => _rewritten.GetOrAdd(
        member.OriginalDefinition,
        it => _compilation.Calls.DeclarationsNaming(it.Name, cancellationToken).Any(body => Rewrites(body, it)));

    private static bool Rewrites(SyntaxNode body, ISymbol member) =>
        body.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment =>
            assignment.Left is MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax, Name.Identifier.ValueText: var name }
            && name == member.Name)
        && !body.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>().Any(made => Makes(made, member.ContainingType));

    private static bool Makes(BaseObjectCreationExpressionSyntax made, INamedTypeSymbol type) => made switch
    {
        ObjectCreationExpressionSyntax { Type: SimpleNameSyntax { Identifier.ValueText: var name } } => name == type.Name,
        ObjectCreationExpressionSyntax { Type: QualifiedNameSyntax { Right.Identifier.ValueText: var name } } => name == type.Name,
        _ => true,
    };

    private HashSet<ISymbol> FindBound() => Types(
        s_boundBy.SelectMany(name => _compilation.Calls.BodiesNaming(name)).Distinct().SelectMany(body => body.ForeignSites)
            .OfType<IInvocationOperation>().Where(Binds)
            .SelectMany(call => call.TargetMethod.TypeArguments.Concat(call.Arguments.Select(argument => TypeOf(argument.Value)))));

    private static bool Binds(IInvocationOperation call) => s_boundBy.Contains(call.TargetMethod.Name)
        && call.TargetMethod.ContainingNamespace.ToDisplayString().StartsWith("Microsoft.Extensions.", StringComparison.Ordinal);

    private static ITypeSymbol? TypeOf(IOperation value) => LocalValues.Origin(value).Type;

    /// <summary>Where sessions are made of at least two members of an object.</summary>
    private HashSet<ISymbol> FindNamingModels() => Types(
        _compilation.Calls.BodiesNaming("InferenceSession").Distinct().SelectMany(body => body.ForeignSites)
            .OfType<IObjectCreationOperation>().Where(made => _compilation.Symbols.Is(made.Type, OnnxTypes.Session))
            .Select(made => made.Arguments is [var model, ..] ? LocalValues.Origin(model.Value) as IMemberReferenceOperation : null)
            .Where(member => member?.Instance is not (null or IInstanceReferenceOperation))
            .Select(member => member!.Member.OriginalDefinition)
            .GroupBy(member => member.ContainingType, SymbolEqualityComparer.Default)
            .Where(type => type.Distinct(SymbolEqualityComparer.Default).Skip(1).Any())
            .Select(type => type.Key as ITypeSymbol));

    private HashSet<ISymbol> Types(IEnumerable<ITypeSymbol?> types) => new(
        types.OfType<INamedTypeSymbol>().Select(type => type.OriginalDefinition).Where(_compilation.Symbols.IsDeclaredHere),
        SymbolEqualityComparer.Default);
}
