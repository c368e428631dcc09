using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Flow.Texts;

/// <summary>One body with its lambdas and local functions, read once: what its variables are given, and which it looks at.</summary>
internal sealed class TextBody
{
    private static readonly ImmutableHashSet<string> s_fillers = [
        "Append", "AppendLine", "AppendFormat", "AppendJoin", "Insert", "Add", "AddRange", "Push", "Enqueue", "TryAdd"];

    private readonly Dictionary<ISymbol, List<GivenText>> _given = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<(IInvocationOperation Call, int Ordinal)>> _handed = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, IOperation> _functions = new(SymbolEqualityComparer.Default);

    private TextBody(IOperation root)
    {
        Root = root;
        Checks = new TextChecks();
        var all = ImmutableArray.CreateBuilder<IOperation>();
        // A stack of our own: operation trees get deeper than the thread's.
        var pending = new Stack<IOperation>([root]);
        while (pending.Count > 0)
        {
            var operation = pending.Pop();
            all.Add(operation);
            Read(operation);
            Checks.Read(operation);
            foreach (var child in operation.ChildOperations.Reverse())
                pending.Push(child);
        }

        All = all.ToImmutable();
    }

    public IOperation Root { get; }

    /// <summary>Every operation of the body, in the order of the source.</summary>
    public ImmutableArray<IOperation> All { get; }

    public TextChecks Checks { get; }

    /// <summary>The origins of its variables, as far as they were asked for.</summary>
    public Dictionary<ISymbol, ImmutableArray<TextOrigin>> Known { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Which of its variables are handed to a method that may refuse them, as far as that was asked for.</summary>
    public Dictionary<ISymbol, (bool Whole, bool Ends)> Refusable { get; } = new(SymbolEqualityComparer.Default);

    public static TextBody Of(IOperation root) => new(root);

    /// <summary>What <paramref name="variable"/> is given anywhere in the body, and what is added to the object that it holds.</summary>
    public IReadOnlyList<GivenText> GivenTo(ISymbol variable) => _given.TryGetValue(variable, out var values) ? values : [];

    /// <summary>The calls that are handed the variable as it is, with the place of the parameter.</summary>
    public IReadOnlyList<(IInvocationOperation Call, int Ordinal)> CallsWith(ISymbol variable) =>
        _handed.TryGetValue(variable, out var calls) ? calls : [];

    /// <summary>The lambda or local function of the body that <paramref name="symbol"/> is.</summary>
    public IOperation? FunctionOf(ISymbol symbol) => _functions.TryGetValue(symbol, out var function) ? function : null;

    private void Read(IOperation operation)
    {
        switch (operation)
        {
            case IAnonymousFunctionOperation lambda:
                _functions[lambda.Symbol] = lambda;
                break;
            case ILocalFunctionOperation function:
                _functions[function.Symbol] = function;
                break;
            case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { } initializer:
                Add(declarator.Symbol, initializer.Value);
                break;
            case IDeconstructionAssignmentOperation { Target: var target } deconstruction:
                AssignParts(target, deconstruction.Value);
                break;
            case IAssignmentOperation assignment:
                Assign(assignment.Target, assignment.Value);
                break;
            case IForEachLoopOperation loop:
                foreach (var local in loop.Locals)
                    Add(local, loop.Collection, PartOf(local, loop.LoopControlVariable));
                break;
            case IIsPatternOperation { Pattern: var pattern } matched:
                foreach (var part in pattern.DescendantsAndSelf())
                {
                    if (DeclaredBy(part) is { } symbol)
                        Add(symbol, matched.Value);
                }

                break;
            case IInvocationOperation call:
                ReadCall(call);
                break;
        }
    }

    /// <summary>Each variable of a tuple is given its own part.</summary>
    private void AssignParts(IOperation target, IOperation value)
    {
        foreach (var part in target.DescendantsAndSelf())
        {
            if (LocalValues.VariableOf(part) is { } variable)
                Add(variable, value, PartOf(variable, target));
        }
    }

    /// <summary>The place of <paramref name="variable"/> in a flat tuple of variables.</summary>
    private static int? PartOf(ISymbol variable, IOperation target)
    {
        if (target is IDeclarationExpressionOperation declaration)
            target = declaration.Expression;
        if (target is not ITupleOperation tuple)
            return null;
        for (var place = 0; place < tuple.Elements.Length; place++)
        {
            var element = tuple.Elements[place] is IDeclarationExpressionOperation declared ? declared.Expression : tuple.Elements[place];
            if (SymbolEqualityComparer.Default.Equals(LocalValues.VariableOf(element), variable))
                return place;
        }

        return null;
    }

    private static ISymbol? DeclaredBy(IOperation pattern) => pattern switch
    {
        IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
        IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
        IListPatternOperation list => list.DeclaredSymbol,
        _ => null,
    };

    private void ReadCall(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            // What a lookup answers belongs to the object that is asked, and not to the key.
            if (argument.Parameter?.RefKind == RefKind.Out && FluentChain.ReceiverOf(call) is { } asked)
                Assign(argument.Value, asked);
            if (argument.Parameter is { Type.SpecialType: SpecialType.System_String } parameter
                && LocalValues.VariableOf(argument.Value) is { } handed)
                Hand(handed, call, parameter.Ordinal);
        }

        if (!s_fillers.Contains(call.TargetMethod.Name) || HolderOf(call.Instance) is not { } holder)
            return;
        foreach (var argument in call.Arguments)
            Add(holder, argument.Value);
    }

    /// <summary>The variable or member at the beginning of a chain such as <c>text.Append(a).Append(b)</c>.</summary>
    private static ISymbol? HolderOf(IOperation? receiver)
    {
        while (receiver is IInvocationOperation { Instance: { } inner } call && s_fillers.Contains(call.TargetMethod.Name))
            receiver = inner;
        return receiver is null ? null : LocalValues.VariableOf(receiver);
    }

    private void Assign(IOperation target, IOperation value)
    {
        if (target is IDeclarationExpressionOperation declaration)
            target = declaration.Expression;
        if (LocalValues.VariableOf(target) is { } variable)
            Add(variable, value);
    }

    private void Hand(ISymbol variable, IInvocationOperation call, int ordinal)
    {
        if (!_handed.TryGetValue(variable, out var calls))
            _handed.Add(variable, calls = []);
        calls.Add((call, ordinal));
    }

    private void Add(ISymbol variable, IOperation value, int? part = null)
    {
        if (!_given.TryGetValue(variable, out var values))
            _given.Add(variable, values = []);
        values.Add(new GivenText(value, part));
    }
}
