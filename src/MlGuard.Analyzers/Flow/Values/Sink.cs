namespace MlGuard.Analyzers.Flow.Values;

/// <summary>Where a value ends up: <paramref name="User"/> takes it as <paramref name="Value"/>.</summary>
/// <param name="User">The operation that takes it; for a variable declared with <c>using</c>, the using.</param>
/// <param name="Value">The expression that stands for the value there, with the conversions around it.</param>
internal readonly record struct Sink(IOperation User, IOperation Value)
{
    private const int MaximumDepth = 8;

    /// <summary>Every place that takes <paramref name="value"/>, directly or by the variables that keep it in its body.</summary>
    public static IEnumerable<Sink> Of(IOperation value)
    {
        foreach (var sink in Of(value, MaximumDepth, new HashSet<ISymbol>(SymbolEqualityComparer.Default)))
            yield return sink;
    }

    /// <summary>Every place that takes what the variable holds, in the body around <paramref name="inBody"/>.</summary>
    public static IEnumerable<Sink> OfVariable(ILocalSymbol variable, IOperation inBody)
    {
        foreach (var sink in OfVariable(variable, inBody, MaximumDepth, new HashSet<ISymbol>(SymbolEqualityComparer.Default)))
            yield return sink;
    }

    /// <summary>The uses of the variable that a <c>using</c> declares.</summary>
    public static IEnumerable<Sink> OfUsing(Sink sink) =>
        sink.User is IUsingOperation or IUsingDeclarationOperation
        && sink.Value.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }
            ? OfVariable(declarator.Symbol, sink.User)
            : [];

    /// <summary>
    /// Every place that takes <paramref name="value"/>, and every place after those that hand it on. Each is visited once, since a variable
    /// may be assigned what is made of itself.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="onward">Where a sink passes the value, or a part of it, on to; nothing where the value ends up.</param>
    public static IEnumerable<Sink> Walk(IOperation value, Func<Sink, IEnumerable<Sink>> onward)
    {
        var seen = new HashSet<Sink>();
        var pending = new Queue<Sink>(Of(value));
        while (pending.Count > 0)
        {
            var sink = pending.Dequeue();
            if (!seen.Add(sink))
                continue;

            yield return sink;
            foreach (var next in onward(sink))
                pending.Enqueue(next);
        }
    }

    private static IEnumerable<Sink> Of(IOperation value, int depth, HashSet<ISymbol> seen)
    {
        var outermost = Bodies.Outermost(value);
        if (outermost.Parent is not { } user)
            return [];

        var variable = user switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } assignment when ReferenceEquals(
                assignment.Value, outermost) => local,
            _ => null,
        };
        if (variable is null || depth == 0)
            return [new Sink(user, outermost)];
        if (IsUsingDeclaration(user))
            return [new Sink(user.Parent!.Parent!.Parent!.Parent!, outermost)];
        return OfVariable(variable, value, depth - 1, seen);
    }

    /// <summary>Each variable is followed once.</summary>
    private static IEnumerable<Sink> OfVariable(ILocalSymbol variable, IOperation inBody, int depth, HashSet<ISymbol> seen) =>
        !seen.Add(variable)
        ? []
        : BodyIndex.Around(inBody).ReferencesTo(variable).Where(read => !IsWritten(read))
            .SelectMany(read => Of(read, depth, seen));

    /// <summary>Whether the initializer belongs to <c>using var x = ...;</c> or <c>using (var x = ...)</c>.</summary>
    private static bool IsUsingDeclaration(IOperation initializer) =>
        initializer.Parent?.Parent
            is IVariableDeclarationOperation { Parent: IVariableDeclarationGroupOperation { Parent: IUsingOperation
                or IUsingDeclarationOperation } };

    private static bool IsWritten(ILocalReferenceOperation reference) =>
        reference.Parent is ISimpleAssignmentOperation assignment && ReferenceEquals(assignment.Target, reference);
}
