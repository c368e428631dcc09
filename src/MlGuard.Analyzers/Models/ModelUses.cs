using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Onnx;

namespace MlGuard.Analyzers.Models;

/// <summary>Reads off a call what it believes of a model's inputs and outputs, in every form that ONNX Runtime has.</summary>
/// <param name="models">Which model a session runs.</param>
/// <param name="compilation">The compilation.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class ModelUses(LoadedModels models, MlCompilation compilation, CancellationToken cancellationToken)
{
    private static readonly ImmutableHashSet<string> s_views = [
        "AsTensor", "AsEnumerable", "GetTensorDataAsSpan", "GetTensorMutableDataAsSpan", "GetTensorDataAsTensorSpan",
        "GetTensorMutableDataAsTensorSpan"];

    private const int MaximumDepth = 4;

    /// <summary>The uses at <paramref name="operation"/>, a call or a member that is read.</summary>
    public IEnumerable<ModelUse> At(IOperation operation) => operation switch
    {
        IInvocationOperation call when OnnxTypes.Declares(call.TargetMethod) => OfCall(call),
        IInvocationOperation call when MlNetModelUses.Applies(call) => new MlNetModelUses(models, compilation, cancellationToken).Of(call),
        IInvocationOperation call when RunResults.ChosenByName(call) is { } name => OfResult(call, name),
        IInvocationOperation { TargetMethod: { Name: "Equals", ContainingType.SpecialType: SpecialType.System_String } } test =>
            OfComparison(test),
        IInvocationOperation call => OfHandedModel(call.TargetMethod, call.Arguments),
        IObjectCreationOperation { Constructor: { } constructor } creation => OfHandedModel(constructor, creation.Arguments),
        IPropertyReferenceOperation { Property: { IsIndexer: true } } indexer when KeyedByName(indexer) is { } name =>
            OfResult(indexer, name),
        IPropertyReferenceOperation { Property: { IsIndexer: true } } metadata => OfMetadata(metadata),
        IBinaryOperation or IConstantPatternOperation or ISingleValueCaseClauseOperation => OfComparison(operation),
        IConversionOperation { OperatorMethod: null, Operand: IPropertyReferenceOperation { Property.Name: "Value" } value } cast
            when OnnxTypes.Declares(value.Property) && value.Instance is { } result => OfView(result, cast.Type, cast.Syntax),
        _ => [],
    };

    /// <summary>What a comparison with each name believes. One with a name that the model has looks for others on the way.</summary>
    private IEnumerable<ModelUse> OfComparison(IOperation operation)
    {
        if (ComparedName.At(operation) is not { } compared || Constants.Text(compared.Constant) is not { } text
            || NamesOf(compared.Collection) is not var (model, isInput)
            || compared.Texts().Any(other => Named(model, isInput, other) is not null))
            return [];
        var place = compared.Constant.Syntax;
        return [new ModelUse(model, isInput, null, text, place, TensorFacts.None, place) { IsComparison = true }];
    }

    /// <summary>The model whose inputs or outputs, or whose results, a collection holds.</summary>
    private (ModelFile Model, bool IsInput)? NamesOf(IOperation collection)
    {
        var names = RunResults.NamesIn(collection);
        return (names?.Session ?? RunOf(collection)?.Instance) is { } session && models.OfSession(session, cancellationToken) is { } model
            ? (model, names?.IsInput == true)
            : null;
    }

    private IEnumerable<ModelUse> OfCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (compilation.Symbols.Is(method.ContainingType, OnnxTypes.Session))
            return method.Name.StartsWith("Run", StringComparison.Ordinal) && call.Instance is { } session
                && models.OfSession(session, cancellationToken) is { } model ? OfRun(call, model) : [];
        if (compilation.Symbols.Is(method.ContainingType, OnnxTypes.Binding))
            return OfBinding(call);
        if (!s_views.Contains(method.Name) || method.TypeArguments is not [var element] || call.Instance is not { } value)
            return [];
        // A span of bytes over an OrtValue is its raw memory.
        return element.SpecialType == SpecialType.System_Byte && method.ContainingType.Name == "OrtValue"
            ? []
            : OfView(value, element, call.Syntax);
    }

    /// <summary>What code of another project feeds the model whose path it is handed.</summary>
    private IEnumerable<ModelUse> OfHandedModel(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments)
    {
        if (!compilation.Knowledge.KnowsFedModels)
            yield break;
        foreach (var path in ModelPath.HandedOn(method, arguments, compilation, cancellationToken))
        {
            if (path.Parent is not IArgumentOperation { Parameter: { } parameter }
                || models.OfContent(path, cancellationToken) is not { Signature: { } signature } model)
                continue;
            foreach (var sink in compilation.Knowledge.PathsOf(method, parameter.Ordinal, cancellationToken))
            {
                // More names than inputs are a choice between models.
                var feeds = sink.Feeds.ToList();
                foreach (var (name, element, shape) in feeds.Count <= signature.Inputs.Length + signature.Optional.Length ? feeds : [])
                    yield return new ModelUse(
                        model, true, Named(model, isInput: true, name), name, path.Syntax,
                        new TensorFacts(TensorElements.Of(element), shape, null), path.Syntax) { By = method.ContainingType.Name };
            }
        }
    }

    // Feeding

    private IEnumerable<ModelUse> OfRun(IInvocationOperation call, ModelFile model)
    {
        var arguments = call.Arguments.Where(argument => argument.IsWritten())
            .ToDictionary(argument => argument.Parameter?.Name ?? "", argument => argument.Value, StringComparer.Ordinal);
        foreach (var (names, values, isInput) in new[] { ("inputNames", "inputValues", true), ("outputNames", "outputValues", false) })
        {
            if (arguments.TryGetValue(names, out var named))
            {
                foreach (var use in OfNames(named, arguments.TryGetValue(values, out var given) ? given : null, model, isInput, call))
                    yield return use;
            }
        }

        foreach (var (collection, isInput) in new[] { ("inputs", true), ("outputs", false) })
        {
            if (arguments.TryGetValue(collection, out var given))
            {
                foreach (var use in models.GivenAs(given, cancellationToken)
                    .SelectMany(it => OfNamedValues(it, model, isInput, ReferenceEquals(it, given) ? Bodies.NameOf(call) : it.Syntax)))
                    yield return use;
            }
        }
    }

    private IEnumerable<ModelUse> OfNames(IOperation names, IOperation? values, ModelFile model, bool isInput, IInvocationOperation call)
    {
        var named = CollectedItems.Of(names, Source);
        var given = values is null ? CollectedItems.None : CollectedItems.Of(values, Source);
        for (var i = 0; i < named.Items.Length; i++)
        {
            var value = named.AreInOrder && given.AreInOrder && i < given.Items.Length ? given.Items[i].Value : null;
            yield return Use(model, isInput, named.Items[i].Value, value);
        }

        if (isInput && named.AreAll)
            yield return Missing(model, [.. named.Items.Select(item => item.Value)], Bodies.NameOf(call));
    }

    private IEnumerable<ModelUse> OfNamedValues(IOperation collection, ModelFile model, bool isInput, SyntaxNode place)
    {
        var items = CollectedItems.Of(collection, Source);
        var names = new List<IOperation?>();
        foreach (var (key, value) in items.Items)
        {
            var (name, tensor) = key is null ? NamedValue(value) : (key, value);
            names.Add(name);
            if (name is not null)
                yield return Use(model, isInput, name, tensor);
        }

        if (isInput && items.AreAll)
            yield return Missing(model, names, place);
    }

    /// <summary>The name and the tensor of a value that is made with its name, here or by a helper that is handed them.</summary>
    private (IOperation? Name, IOperation? Tensor) NamedValue(IOperation value, int depth = MaximumDepth)
    {
        if (LocalValues.Origin(value) is not IInvocationOperation call || depth == 0)
            return default;
        if (!OnnxTypes.Declares(call.TargetMethod))
        {
            if (models.ReturnedBy(call, cancellationToken) is not { } returned)
                return default;
            var (inner, tensor) = NamedValue(returned, depth - 1);
            return (HandedTo(call, inner), HandedTo(call, tensor));
        }

        var name = call.Arguments.Argument("name")?.Value;
        return call.TargetMethod.Name switch
        {
            "CreateFromTensor" => (name, call.Arguments.Argument("value")?.Value),
            "CreateFromSequence" or "CreateFromMap" => (name, null),
            _ => default,
        };
    }

    /// <summary>What the call hands over, where the value is a parameter of the helper.</summary>
    private static IOperation? HandedTo(IInvocationOperation call, IOperation? value) =>
        value is not null && LocalValues.Origin(value) is IParameterReferenceOperation { Parameter: var parameter }
        && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, call.TargetMethod.OriginalDefinition)
            ? call.ArgumentFor(parameter.Ordinal)?.Value
            : value;

    private IEnumerable<ModelUse> OfBinding(IInvocationOperation call)
    {
        var isInput = call.TargetMethod.Name == "BindInput";
        if ((!isInput && call.TargetMethod.Name is not ("BindOutput" or "BindOutputToDevice"))
            || call.Instance is null || call.Arguments.Argument("name") is not { } name
            || SessionOfBinding(Source(call.Instance)) is not { } session || models.OfSession(session, cancellationToken) is not { } model)
            yield break;

        var value = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Type.Name is "OrtValue" or "FixedBufferOnnxValue")?.Value;
        yield return Use(model, isInput, name.Value, value);
    }

    private static IOperation? SessionOfBinding(IOperation binding) => binding switch
    {
        IInvocationOperation { TargetMethod.Name: "CreateIoBinding", Instance: { } session } => session,
        IObjectCreationOperation { Type.Name: "OrtIoBinding", Arguments: [var session] } => session.Value,
        _ => null,
    };

    private ModelUse Use(ModelFile model, bool isInput, IOperation name, IOperation? value)
    {
        var text = TextOf(name, model, isInput);
        var meant = text is null ? GoneThrough(name, model, isInput) : Named(model, isInput, text);
        var facts = value is null ? TensorFacts.None : TensorFacts.Of(value, Source, compilation.Symbols);
        return new ModelUse(model, isInput, meant, text, name.Syntax, facts, value?.Syntax ?? name.Syntax);
    }

    /// <summary>The name; of two that a condition chooses from, the first when the model has neither.</summary>
    private static string? TextOf(IOperation name, ModelFile model, bool isInput) =>
        Constants.Text(name)
        ?? (LocalValues.Origin(name) is IConditionalOperation { WhenTrue: var one, WhenFalse: { } other }
            && Constants.Text(one) is { } first && Constants.Text(other) is { } second
            && Named(model, isInput, first) is null && Named(model, isInput, second) is null
                ? first
                : null);

    private static ModelUse Missing(ModelFile model, IReadOnlyCollection<IOperation?> names, SyntaxNode place)
    {
        var texts = names.Select(Constants.Text).ToList();
        ImmutableArray<OnnxValue> missing = texts.Any(text => text is null) || texts.Any(text => Named(model, isInput: true, text!) is null)
            ? []
            : [.. model.Signature!.Inputs.Where(input => !texts.Contains(input.Name))];
        return new ModelUse(model, IsInput: true, null, null, place, TensorFacts.None, place) { Missing = missing };
    }

    // Reading

    private IEnumerable<ModelUse> OfView(IOperation result, ITypeSymbol? type, SyntaxNode syntax)
    {
        var element = TensorElements.Of(type is INamedTypeSymbol { TypeArguments: [var inner] } ? inner : type);
        if (element == TensorElement.Undefined || OutputOf(result) is not ({ } model, { } meant))
            return [];

        var place = syntax.DescendantNodesAndSelf().OfType<TypeArgumentListSyntax>()
            .LastOrDefault(list => list.Parent is GenericNameSyntax)?.Arguments[0] ?? syntax;
        return [new ModelUse(model, IsInput: false, meant, null, place, new TensorFacts(element, default, null), place)];
    }

    /// <summary>The output that a result is, when it is known.</summary>
    private (ModelFile Model, OnnxValue Meant)? OutputOf(IOperation result)
    {
        var origin = LocalValues.Origin(result);
        var (results, index, name) = origin switch
        {
            IInvocationOperation call when RunResults.Choices.Contains(call.TargetMethod.Name) && FluentChain.ReceiverOf(call) is { } all =>
                (all, call.TargetMethod.Name[0] == 'L' ? -1 : 0, RunResults.ChosenByName(call)),
            IInvocationOperation { TargetMethod.Name: "ElementAt", Arguments: [.., var at] } call
                when FluentChain.ReceiverOf(call) is { } all => (all, Index(at.Value), null),
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } all, Arguments: [var key] }
                when RunResults.DictionaryOf(all) is { } made => (FluentChain.ReceiverOf(made), 0, key.Value),
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } all, Arguments: [var at] } =>
                (all, Index(at.Value), null),
            IArrayElementReferenceOperation { ArrayReference: var all, Indices: [var at] } => (all, Index(at), null),
            ILocalReferenceOperation { Local: var item } when RunResults.LoopOver(item, origin)?.Collection is { } loop =>
                (loop, int.MinValue, null),
            _ => (null, 0, null),
        };
        if (results is null || RunOf(results) is not { } run || run.Instance is not { } session
            || models.OfSession(session, cancellationToken) is not { Signature: { } signature } model)
            return null;
        if (origin is IInvocationOperation { Arguments.Length: > 0 } chosen && RunResults.Choices.Contains(chosen.TargetMethod.Name)
            && name is null && HasPredicate(chosen))
            return null;

        var outputs = OutputsOf(run, signature);
        if (outputs.IsDefault)
            return null;
        var meant = name is not null && Constants.Text(name) is { } text
            ? signature.Outputs.FirstOrDefault(output => output.Name == text)
            : At(outputs, index);
        return meant is null ? null : (model, meant);
    }

    private static OnnxValue? At(ImmutableArray<OnnxValue?> outputs, int index) => index switch
    {
        _ when outputs.Length == 1 && index is 0 or -1 or int.MinValue => outputs.Length == 1 ? outputs[0] : null,
        -1 => outputs.LastOrDefault(),
        >= 0 when index < outputs.Length => outputs[index],
        _ => null,
    };

    /// <summary>The outputs of a run in the order in which it gives them back; default when nobody knows.</summary>
    private ImmutableArray<OnnxValue?> OutputsOf(IInvocationOperation run, OnnxSignature signature)
    {
        if (run.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "outputNames") is not { } names)
            return [.. signature.Outputs];
        if (IsOutputNames(names.Value))
            return [.. signature.Outputs];

        var items = CollectedItems.Of(names.Value, Source);
        return items.AreAll
            ? [.. items.Items.Select(item => Constants.Text(item.Value) is { } text
                ? signature.Outputs.FirstOrDefault(output => output.Name == text)
                : null)]
            : default;
    }

    private static bool IsOutputNames(IOperation names) =>
        LocalValues.Origin(names) is IPropertyReferenceOperation { Property: { Name: "OutputNames" } property }
        && OnnxTypes.Declares(property);

    private static int Index(IOperation value) => Numbers.Of(value) is >= 0 and < 10_000 and var index ? (int)index : int.MinValue + 1;

    private static bool HasPredicate(IInvocationOperation call) =>
        call.Arguments.Any(argument => LocalValues.Origin(argument.Value) is IAnonymousFunctionOperation);

    /// <summary>The name in <c>results.ToDictionary(result => result.Name)["score"]</c>.</summary>
    private static IOperation? KeyedByName(IPropertyReferenceOperation indexer) =>
        indexer is { Instance: { } all, Arguments: [var key] } && RunResults.DictionaryOf(all) is not null ? key.Value : null;

    private IEnumerable<ModelUse> OfResult(IOperation chosen, IOperation name)
    {
        if (Constants.Text(name) is not { } text
            || ResultsOf(chosen) is not { } results
            || RunOf(results) is not { Instance: { } session }
            || models.OfSession(session, cancellationToken) is not { } model)
            return [];
        return [new ModelUse(model, IsInput: false, Named(model, isInput: false, text), text, name.Syntax, TensorFacts.None, name.Syntax)];
    }

    /// <summary>What the one is chosen from.</summary>
    private static IOperation? ResultsOf(IOperation chosen) => chosen switch
    {
        IInvocationOperation call => FluentChain.ReceiverOf(call),
        IPropertyReferenceOperation { Instance: { } all } when RunResults.DictionaryOf(all) is { } made => FluentChain.ReceiverOf(made),
        _ => null,
    };

    private IEnumerable<ModelUse> OfMetadata(IPropertyReferenceOperation indexer)
    {
        if (indexer is not { Arguments: [var key], Instance: IPropertyReferenceOperation { Instance: { } session, Property: var metadata } }
            || metadata.Name is not ("InputMetadata" or "OutputMetadata") || !OnnxTypes.Declares(metadata)
            || Constants.Text(key.Value) is not { } text || models.OfSession(session, cancellationToken) is not { } model)
            return [];

        var isInput = metadata.Name == "InputMetadata";
        var meant = (isInput ? model.Signature!.Inputs : model.Signature!.Outputs).FirstOrDefault(value => value.Name == text);
        return [new ModelUse(model, isInput, meant, text, key.Value.Syntax, TensorFacts.None, key.Value.Syntax)];
    }

    private static OnnxValue? Named(ModelFile model, bool isInput, string name) => isInput
        ? model.Signature!.Inputs.Concat(model.Signature.Optional).FirstOrDefault(value => value.Name == name)
        : model.Signature!.Outputs.FirstOrDefault(value => value.Name == name);

    /// <summary>What <c>session.InputNames[0]</c>, <c>InputMetadata.Keys.First()</c> and each turn of a loop over them name.</summary>
    private static OnnxValue? GoneThrough(IOperation name, ModelFile model, bool isInput)
    {
        var values = isInput ? model.Signature!.Inputs : model.Signature!.Outputs;
        var origin = LocalValues.Origin(name);
        if (LoopOf(origin) is { } all)
            return IsListOf(all, isInput) && AreAlike(values) ? values[0] : null;
        var (list, index) = origin switch
        {
            IInvocationOperation { TargetMethod.Name: "First" or "Single" or "FirstOrDefault", Arguments.Length: 1 } call =>
                (FluentChain.ReceiverOf(call), 0),
            IInvocationOperation { TargetMethod.Name: "ElementAt", Arguments: [_, var at] } call =>
                (FluentChain.ReceiverOf(call), Index(at.Value)),
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } items, Arguments: [var at] } => (items, Index(at.Value)),
            IPropertyReferenceOperation { Property.Name: "Key", Instance: IInvocationOperation { TargetMethod.Name: "First" } call } =>
                (FluentChain.ReceiverOf(call), 0),
            _ => (null, -1),
        };
        return list is not null && index >= 0 && index < values.Length && IsListOf(list, isInput) ? values[index] : null;
    }

    /// <summary>What a loop or query goes through whose variable, or the key of it, is the name.</summary>
    private static IOperation? LoopOf(IOperation name) =>
        (name is IPropertyReferenceOperation { Property.Name: "Key", Instance: { } pair } ? pair : name) switch
        {
            ILocalReferenceOperation item => RunResults.LoopOver(item.Local, item)?.Collection,
            IParameterReferenceOperation item => RunResults.QueryOver(item)?.Collection,
            _ => null,
        };

    private static bool AreAlike(ImmutableArray<OnnxValue> values) => !values.IsEmpty && values.All(value =>
        value.Element == values[0].Element && value.IsTensor == values[0].IsTensor
        && (value.Shape.IsDefault ? values[0].Shape.IsDefault : !values[0].Shape.IsDefault && value.Shape.SequenceEqual(values[0].Shape)));

    private static bool IsListOf(IOperation list, bool isInput) => RunResults.NamesIn(list) is { } names && names.IsInput == isInput;

    private IInvocationOperation? RunOf(IOperation results) => RunResults.RunOf(results, Source, compilation.Symbols);

    private IOperation Source(IOperation value) => models.SourceOf(value, cancellationToken);
}
