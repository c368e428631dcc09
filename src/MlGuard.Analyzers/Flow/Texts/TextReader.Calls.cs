using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Flow.Texts;

/// <summary>What calls and new objects make of text.</summary>
internal sealed partial class TextReader
{
    private ImmutableArray<TextOrigin> OfCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (SourceOf(method, call) is { } source)
            return [source];
        if (LanguageModels.IsChat(call, flow.Symbols))
            return [new(TextSource.Model, "the model's answer", null, [CallLocation.Of(call.Syntax)])];
        if (flow.Symbols.Plays(method, Role.Sanitize) || flow.RowsOf(method).Any(row => row.Role == TextRole.Cleaner))
            return [];
        if (flow.IsDeclaredHere(method) || method.MethodKind == MethodKind.LocalFunction)
            return OfOwnCall(call);
        if (flow.OfOtherProject(method) is { } other)
            return OfOtherProject(other.Traits, call);
        if (TextCarriers.Carried(call) is not { } carried)
            return [];
        var origins = OfAll(carried);
        return TextCarriers.Quotes(call) ? [.. origins.Select(origin => origin with { IsTested = true })] : origins;
    }

    private static ImmutableArray<TextOrigin> OfOtherProject(MethodTraits traits, IInvocationOperation call)
    {
        var origins = ImmutableArray.CreateBuilder<TextOrigin>();
        if ((traits & MethodTraits.AnswersAsModel) != 0)
            origins.Add(new(TextSource.Model, "the model's answer", null, [CallLocation.Of(call.Syntax)]));
        if ((traits & MethodTraits.AnswersForeign) != 0)
            origins.Add(new(TextSource.Foreign, "what was retrieved", null, [CallLocation.Of(call.Syntax)]));
        return origins.ToImmutable();
    }

    /// <summary>What a method of the program returns, with what it is given here in place of its parameters.</summary>
    private ImmutableArray<TextOrigin> OfOwnCall(IInvocationOperation call)
    {
        var all = ImmutableArray<TextOrigin>.Empty;
        foreach (var returned in flow.SummaryOf(call.TargetMethod, body, depth, cancellationToken).Returned)
        {
            var origins = returned.Parameter is { } parameter && IsOwn(parameter, call)
                ? [.. OfArgument(call, ArgumentOf(call, parameter), returned.Member).Select(origin =>
                    origin.Via(CallLocation.Of(call.Syntax)).Then(returned.Way) with
                    {
                        IsTested = origin.IsTested || returned.IsTested,
                        IsTestedAtEnds = origin.IsTestedAtEnds || returned.IsTestedAtEnds,
                    })]
                : ImmutableArray.Create(returned.Via(CallLocation.Of(call.Syntax)));
            all = Union(all, origins);
        }

        return all;
    }

    /// <summary>What an argument holds, or one member of the objects that it is.</summary>
    private ImmutableArray<TextOrigin> OfArgument(IInvocationOperation call, IOperation? argument, IPropertySymbol? member)
    {
        var origins = Within(OriginsOf(argument), member);
        return member is null || argument is null ? origins : Union(origins, OfObjects(call, member, argument));
    }

    /// <summary>What a local function takes of the method around it is that method's parameter still.</summary>
    private static bool IsOwn(IParameterSymbol parameter, IInvocationOperation call) =>
        call.TargetMethod.MethodKind != MethodKind.LocalFunction
        || SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, call.TargetMethod.OriginalDefinition);

    private static IOperation? ArgumentOf(IInvocationOperation call, IParameterSymbol parameter)
    {
        // An extension method that is called on its first parameter keeps that parameter's place.
        var ordinal = call.TargetMethod.ReducedFrom is null ? parameter.Ordinal : parameter.Ordinal - 1;
        return ordinal < 0 ? call.Instance : call.ArgumentFor(ordinal)?.Value;
    }

    private ImmutableArray<TextOrigin> OfCreation(IObjectCreationOperation creation)
    {
        if (creation.Type is { } type && flow.IsDeclaredHere(type))
            return [];
        return TextCarriers.Keeps(creation)
            ? OfAll([.. creation.Arguments.Select(argument => argument.Value), .. creation.Initializer?.Initializers ?? []])
            : [];
    }

    /// <summary>What the function does with the text of its parameters.</summary>
    public TextSummary Summarize(IOperation function)
    {
        var sinks = Sinks().Where(sink => Bodies.IsInside(sink.Value, function)).ToList();
        var returned = ReturnedBy(function).Aggregate(
            ImmutableArray<TextOrigin>.Empty, (all, value) => Union(all, OriginsOf(value)));
        return new TextSummary(returned, [.. sinks.SelectMany(PassedAt)], [.. RefusedBy(function).Distinct()]);
    }

    /// <summary>The parameters whose form decides whether the function throws.</summary>
    private IEnumerable<RefusedText> RefusedBy(IOperation function)
    {
        foreach (var choice in Bodies.Own(function).OfType<IConditionalOperation>().Where(choice => TextChecks.Throws(choice.WhenTrue)))
        {
            foreach (var variable in choice.Condition.DescendantsAndSelf().Select(LocalValues.VariableOf).OfType<ISymbol>().Distinct(
                SymbolEqualityComparer.Default))
            {
                var isWhole = body.Checks.IsTested(variable!) || body.Checks.IsBounded(variable!);
                if (!isWhole && !body.Checks.IsTestedAtEnds(variable!))
                    continue;
                foreach (var origin in OfVariable(variable!))
                {
                    if (origin.Parameter is { } parameter)
                        yield return new RefusedText(parameter.Ordinal, isWhole);
                }
            }
        }
    }

    /// <summary>Whether the body hands the variable to a method of the program that throws when it does not like it.</summary>
    private (bool Whole, bool Ends) IsRefusable(ISymbol variable)
    {
        if (body.Refusable.TryGetValue(variable, out var known))
            return known;

        body.Refusable[variable] = (false, false);
        var (whole, ends) = (false, false);
        foreach (var (call, ordinal) in body.CallsWith(variable))
        {
            if (!flow.IsDeclaredHere(call.TargetMethod) && call.TargetMethod.MethodKind != MethodKind.LocalFunction)
                continue;
            foreach (var refused in flow.SummaryOf(call.TargetMethod, body, depth, cancellationToken).Refused)
            {
                if (refused.Ordinal == ordinal)
                    (whole, ends) = (whole || refused.IsWhole, true);
            }
        }

        return body.Refusable[variable] = (whole, ends);
    }

    private static IEnumerable<IOperation> ReturnedBy(IOperation function)
    {
        foreach (var operation in Bodies.Own(function))
        {
            if (operation is IReturnOperation { ReturnedValue: { } value })
                yield return value;
        }
    }

    private IEnumerable<PassedText> PassedAt(TextSink sink)
    {
        foreach (var origin in ReachingOrigins(sink))
        {
            if (origin.Parameter is { } parameter)
                yield return new PassedText(parameter, sink.Row, origin.Via(sink.Value.Syntax.GetLocation()).Then(sink.Onward).Way,
                    origin.IsTestedFor(sink.Row) || sink.IsTested);
        }
    }

    /// <summary>The texts of somebody else that reach <paramref name="sink"/>.</summary>
    public IEnumerable<TextFinding> FindingsAt(TextSink sink)
    {
        var place = sink.Value.Syntax.GetLocation();
        foreach (var origin in ReachingOrigins(sink).Where(origin => origin.Source != TextSource.Parameter))
        {
            var whole = origin.Via(place).Then(sink.Onward);
            yield return new TextFinding(
                whole with { IsTested = origin.IsTestedFor(sink.Row) || sink.IsTested }, sink.Row, place, sink.Value);
        }
    }

    private ImmutableArray<TextOrigin> ReachingOrigins(TextSink sink)
    {
        if (sink.Row.Role != TextRole.Address)
            return OriginsOf(sink.Value);

        // Who chooses the beginning of an address chooses the host, unless the code looks at that.
        var isTested = LocalValues.VariableOf(sink.Value) is { } variable
            && (body.Checks.IsTested(variable) || body.Checks.IsTestedAtEnds(variable) || body.Checks.IsBounded(variable));
        return isTested ? [] : OriginsOf(AddressHead.Of(sink.Value));
    }

    /// <summary>The sinks of the body, and the calls of methods that pass text to one.</summary>
    public IEnumerable<TextSink> Sinks()
    {
        foreach (var operation in body.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var sink in SinksAt(operation))
                yield return sink;
        }
    }

    private IEnumerable<TextSink> SinksAt(IOperation operation) => operation switch
    {
        IInvocationOperation call => AtCall(call.TargetMethod, call.Arguments).Concat(AtOwnCall(call))
            .Concat(AtOtherProject(call.TargetMethod, call.Arguments)),
        IObjectCreationOperation { Constructor: { } constructor } creation =>
            AtCall(constructor, creation.Arguments).Concat(AtOtherProject(constructor, creation.Arguments)),
        IConversionOperation { OperatorMethod: { } conversion } converted =>
            flow.RowsOf(conversion).Where(TextSink.IsSink).Select(row => new TextSink(row, converted.Operand, [], false)),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment =>
            flow.RowsOf(target.Property).Where(TextSink.IsSink).Select(row => new TextSink(row, assignment.Value, [], false)),
        _ => [],
    };

    private IEnumerable<TextSink> AtCall(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var row in flow.RowsOf(method))
        {
            if (!TextSink.IsSink(row) || !TextSink.IsDecided(row, arguments))
                continue;
            foreach (var argument in arguments)
            {
                if (argument.Parameter is not { } parameter || !row.Takes(parameter.Name) || !argument.IsWritten()
                    || !TextTypes.MayCarry(parameter.Type))
                    continue;
                foreach (var value in ValuesOf(argument))
                    yield return new TextSink(row, value, [], false);
            }
        }
    }

    /// <summary>What a method of another project passes on.</summary>
    private IEnumerable<TextSink> AtOtherProject(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments)
    {
        if (flow.OfOtherProject(method) is not { Texts.IsEmpty: false } other)
            yield break;
        foreach (var use in other.Texts)
        {
            if (arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == use.Parameter) is { } given && given.IsWritten())
                yield return new TextSink(
                    new TextRow(other.Type, other.Name, use.Role, null, $"{use.What} (in '{MethodName.Of(method)}')"),
                    given.Value, [], false);
        }
    }

    /// <summary>Several arguments of one parameter are an array that nobody wrote.</summary>
    private static ImmutableArray<IOperation> ValuesOf(IArgumentOperation argument) =>
        argument is { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer.ElementValues: var values } }
            ? values
            : [argument.Value];

    /// <summary>For the body's own findings a caller's text is nobody's yet.</summary>
    private bool IsMeant(ImmutableArray<TextOrigin> origins) =>
        depth == 0 ? origins.Any(origin => origin.Source != TextSource.Parameter) : !origins.IsEmpty;

    /// <summary>What is called is read only where it is given somebody else's text.</summary>
    private IEnumerable<TextSink> AtOwnCall(IInvocationOperation call)
    {
        if (!(flow.IsDeclaredHere(call.TargetMethod) || call.TargetMethod.MethodKind == MethodKind.LocalFunction)
            || !call.Arguments.Any(argument => TextTypes.MayCarry(argument.Value.Type) && IsMeant(OriginsOf(argument.Value))))
            yield break;

        foreach (var passed in flow.SummaryOf(call.TargetMethod, body, depth, cancellationToken).Passed)
        {
            if (IsOwn(passed.Parameter, call) && ArgumentOf(call, passed.Parameter) is { } value)
                yield return new TextSink(passed.Sink, value, passed.Way, passed.IsTested);
        }
    }
}
