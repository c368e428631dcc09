using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Flow.Texts;

/// <summary>
/// Which text of somebody else reaches which sink, for the whole compilation: each body is read once, each method has one summary, and a
/// finding stands where the text meets the sink or the method that passes it there. What is not known has no source.
/// </summary>
internal sealed class TextFlow
{
    /// <summary>How many methods a text is followed through.</summary>
    private const int MaximumDepth = 12;

    private const int MaximumImplementations = 4;

    private readonly Compilation _compilation;
    private readonly CallPaths _calls;
    private readonly ProjectSummaries _summariesOfOthers;

    /// <summary>One question at a time: what a method does is read once, whoever asks first.</summary>
    private readonly object _gate = new();
    private readonly Lazy<bool> _usesLanguageModels;
    private readonly ConditionalWeakTable<IOperation, TextBody> _bodies = new();
    private readonly Dictionary<ISymbol, ImmutableArray<TextRow>> _rows = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];
    private readonly Dictionary<SyntaxNode, TextBody?> _bodiesBySyntax = [];
    private readonly Dictionary<ISymbol, TextSummary> _summaries = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, TextBody?> _givers = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<SyntaxNode, ILookup<string, SyntaxNode>> _writers = [];
    private readonly Dictionary<SyntaxNode, ImmutableArray<TextFinding>> _findings = [];

    public TextFlow(
        Compilation compilation, MlSymbols symbols, CallPaths calls, EntryPoints entryPoints, ProjectSummaries summaries)
    {
        _compilation = compilation;
        _summariesOfOthers = summaries;
        Symbols = symbols;
        _calls = calls;
        _usesLanguageModels = new(() => summaries.HandTexts || calls.MayMention(LanguageModels.Mentions, CancellationToken.None));
        Entries = new TextEntries(calls, entryPoints, symbols);
    }

    public TextEntries Entries { get; }

    internal MlSymbols Symbols { get; }

    /// <summary>What is found in the body that <paramref name="block"/> belongs to.</summary>
    public ImmutableArray<TextFinding> FindingsOf(IOperation block, CancellationToken cancellationToken)
    {
        if (!_usesLanguageModels.Value)
            return [];
        var root = Bodies.RootOf(block);
        lock (_gate)
        {
            if (!_findings.TryGetValue(root.Syntax, out var findings))
                _findings.Add(root.Syntax, findings = Find(BodyAround(root), cancellationToken));
            return findings;
        }
    }

    /// <summary>Where the text of <paramref name="value"/> comes from, as far as it is somebody else's.</summary>
    public ImmutableArray<TextOrigin> OriginsOf(IOperation value, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Attempt<TextOrigin>(() => [.. new TextReader(this, BodyAround(Bodies.RootOf(value)), 0, cancellationToken)
                .OriginsOf(value).Where(origin => origin.Source != TextSource.Parameter)]);
        }
    }

    /// <summary>What <paramref name="method"/> does with text.</summary>
    internal TextSummary SummaryOf(IMethodSymbol method, TextBody caller, int depth, CancellationToken cancellationToken)
    {
        var node = CallPaths.NodeOf(method);
        if (depth >= MaximumDepth)
            return TextSummary.Unknown;
        if (_summaries.TryGetValue(node, out var known))
            return known;

        // While it is being read, a method that calls itself adds nothing.
        _summaries.Add(node, TextSummary.Unknown);
        var isRead = false;
        try
        {
            var summary = Summarize((IMethodSymbol)node, caller, depth, cancellationToken);
            isRead = true;
            return _summaries[node] = summary;
        }
        finally
        {
            if (!isRead)
                _summaries.Remove(node);
        }
    }

    /// <summary>The bodies that may answer a call of <paramref name="method"/>; none where they are too many.</summary>
    internal IEnumerable<(TextBody Body, IOperation Function)> BodiesOf(
        IMethodSymbol method, TextBody caller, CancellationToken cancellationToken)
    {
        if (caller.FunctionOf(method) is { } function)
            return [(caller, function)];
        var node = (IMethodSymbol)CallPaths.NodeOf(method);
        var all = node.IsAbstract || node.ContainingType?.TypeKind == TypeKind.Interface
            ? [.. _calls.ImplementationsOf(node).OfType<IMethodSymbol>().Take(MaximumImplementations + 1)]
            : ImmutableArray.Create(node);
        return all.Length > MaximumImplementations
            ? []
            : all.Select(it => (Method: it, Body: BodyOf(it, cancellationToken))).Where(it => it.Body is not null)
                .Select(it => (it.Body!, it.Body!.FunctionOf(it.Method) ?? it.Body.Root));
    }

    /// <summary>
    /// The one body that gives a field or property of this compilation its value, or null where several do or none is seen.
    /// </summary>
    internal TextBody? GiverOf(ISymbol member, CancellationToken cancellationToken)
    {
        var definition = member.OriginalDefinition;
        if (!_givers.TryGetValue(definition, out var giver))
            _givers.Add(definition, giver = FindGiver(definition, cancellationToken));
        return giver;
    }

    /// <summary>What a member does to text, looked up once.</summary>
    internal ImmutableArray<TextRow> RowsOf(ISymbol member)
    {
        var definition = member.OriginalDefinition;
        if (!_rows.TryGetValue(definition, out var rows))
            _rows.Add(definition, rows = TextSymbols.RowsOf(definition));
        return rows;
    }

    /// <summary>
    /// What the build knows of a method of another project; null where this compilation may answer the call itself.
    /// </summary>
    internal MethodSummary? OfOtherProject(IMethodSymbol method)
    {
        if (!_summariesOfOthers.HandTexts || IsDeclaredHere(method))
            return null;
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        return definition.ContainingType is { } type
            && _summariesOfOthers.Find(type.FullMetadataName(), definition.MetadataName, definition.Parameters.Length) is { } summary
            && !_calls.ImplementationsOf(CallPaths.NodeOf(definition)).Any()
                ? summary
                : null;
    }

    internal bool IsDeclaredHere(ISymbol symbol) => Symbols.IsDeclaredHere(symbol);

    private TextBody BodyAround(IOperation root) => _bodies.GetValue(root, static it => TextBody.Of(it));

    private ImmutableArray<TextFinding> Find(TextBody body, CancellationToken cancellationToken) => Attempt(() =>
    {
        var reader = new TextReader(this, body, 0, cancellationToken);
        return reader.Sinks().SelectMany(reader.FindingsAt).ToImmutableArray();
    });

    private static ImmutableArray<T> Attempt<T>(Func<ImmutableArray<T>> read)
    {
        try
        {
            return read();
        }
        catch (InsufficientExecutionStackException)
        {
            // Code that is nested deeper than the host's stack is not known, and unknown is silent.
            return [];
        }
    }

    private TextSummary Summarize(IMethodSymbol method, TextBody caller, int depth, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (caller.FunctionOf(method) is { } function)
            return new TextReader(this, caller, depth + 1, cancellationToken).Summarize(function);
        if (method.IsAbstract || method.ContainingType?.TypeKind == TypeKind.Interface)
            return OfImplementations(method, caller, depth, cancellationToken);
        return BodyOf(method, cancellationToken) is { } body
            ? new TextReader(this, body, depth + 1, cancellationToken).Summarize(body.FunctionOf(method) ?? body.Root)
            : TextSummary.Unknown;
    }

    /// <summary>The parameters of an implementation are those of the contract, by their places.</summary>
    private TextSummary OfImplementations(IMethodSymbol contract, TextBody caller, int depth, CancellationToken cancellationToken)
    {
        var bodies = _calls.ImplementationsOf(contract).OfType<IMethodSymbol>().Take(MaximumImplementations + 1).ToList();
        if (bodies.Count is 0 or > MaximumImplementations)
            return TextSummary.Unknown;

        var all = bodies.Select(body => SummaryOf(body, caller, depth + 1, cancellationToken)).ToList();
        return new TextSummary(
            [.. all.SelectMany(it => it.Returned).Select(origin =>
                origin.Parameter is { } parameter ? origin with { Parameter = Counterpart(parameter) } : origin)],
            [.. all.SelectMany(it => it.Passed).Select(passed => passed with { Parameter = Counterpart(passed.Parameter) })],
            [.. all[0].Refused.Where(refused => all.All(it => it.Refused.Contains(refused)))]);

        IParameterSymbol Counterpart(IParameterSymbol parameter) =>
            parameter.Ordinal < contract.Parameters.Length ? contract.Parameters[parameter.Ordinal] : parameter;
    }

    private TextBody? BodyOf(ISymbol member, CancellationToken cancellationToken)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            var declaration = reference.GetSyntax(cancellationToken);
            if ((SourceIndex.BodyAround(declaration) ?? declaration) is { } around && Read(around, cancellationToken) is { } body)
                return body;
        }

        return null;
    }

    private TextBody? Read(SyntaxNode declaration, CancellationToken cancellationToken)
    {
        // In an editor the symbols of a referenced project have source too, which is another compilation's.
        if (!_compilation.ContainsSyntaxTree(declaration.SyntaxTree))
            return null;
        if (_bodiesBySyntax.TryGetValue(declaration, out var known))
            return known;

        if (!_models.TryGetValue(declaration.SyntaxTree, out var model))
        {
#pragma warning disable RS1030 // A method that text is handed to stands in another file; each is bound once.
            _models.Add(declaration.SyntaxTree, model = _compilation.GetSemanticModel(declaration.SyntaxTree));
#pragma warning restore RS1030
        }

        var root = RootOf(declaration) is { } part ? model.GetOperation(part, cancellationToken) : null;
        return _bodiesBySyntax[declaration] = root is null ? null : BodyAround(Bodies.RootOf(root));
    }

    /// <summary>The part of a declaration that the compiler gives an operation.</summary>
    private static SyntaxNode? RootOf(SyntaxNode declaration) => declaration switch
    {
        PropertyDeclarationSyntax property => (SyntaxNode?)property.ExpressionBody ?? property.Initializer,
        IndexerDeclarationSyntax indexer => indexer.ExpressionBody,
        VariableDeclaratorSyntax field => field.Initializer,
        TypeDeclarationSyntax => null,
        _ => declaration,
    };

    private TextBody? FindGiver(ISymbol member, CancellationToken cancellationToken)
    {
        if (!IsDeclaredHere(member) || member.ContainingType is not { } type)
            return null;
        if (member is IPropertySymbol { GetMethod.DeclaringSyntaxReferences: [var getter] }
            && getter.GetSyntax(cancellationToken) is ArrowExpressionClauseSyntax or AccessorDeclarationSyntax
                { Body: not null } or AccessorDeclarationSyntax { ExpressionBody: not null })
            return null;

        var writers = type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellationToken))
            .SelectMany(declaration => WritersIn(declaration)[member.Name]).Take(2).ToList();
        return writers.Count == 1 ? Read(writers[0], cancellationToken) : null;
    }

    /// <summary>What gives the members of a type their values, by the member's name.</summary>
    private ILookup<string, SyntaxNode> WritersIn(SyntaxNode declaration)
    {
        if (!_writers.TryGetValue(declaration, out var writers))
            _writers.Add(declaration, writers = declaration.DescendantNodes()
                .Select(node => (Name: WrittenBy(node), Node: node))
                .Where(writer => writer.Name is not null)
                .Select(writer => (writer.Name, Body: BodyOf(writer.Node)))
                .Where(writer => writer.Body is not null)
                .ToLookup(writer => writer.Name!, writer => writer.Body!));
        return writers;
    }

    private static SyntaxNode? BodyOf(SyntaxNode writer) =>
        writer is AssignmentExpressionSyntax ? SourceIndex.BodyAround(writer) : writer;

    private static string? WrittenBy(SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax assignment => NameOf(assignment.Left),
        VariableDeclaratorSyntax { Initializer.Value: not LiteralExpressionSyntax, Parent.Parent: FieldDeclarationSyntax } field =>
            field.Identifier.ValueText,
        PropertyDeclarationSyntax { Initializer.Value: not LiteralExpressionSyntax } property => property.Identifier.ValueText,
        _ => null,
    };

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member => member.Name.Identifier.ValueText,
        _ => null,
    };
}
