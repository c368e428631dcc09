using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Pipelines;

/// <content>Branches, loops, handlers and nested functions: both ways joined, and what a loop or a function may write forgotten.</content>
internal sealed partial class BodyInterpreter
{
    /// <summary>What ML.NET throws for columns that do not line up. Who catches just that expects it: samples show it so.</summary>
    private const string MismatchException = "System.ArgumentOutOfRangeException";

    private Value? Branch(IConditionalOperation conditional)
    {
        var by = Value.MeasuredBy(Evaluate(conditional.Condition));
        var before = _variables.Copy();
        var whenTrue = Evaluate(conditional.WhenTrue);
        var after = _variables;
        _variables = before;
        var whenFalse = Evaluate(conditional.WhenFalse);
        var chosen = by.IsEmpty ? [] : ChosenIn(conditional, after, by);
        if (after.IsReachable != _variables.IsReachable && (Skips(conditional.WhenTrue) || Skips(conditional.WhenFalse)))
            _turn = _turn with { DecidedBy = Value.Union(_turn.DecidedBy, by) };
        _variables.Join(after);
        foreach (var (variable, value) in chosen)
            Write(variable, value);
        return conditional.Type is null ? null : Value.Choice(whenTrue, whenFalse, by);
    }

    private void Switch(ISwitchOperation choice)
    {
        Evaluate(choice.Value);
        var before = _variables.Copy();
        _breaks.Push([]);
        var ends = new List<Variables>();
        foreach (var section in choice.Cases)
        {
            _variables = before.Copy();
            foreach (var statement in section.Body)
                Evaluate(statement);
            ends.Add(_variables);
        }

        ends.AddRange(_breaks.Pop());
        var isExhaustive = choice.Cases.Any(section => section.Clauses.Any(clause => clause.CaseKind == CaseKind.Default));
        _variables = before;
        if (isExhaustive)
            _variables.End();
        foreach (var end in ends)
            _variables.Join(end);
    }

    private Value? Choose(ISwitchExpressionOperation choice)
    {
        Evaluate(choice.Value);
        var before = _variables.Copy();
        Value? value = null;
        var isFirst = true;
        foreach (var arm in choice.Arms)
        {
            var after = _variables;
            _variables = before.Copy();
            var chosen = Evaluate(arm.Value);
            if (_variables.IsReachable)
            {
                value = isFirst ? chosen : Value.Either(value, chosen);
                isFirst = false;
            }

            _variables.Join(after);
        }

        return value;
    }

    private void Loop(ILoopOperation loop)
    {
        var collection = loop is IForEachLoopOperation each ? Evaluate(each.Collection) : null;
        if (loop is IForLoopOperation { Before: var before })
        {
            foreach (var statement in before)
                Evaluate(statement);
        }

        var turn = _turn;
        _turn = new Turn([], new HashSet<ISymbol>(_variables.Known.Select(known => known.Variable), SymbolEqualityComparer.Default));
        _variables.Forget(WrittenIn(loop));
        var outside = _variables.Copy();
        if (loop is IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: var item } })
            Write(item, ElementOf(collection));
        _breaks.Push([]);
        if (loop is IWhileLoopOperation { Condition: var condition })
            Evaluate(condition);
        Evaluate(loop.Body);
        _turn = turn;
        _breaks.Pop();
        KeepChoices(_variables, outside);
        _variables = outside;
    }

    private void Try(ITryOperation attempt)
    {
        var before = _variables.Copy();
        before.Forget(WrittenIn(attempt.Body));
        var isExpected = attempt.Catches.Any(handler => _symbols.Is(handler.ExceptionType, MismatchException));
        _expected += isExpected ? 1 : 0;
        Evaluate(attempt.Body);
        _expected -= isExpected ? 1 : 0;
        var after = _variables;
        var whole = after.Copy();
        foreach (var handler in attempt.Catches)
        {
            _variables = before.Copy();
            Evaluate(handler.Handler);
            after.Join(_variables);
        }

        KeepChoices(whole, after);
        _variables = after;
        if (attempt.Finally is { } last)
        {
            var wasReachable = _variables.IsReachable;
            if (!wasReachable)
                _variables = before.Copy();
            Evaluate(last);
            if (!wasReachable)
                _variables.End();
        }
    }

    /// <summary>
    /// Runs the body of a lambda or local function, and gives what it returns: it may run at any time, so it sees only what never changes.
    /// </summary>
    private Value? Nested(IOperation? body, IMethodSymbol function)
    {
        if (body is null)
            return null;

        var outside = _variables;
        _variables = Captured(body);
        foreach (var parameter in function.Parameters)
            Write(parameter, null);
        var frame = new Frame();
        _frames.Push(frame);
        var (breaks, turn) = (_breaks, _turn);
        (_breaks, _turn) = (new(), Turn.None);
        Evaluate(body);
        (_breaks, _turn) = (breaks, turn);
        _frames.Pop();
        _variables = outside;
        return frame.Returned;
    }

    private Variables Captured(IOperation body)
    {
        var captured = new Variables();
        var values = LocalValues.Around(body);
        foreach (var variable in body.Descendants().Select(LocalValues.VariableOf).OfType<ISymbol>()
            .Distinct(SymbolEqualityComparer.Default))
        {
            if (variable is not null && values.IsStable(variable))
                captured[variable] = _variables[variable];
        }

        return captured;
    }

    private static IEnumerable<ISymbol> WrittenIn(IOperation body)
    {
        foreach (var operation in body.Descendants())
        {
            var target = operation switch
            {
                IAssignmentOperation assignment => assignment.Target,
                IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => argument.Value,
                _ => null,
            };
            foreach (var part in target?.DescendantsAndSelf() ?? [])
            {
                if (LocalValues.VariableOf(part) is { } variable)
                    yield return variable;
            }
        }
    }
}
