using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Flow.Texts;

/// <summary>What the members of the program's own objects are given where they are made, also in a helper or for a list.</summary>
internal sealed partial class TextReader
{
    private const int MaximumObjects = 8;

    /// <summary>Through how many helpers an object is looked for, each of which may make several.</summary>
    private const int MaximumObjectDepth = 4;

    /// <summary>
    /// What <paramref name="member"/> was given in the objects that <paramref name="owner"/> may be; what else they hold counts for
    /// nothing.
    /// </summary>
    private ImmutableArray<TextOrigin> OfObjects(IOperation read, ISymbol member, IOperation owner)
    {
        if (member is not IPropertySymbol property || !flow.IsDeclaredHere(property) || depth > MaximumObjectDepth
            || _reading.ContainsKey(property))
            return [];

        var all = ImmutableArray<TextOrigin>.Empty;
        _reading.Add(property, _reading.Count);
        foreach (var (reader, made) in ObjectsIn(owner, new(SymbolEqualityComparer.Default)).Take(MaximumObjects))
        {
            var origins = reader.OriginsOf(Given(made, property));
            all = Union(all, ReferenceEquals(reader, this)
                ? origins
                : [.. origins.Where(origin => origin.Source != TextSource.Parameter)
                    .Select(origin => origin.Via(made.Syntax.GetLocation()).Via(read.Syntax.GetLocation()))]);
        }

        _reading.Remove(property);
        return all;
    }

    /// <summary>What is known of a parameter, of which the code reads a member: who gives the parameter may give the objects.</summary>
    private ImmutableArray<TextOrigin> Within(ImmutableArray<TextOrigin> origins, IPropertySymbol? member) =>
        member is null || !flow.IsDeclaredHere(member)
            ? origins
            : [.. origins.Select(origin => origin is { Parameter: not null, Member: null } ? origin with { Member = member } : origin)];

    /// <summary>What a new object's property is given by its initializer or, in a record, by the parameter that declares it.</summary>
    private static IOperation? Given(IOperation made, IPropertySymbol property)
    {
        var initializers = made switch
        {
            IObjectCreationOperation { Initializer: { } initializer } => initializer.Initializers,
            IAnonymousObjectCreationOperation nameless => nameless.Initializers,
            _ => [],
        };
        var initialized = initializers.OfType<ISimpleAssignmentOperation>().FirstOrDefault(assignment =>
            assignment.Target is IPropertyReferenceOperation target && SymbolEqualityComparer.Default.Equals(target.Property, property));
        return initialized?.Value ?? (made is IObjectCreationOperation { Type.IsRecord: true } record
            ? record.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == property.Name)?.Value
            : null);
    }

    /// <summary>The new objects of the program that a value is, or is a collection of, with who reads their bodies.</summary>
    /// <param name="value">An object, a collection or a query.</param>
    /// <param name="seen">The variables and methods that were looked into.</param>
    private IEnumerable<(TextReader Reader, IOperation Made)> ObjectsIn(IOperation? value, HashSet<ISymbol> seen)
    {
        if (value is null || _values++ > MaximumValues)
            return [];
        return Plain(value) switch
        {
            IObjectCreationOperation { Type: { } type } made when flow.IsDeclaredHere(type) => [(this, made)],
            IAnonymousObjectCreationOperation made => [(this, made)],
            IObjectCreationOperation { Initializer.Initializers: var items } =>
                items.OfType<IInvocationOperation>().SelectMany(item => item.Arguments).SelectMany(item => ObjectsIn(item.Value, seen)),
            IInvocationOperation call => ObjectsOf(call, seen),
            IArrayElementReferenceOperation element => ObjectsIn(element.ArrayReference, seen),
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } list } => ObjectsIn(list, seen),
            IConditionalAccessInstanceOperation instance => ObjectsIn(AccessedBy(instance), seen),
            IConditionalAccessOperation access => ObjectsIn(access.WhenNotNull, seen),
            ICoalesceOperation either => ObjectsIn(either.Value, seen).Concat(ObjectsIn(either.WhenNull, seen)),
            IConditionalOperation choice => ObjectsIn(choice.WhenTrue, seen).Concat(ObjectsIn(choice.WhenFalse, seen)),
            var plain when LocalValues.VariableOf(plain) is { } variable => seen.Add(variable) ? ObjectsIn(variable, seen) : [],
            var plain => Constants.Elements(plain) is { } elements ? elements.SelectMany(element => ObjectsIn(element, seen)) : [],
        };
    }

    private IEnumerable<(TextReader Reader, IOperation Made)> ObjectsIn(ISymbol variable, HashSet<ISymbol> seen) =>
        variable is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } function }
            ? ObjectsIn(body.FunctionOf(function) is { } lambda ? QueriedBy(lambda) : null, seen)
            : body.GivenTo(variable).Where(given => given.Part is null).SelectMany(given => ObjectsIn(given.Value, seen));

    private IEnumerable<(TextReader Reader, IOperation Made)> ObjectsOf(IInvocationOperation call, HashSet<ISymbol> seen)
    {
        var method = call.TargetMethod;
        if (!flow.IsDeclaredHere(method) && method.MethodKind != MethodKind.LocalFunction)
            return (TextCarriers.Carried(call) ?? call.Arguments.Select(argument => argument.Value))
                .SelectMany(carried => ObjectsIn(carried, seen));
        return seen.Add(method.OriginalDefinition) && depth <= MaximumObjectDepth
            ? flow.BodiesOf(method, body, cancellationToken).SelectMany(it =>
            {
                var reader = ReferenceEquals(it.Body, body) ? this : new TextReader(flow, it.Body, depth + 1, cancellationToken);
                return ReturnedBy(it.Function).SelectMany(returned => reader.ObjectsIn(returned, seen));
            })
            : [];
    }
}
