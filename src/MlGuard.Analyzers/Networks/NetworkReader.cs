using System.Collections.Concurrent;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;

namespace MlGuard.Analyzers.Networks;

/// <summary>What the networks of a compilation are made of: what they end with, and whether training and inference differ.</summary>
internal sealed class NetworkReader(TorchFlow flow)
{
    private const int MaximumDepth = 12;

    private readonly ConcurrentDictionary<INamedTypeSymbol, bool?> _modes = new(SymbolEqualityComparer.Default);

    /// <summary>What the numbers are that <paramref name="value"/> holds.</summary>
    public Scale ScaleOf(IOperation value, CancellationToken cancellationToken) => ScaleOf(value, MaximumDepth, cancellationToken);

    /// <summary>What makes the numbers of <paramref name="value"/>, for a fix: the call that a loss does again.</summary>
    public static IInvocationOperation? ActivationOf(IOperation value)
    {
        for (var depth = 0; depth < MaximumDepth; depth++)
        {
            if (TensorReader.Source(value) is not IInvocationOperation call || !TorchTypes.Declares(call.TargetMethod))
                return null;
            if (!ScaleTable.Keeping.Contains(call.TargetMethod.Name))
                return call;
            if (FluentChain.ReceiverOf(call) is not { } receiver)
                return null;
            value = receiver;
        }

        return null;
    }

    /// <summary>
    /// Whether the model answers otherwise while it trains: it has layers such as dropout. Null when its layers are not seen.
    /// </summary>
    public bool? DependsOnMode(ISymbol? model, CancellationToken cancellationToken) =>
        MakersOf(model, cancellationToken).Select(maker => DependsOnMode(maker, MaximumDepth, cancellationToken))
            .DefaultIfEmpty(null).Aggregate((one, other) => one == other ? one : null);

    /// <summary>The values that a variable, member or parameter may hold, as far as they are seen.</summary>
    public IEnumerable<IOperation> MakersOf(ISymbol? model, CancellationToken cancellationToken) => model switch
    {
        ILocalSymbol local => DeclaredValue(local, cancellationToken) is { } value ? [value] : [],
        IFieldSymbol or IPropertySymbol => flow.ValuesGivenTo(model, cancellationToken),
        IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter => [.. flow.CallsOf(method, cancellationToken)
            .SelectMany(call => call.ArgumentsOfCall()).Where(argument => argument.Parameter?.Ordinal == parameter.Ordinal)
            .Select(argument => argument.Value)],
        _ => [],
    };

    /// <summary>The value that an operation comes to, through variables, members and parameters that have one.</summary>
    public IOperation Resolved(IOperation value, CancellationToken cancellationToken)
    {
        for (var depth = 0; depth < MaximumDepth; depth++)
        {
            value = TensorReader.Source(value);
            var symbol = value switch
            {
                IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member => member.Member,
                IParameterReferenceOperation parameter => parameter.Parameter,
                _ => null,
            };
            IOperation[] makers = symbol is null || !flow.Symbols.IsDeclaredHere(symbol)
                ? []
                : [.. MakersOf(symbol, cancellationToken).Take(2)];
            if (makers.Length == 1)
                value = makers[0];
            else if (value is IInvocationOperation call && flow.Members.Of(call.TargetMethod) is TorchMeaning.Move or TorchMeaning.Load
                && FluentChain.ReceiverOf((IInvocationOperation)value) is { } moved)
                value = moved;
            else
                return value;
        }

        return value;
    }

    private Scale ScaleOf(IOperation value, int depth, CancellationToken cancellationToken)
    {
        if (depth == 0)
            return Scale.Unknown;

        var source = TensorReader.Source(value);
        return source switch
        {
            IInvocationOperation call when flow.Members.Of(call.TargetMethod) == TorchMeaning.Forward => call.Instance is { } model
                ? ScaleOfModel(Resolved(model, cancellationToken), model.Type, depth - 1, cancellationToken)
                : Scale.Unknown,
            IInvocationOperation call when TorchTypes.Declares(call.TargetMethod) => ScaleOfCall(call, depth, cancellationToken),
            _ => Scale.Unknown,
        };
    }

    private Scale ScaleOfCall(IInvocationOperation call, int depth, CancellationToken cancellationToken)
    {
        var name = call.TargetMethod.Name;
        if (ScaleTable.Keeping.Contains(name))
        {
            var kept = FluentChain.ReceiverOf(call)
                ?? call.Arguments.FirstOrDefault(argument => flow.Symbols.IsTensor(argument.Value.Type))?.Value;
            return kept is null ? Scale.Unknown : ScaleOf(kept, depth - 1, cancellationToken);
        }

        return ScaleTable.Made.TryGetValue(name, out var made) ? made : Scale.Unknown;
    }

    private Scale ScaleOfModel(IOperation model, ITypeSymbol? declared, int depth, CancellationToken cancellationToken)
    {
        if (depth <= 0)
            return Scale.Unknown;
        if (model is IInvocationOperation call && TorchTypes.Declares(call.TargetMethod))
            return ScaleOfLayer(call, depth, cancellationToken);
        if ((model is IObjectCreationOperation creation ? creation.Type : declared) is not INamedTypeSymbol type
            || !flow.Symbols.IsDeclaredHere(type))
            return Scale.Unknown;
        return ForwardOf(type, cancellationToken) is { } forward
            ? Returned(forward).Select(it => ScaleOf(it, depth - 1, cancellationToken)).DefaultIfEmpty(Scale.Unknown)
                .Aggregate((one, other) => one == other ? one : Scale.Unknown)
            : Scale.Unknown;
    }

