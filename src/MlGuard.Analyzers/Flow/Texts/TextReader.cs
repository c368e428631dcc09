using System.Globalization;
using System.Runtime.CompilerServices;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Flow.Texts;

/// <summary>Reads where the texts of one body come from.</summary>
internal sealed partial class TextReader(TextFlow flow, TextBody body, int depth, CancellationToken cancellationToken)
{
    private const int MaximumOrigins = 8;
    private const int MaximumNesting = 200;
    private const int MaximumMemberDepth = 8;

    /// <summary>Through how many variables a part of a tuple is followed.</summary>
    private const int MaximumParts = 4;

    /// <summary>How many values are read for one body; past that, nothing more is known.</summary>
    private const int MaximumValues = 200_000;

    /// <summary>The variables whose making is under way, by their order: one that is made of itself adds nothing.</summary>
    private readonly Dictionary<ISymbol, int> _reading = new(SymbolEqualityComparer.Default);

    /// <summary>The first of them that was asked for again: what lies between is not known to the end.</summary>
    private int _circle = int.MaxValue;

    private int _nesting;
    private int _values;

    /// <summary>Where the text of <paramref name="value"/> comes from; its own method's parameters among it.</summary>
    public ImmutableArray<TextOrigin> OriginsOf(IOperation? value)
    {
        if (value is null || _nesting > MaximumNesting || _values++ > MaximumValues
            || !(value.Type is null || TextTypes.MayCarry(value.Type)))
            return [];

        cancellationToken.ThrowIfCancellationRequested();
        RuntimeHelpers.EnsureSufficientExecutionStack();
        _nesting++;
        var origins = Read(value);
        _nesting--;
        return origins;
    }

    private ImmutableArray<TextOrigin> Read(IOperation value) => value switch
    {
        { ConstantValue.HasValue: true } => [],
        IConversionOperation conversion => OriginsOf(conversion.Operand),
        IParenthesizedOperation inner => OriginsOf(inner.Operand),
        IAwaitOperation awaited => OriginsOf(awaited.Operation),
        IInterpolatedStringOperation text => OfAll(text.Parts.Select(PutIn)),
        IInterpolatedStringHandlerCreationOperation handler => OriginsOf(handler.Content),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => OfAll(TermsOf(sum)),
        IConditionalOperation choice => OfAll([choice.WhenTrue, choice.WhenFalse]),
        ICoalesceOperation either => OfAll([either.Value, either.WhenNull]),
        ISwitchExpressionOperation choice => OfAll(choice.Arms.Select(arm => arm.Value)),
        IConditionalAccessOperation access => OriginsOf(access.WhenNotNull),
        IConditionalAccessInstanceOperation instance => OriginsOf(AccessedBy(instance)),
        IAssignmentOperation assignment => OriginsOf(assignment.Value),
        ITupleOperation tuple => OfAll(tuple.Elements),
        IArrayElementReferenceOperation element => OriginsOf(element.ArrayReference),
        IWithOperation copy => OriginsOf(copy.Operand),
        IDelegateCreationOperation or IAnonymousFunctionOperation => [],
        IInvocationOperation call => OfCall(call),
        IObjectCreationOperation creation => OfCreation(creation),
        IPropertyReferenceOperation property => OfProperty(property),
        IFieldReferenceOperation { Field: { ContainingType.IsTupleType: true } part, Instance: { } whole }
            when PlaceOf(part) is { } place => OfPart(whole, place, MaximumParts),
        IFieldReferenceOperation { Field.ContainingType.IsScriptClass: false } field => OfField(field),
        _ when LocalValues.VariableOf(value) is { } variable => OfVariable(value, variable),
        _ => Constants.Elements(value) is { } elements ? OfAll(elements) : [],
    };

    private ImmutableArray<TextOrigin> OfAll(IEnumerable<IOperation?> values)
    {
        var all = ImmutableArray<TextOrigin>.Empty;
        foreach (var value in values)
            all = Union(all, OriginsOf(value));
        return all;
    }

    /// <summary>What is put into a text there; a builder takes each part by a call of its own.</summary>
    private static IOperation? PutIn(IInterpolatedStringContentOperation part) => part switch
    {
        IInterpolationOperation hole => hole.Expression,
        IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation { Arguments: [{ Value: var value }, ..] } } => value,
        _ => null,
    };

    /// <summary>One way from each source is enough.</summary>
    private static ImmutableArray<TextOrigin> Union(ImmutableArray<TextOrigin> some, ImmutableArray<TextOrigin> others)
    {
        if (some.IsEmpty || others.IsEmpty)
            return some.IsEmpty ? others : some;
        return [.. some.Concat(others)
            .GroupBy(origin => (origin.Source, origin.What, Name: origin.Parameter?.Ordinal ?? -1, Member: origin.Member?.Name))
            .Select(group => group.First()).Take(MaximumOrigins)];
    }

    /// <summary>A long sum is one value, however deep its tree.</summary>
    private static Stack<IOperation> TermsOf(IBinaryOperation sum)
    {
        var terms = new Stack<IOperation>();
        IOperation left = sum;
        while (left is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } inner)
        {
            terms.Push(inner.RightOperand);
            left = inner.LeftOperand;
        }

        terms.Push(left);
        return terms;
    }

    private static IOperation? AccessedBy(IConditionalAccessInstanceOperation instance)
    {
        for (var outer = instance.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IConditionalAccessOperation access && access.Operation.Syntax == instance.Syntax)
                return access.Operation;
        }

        return null;
    }

    private ImmutableArray<TextOrigin> OfVariable(IOperation read, ISymbol variable)
    {
        if (body.Checks.IsBounded(variable) || TextChecks.IsEqualThere(read, variable))
            return [];
        var origins = OfVariable(variable);
        return origins.IsEmpty ? origins : Tested(Tested(origins, variable), IsRefusable(variable));
    }

    private ImmutableArray<TextOrigin> Tested(ImmutableArray<TextOrigin> origins, ISymbol symbol) =>
        Tested(origins, (body.Checks.IsTested(symbol), body.Checks.IsTestedAtEnds(symbol)));

    private static ImmutableArray<TextOrigin> Tested(ImmutableArray<TextOrigin> origins, (bool Whole, bool Ends) test)
    {
        var (whole, ends) = test;
        return !whole && !ends
            ? origins
            : [.. origins.Select(origin => origin with
            {
                IsTested = origin.IsTested || whole, IsTestedAtEnds = origin.IsTestedAtEnds || ends,
            })];
    }

    private ImmutableArray<TextOrigin> OfVariable(ISymbol variable)
    {
        if (body.Known.TryGetValue(variable, out var known))
            return known;
        if (_reading.TryGetValue(variable, out var outer))
        {
            _circle = Math.Min(_circle, outer);
            return [];
        }

        var order = _reading.Count;
        _reading.Add(variable, order);
        var origins = Given(variable);
        _reading.Remove(variable);
        if (_circle >= order)
        {
            body.Known[variable] = origins;
            _circle = int.MaxValue;
        }

        return origins;
    }

    private ImmutableArray<TextOrigin> Given(ISymbol variable)
    {
        var origins = variable is IParameterSymbol parameter ? OfParameter(parameter) : [];
        foreach (var given in body.GivenTo(variable))
        {
            var more = given.Part is { } part ? OfPart(given.Value, part, MaximumParts) : OriginsOf(given.Value);
            if (more.IsEmpty && IsMadeOf(given.Value, variable))
                return [];
            origins = Union(origins, more);
        }

        return [.. origins.Select(origin => origin.Via(PlaceOf(variable)))];
    }

    /// <summary>
    /// What one part of a tuple is made of, where the tuple is seen, alone or among those that a collection is filled with; else what the
    /// whole is made of.
    /// </summary>
    private ImmutableArray<TextOrigin> OfPart(IOperation whole, int place, int steps)
    {
        whole = Plain(whole);
        if (whole is ITupleOperation tuple)
            return place < tuple.Elements.Length ? OriginsOf(tuple.Elements[place]) : [];
        if (steps == 0 || _values++ > MaximumValues || LocalValues.VariableOf(whole) is not { } variable || variable is IParameterSymbol
            || body.GivenTo(variable) is not { Count: > 0 } all)
            return OriginsOf(whole);

        var origins = ImmutableArray<TextOrigin>.Empty;
        foreach (var given in all)
            origins = Union(origins, given.Part is null ? OfPart(given.Value, place, steps - 1) : OriginsOf(given.Value));
        return origins;
    }

    private static IOperation Plain(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation or IAwaitOperation)
        {
            value = value switch
            {
                IConversionOperation conversion => conversion.Operand,
                IParenthesizedOperation inner => inner.Operand,
                _ => ((IAwaitOperation)value).Operation,
            };
        }

        return value;
    }

    /// <summary>The place of a tuple's field, which is called <c>Item2</c> under its own name.</summary>
    private static int? PlaceOf(IFieldSymbol part) =>
        (part.CorrespondingTupleField ?? part).Name is { Length: > 4 } name
        && int.TryParse(name.Substring(4), NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? place - 1
            : null;

    private static Location PlaceOf(ISymbol variable) => variable.Locations.FirstOrDefault() ?? Location.None;

    /// <summary>Whether a variable is given what is made of itself, as by a helper that cleans it.</summary>
    private static bool IsMadeOf(IOperation value, ISymbol variable) => value.DescendantsAndSelf().Any(operation =>
        SymbolEqualityComparer.Default.Equals(LocalValues.VariableOf(operation), variable));

    private ImmutableArray<TextOrigin> OfParameter(IParameterSymbol parameter)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method || IsOfObject(method))
            return [];
        if (flow.Entries.OriginOf(parameter, cancellationToken) is { } entering)
            return [entering];
        if (method.MethodKind == MethodKind.AnonymousFunction)
            return body.FunctionOf(method) is { } lambda ? OfLambda(lambda) : [];
        return [new(TextSource.Parameter, parameter.Name, parameter, [])];
    }

    /// <summary>
    /// Whether it is what the object was made of: a primary constructor's parameters are read in methods whose callers do not give them.
    /// </summary>
    private bool IsOfObject(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Constructor && body.Root is not IConstructorBodyOperation;

    /// <summary>What a query or a loop hands to its lambda are the elements of what it is called on.</summary>
    private ImmutableArray<TextOrigin> OfLambda(IOperation lambda) => OriginsOf(QueriedBy(lambda));

    private static IOperation? QueriedBy(IOperation lambda)
    {
        var value = lambda.Parent is IDelegateCreationOperation creation ? Bodies.Outermost(creation) : lambda;
        return value.Parent is IArgumentOperation { Parent: IInvocationOperation call } && TextCarriers.IsQuery(call.TargetMethod)
            ? FluentChain.ReceiverOf(call)
            : null;
    }

    private ImmutableArray<TextOrigin> OfField(IFieldReferenceOperation field) =>
        body.Checks.IsBounded(field.Field) ? [] : OfMember(field, field.Field, field.Instance);

    private ImmutableArray<TextOrigin> OfProperty(IPropertyReferenceOperation property)
    {
        if (body.Checks.IsBounded(property.Property) || TextChecks.IsEqualThere(property, property.Property))
            return [];
        if (SourceOf(property.Property, property) is { } source)
            return [source];

        var origins = property.Instance is { } owner and not IInstanceReferenceOperation && MadeWith(owner, property.Property) is { } given
            ? OriginsOf(given)
            : OfMember(property, property.Property, property.Instance);
        if (TextTypes.IsAboutText(property.Property) && !flow.IsDeclaredHere(property.Property))
        {
            // What a library says of a message is no part of it, whoever handed the message over.
            if (LanguageModels.IsOfLibrary(property.Property.ContainingType))
                return [];
            origins = [.. origins.Where(origin => origin.Source is not (TextSource.Model or TextSource.Foreign))];
        }

        return Tested(origins, property.Property);
    }

    private ImmutableArray<TextOrigin> OfMember(IOperation read, ISymbol member, IOperation? owner)
    {
        if (owner is not (null or IInstanceReferenceOperation))
            return IsMadeHere(owner) ? [] : Union(Within(OriginsOf(owner), member as IPropertySymbol), OfObjects(read, member, owner));
        if (flow.GiverOf(member, cancellationToken) is not { } giver || depth > MaximumMemberDepth
            || _reading.ContainsKey(member))
            return [];

        _reading.Add(member, _reading.Count);
        var reader = ReferenceEquals(giver, body) ? this : new TextReader(flow, giver, depth + 1, cancellationToken);
        var origins = reader.OfGiven(member);
        _reading.Remove(member);
        return [.. origins.Where(origin => origin.Source != TextSource.Parameter).Select(origin => origin.Via(read.Syntax.GetLocation()))];
    }

    private ImmutableArray<TextOrigin> OfGiven(ISymbol member) => OfAll(body.All.Select(operation => operation switch
    {
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment
            when SymbolEqualityComparer.Default.Equals(target.Member, member) => assignment.Value,
        IFieldInitializerOperation field when field.InitializedFields.Contains(member, SymbolEqualityComparer.Default) => field.Value,
        IPropertyInitializerOperation property when property.InitializedProperties.Contains(member, SymbolEqualityComparer.Default) =>
            property.Value,
        _ => null,
    }).OfType<IOperation>());

    /// <summary>Whether the body shows how the object was made, so that only what a member was given counts.</summary>
    private bool IsMadeHere(IOperation owner) =>
        LocalValues.Origin(owner) is IObjectCreationOperation { Type: { } type } && flow.IsDeclaredHere(type);

    /// <summary>What the member of an object that is made in the body was given.</summary>
    private static IOperation? MadeWith(IOperation owner, IPropertySymbol member)
    {
        if (LocalValues.Origin(owner) is not IObjectCreationOperation creation)
            return null;

        var initialized = creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().FirstOrDefault(assignment =>
            assignment.Target is IPropertyReferenceOperation target && SymbolEqualityComparer.Default.Equals(target.Property, member));
        return initialized?.Value ?? creation.Arguments.FirstOrDefault(argument =>
            string.Equals(argument.Parameter?.Name, member.Name, StringComparison.OrdinalIgnoreCase))?.Value;
    }

    private TextOrigin? SourceOf(ISymbol member, IOperation place)
    {
        foreach (var row in flow.RowsOf(member))
        {
            if (SourceOf(row.Role) is { } source)
                return new TextOrigin(source, row.What, null, [place.Syntax.GetLocation()]);
        }

        return null;
    }

    private static TextSource? SourceOf(TextRole role) => role switch
    {
        TextRole.UserText => TextSource.User,
        TextRole.ConsoleText => TextSource.Console,
        TextRole.ForeignText => TextSource.Foreign,
        _ => null,
    };
}