    private Scale ScaleOfLayer(IInvocationOperation made, int depth, CancellationToken cancellationToken)
    {
        if (made.TargetMethod.Name == "Sequential" && LayersOf(made) is { IsDefaultOrEmpty: false } layers && !IsAppendedTo(made))
            return ScaleOfLast(layers, depth, cancellationToken);
        return ScaleTable.Made.TryGetValue(made.TargetMethod.Name, out var scale) ? scale : Scale.Unknown;
    }

    private Scale ScaleOfLast(ImmutableArray<IOperation> layers, int depth, CancellationToken cancellationToken)
    {
        for (var i = layers.Length - 1; i >= 0; i--)
        {
            var layer = Resolved(layers[i], cancellationToken);
            if (layer is IInvocationOperation call && ScaleTable.Keeping.Contains(call.TargetMethod.Name))
                continue;
            return ScaleOfModel(layer, layer.Type, depth - 1, cancellationToken);
        }

        return Scale.Unknown;
    }

    /// <summary>Whether layers are appended to a Sequential after it was made.</summary>
    public static bool IsAppendedTo(IInvocationOperation made) =>
        TorchValues.TargetOf(made) is { } target && BodyIndex.Around(made).Calls.Any(call =>
            call.TargetMethod.Name is "append" or "add_module" && call.Instance is { } instance
            && SymbolEqualityComparer.Default.Equals(SymbolOf(instance), target));

    /// <summary>The layers of a Sequential in their order, without their names; default when they are not all seen.</summary>
    public static ImmutableArray<IOperation> LayersOf(IInvocationOperation sequential) =>
        ElementsOf(sequential) is { IsDefault: false } elements ? [.. elements.Select(element => LayerIn(element)!)] : default;

    /// <summary>What a list of layers is made of, names included; default when not all of it is seen.</summary>
    public static ImmutableArray<IOperation> ElementsOf(IInvocationOperation sequential)
    {
        if (sequential.Arguments.Length == 0)
            return ImmutableArray<IOperation>.Empty;

        var elements = sequential.Arguments is [{ ArgumentKind: ArgumentKind.ParamArray or ArgumentKind.Explicit, Value: var list }]
            ? Constants.Elements(Numbers.OriginOf(list))
            : null;
        if (elements is not { } known || known.Any(element => element is null))
            return default;
        return [.. known.Select(element => element!)];
    }

    /// <summary>The bodies of <c>forward</c> that a module class has.</summary>
    public IOperation? ForwardOf(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        for (var current = type; current is not null && flow.Symbols.IsDeclaredHere(current); current = current.BaseType)
        {
            if (current.GetMembers("forward").OfType<IMethodSymbol>().FirstOrDefault(it => !it.IsStatic) is { IsAbstract: false } it)
                return flow.BodyOf(it, cancellationToken);
        }

        return null;
    }

    public static IEnumerable<IOperation> Returned(IOperation body) =>
        Bodies.Own(body).OfType<IReturnOperation>().Select(it => it.ReturnedValue).OfType<IOperation>();

    private static ISymbol? SymbolOf(IOperation instance) => instance switch
    {
        ILocalReferenceOperation local => local.Local,
        IMemberReferenceOperation member => member.Member,
        _ => null,
    };

    private static IOperation? LayerIn(IOperation element) => element switch
    {
        IConversionOperation conversion => LayerIn(conversion.Operand),
        ITupleOperation { Elements: [_, var layer] } => LayerIn(layer),
        _ => element,
    };

    private bool? DependsOnMode(IOperation maker, int depth, CancellationToken cancellationToken)
    {
        var made = Resolved(maker, cancellationToken);
        if (depth == 0)
            return null;
        if (made is IObjectCreationOperation { Type: INamedTypeSymbol type })
            return DependsOnMode(type, depth - 1, cancellationToken);
        if (made is not IInvocationOperation call || !TorchTypes.Declares(call.TargetMethod))
            return null;
        if (TorchTypes.ModeDependent.Contains(call.TargetMethod.Name))
            return true;
        if (call.TargetMethod.Name != "Sequential")
            return flow.Symbols.Is(call.TargetMethod.ContainingType, TorchTypes.Layers) ? false : null;
        if (LayersOf(call) is not { IsDefault: false } layers || IsAppendedTo(call))
            return null;

        var parts = layers.Select(layer => DependsOnMode(layer, depth - 1, cancellationToken)).ToList();
        if (parts.Contains(true))
            return true;
        return parts.Contains(null) ? null : false;
    }

    private bool? DependsOnMode(INamedTypeSymbol type, int depth, CancellationToken cancellationToken)
    {
        if (!flow.Symbols.IsDeclaredHere(type))
            return null;
        if (_modes.TryGetValue(type, out var known))
            return known;

        bool? depends = false;
        foreach (var field in type.GetMembers().Where(member => flow.Symbols.IsModule(TypeOf(member)) && !member.IsImplicitlyDeclared))
        {
            var parts = flow.ValuesGivenTo(field, cancellationToken).Select(it => DependsOnMode(it, depth - 1, cancellationToken)).ToList();
            if (parts.Contains(true))
                return _modes[type] = true;
            if (parts.Count == 0 || parts.Contains(null))
                depends = null;
        }

        if (ForwardOf(type, cancellationToken) is { } forward && forward.Descendants().OfType<IInvocationOperation>()
            .Any(call => call.TargetMethod.Name.Contains("dropout") && TorchTypes.Declares(call.TargetMethod)))
            depends = true;
        return _modes[type] = depends;
    }

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    private IOperation? DeclaredValue(ILocalSymbol local, CancellationToken cancellationToken) =>
        local.DeclaringSyntaxReferences is [var reference]
            ? flow.InitializerOf(reference.GetSyntax(cancellationToken), cancellationToken)
            : null;
}
