using System.Runtime.CompilerServices;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>
/// Runs through a body as the program would, with schemas, pipelines and models for values: both ways of a branch joined, each loop once,
/// helpers of the compilation followed. Bounded in depth and in the number of helpers.
/// </summary>
internal sealed partial class BodyInterpreter
{
    private const int MaximumDepth = 250;
    private const int MaximumHelperDepth = 5;
    private const int MaximumHelpers = 200;

    private readonly PipelineAnalysis _analysis;
    private readonly MlSymbols _symbols;
    private readonly CancellationToken _cancellationToken;
    private readonly int _memberDepth;
    private readonly StepChecker _steps;
    private readonly UseChecker _uses;
    private readonly RowChecker _rows;
    private readonly LeakChecker _leaks;
    private readonly PreparationChecker _preparations;
    private readonly StepReader _reader;
    private readonly List<Pipeline> _made = [];
    private readonly HashSet<Pipeline> _used = [];
    private readonly Dictionary<ISymbol, Value?> _written = new(SymbolEqualityComparer.Default);

    /// <summary>How many methods of the program had been called when a member was written: each of them may write it anew.</summary>
    private readonly Dictionary<ISymbol, int> _writtenAt = new(SymbolEqualityComparer.Default);

    private readonly Stack<Frame> _frames = new();
    private readonly HashSet<ISymbol> _writtenByFunctions = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _called = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, ILocalFunctionOperation> _localFunctions = new(SymbolEqualityComparer.Default);
    private Stack<List<Variables>> _breaks = new();
    private Variables _variables = new();
    private IOperation? _site;
    private Turn _turn = Turn.None;
    private int _expected;
    private int _depth;
    private int _helpers;
    private int _ownCalls;

    public BodyInterpreter(PipelineAnalysis analysis, Action<PipelineFinding> report, int memberDepth, CancellationToken cancellationToken)
    {
        _analysis = analysis;
        _symbols = analysis.Symbols;
        var reportUnexpected = (PipelineFinding finding) =>
        {
            if (_expected == 0)
                report(finding);
        };
        _memberDepth = memberDepth;
        _cancellationToken = cancellationToken;
        _steps = new StepChecker(_symbols, reportUnexpected);
        _uses = new UseChecker(_symbols, TextOf, reportUnexpected);
        _rows = new RowChecker(_symbols, reportUnexpected);
        _leaks = new LeakChecker(TextOf, report);
        _preparations = new PreparationChecker(report);
        _reader = new StepReader(_symbols, TextOf);
    }

    /// <summary>What the body leaves in fields and properties of its type.</summary>
    public IReadOnlyDictionary<ISymbol, Value?> Written => _written;

    /// <summary>What was learnt, with what was found.</summary>
    public BodyReading Reading(ImmutableArray<PipelineFinding> findings) =>
        new(
            findings, _preparations.Preparing, _preparations.AllFitted, _preparations.AllSaved, _leaks.Evaluations,
            _leaks.HasCrossValidation);

    /// <summary>Runs <paramref name="bodies"/> one after the other, as a script runs its statements.</summary>
    public void Run(IEnumerable<IOperation> bodies)
    {
        _frames.Push(new Frame());
        foreach (var body in bodies)
        {
            Given(body);
            Enter(body);
        }

        // With what it is called with here a function is read already.
        foreach (var function in _localFunctions.Values.Where(function => !_called.Contains(function.Symbol)).ToList())
            Nested(function.Body, function.Symbol);
        _frames.Pop();

        // What nobody fits here is still checked for what it says itself.
        foreach (var pipeline in _made)
        {
            if (!_used.Contains(pipeline))
                _steps.Run(pipeline, Schema.Open, isFitting: true);
        }

        _leaks.Finish();
        _preparations.Finish();
    }

    /// <summary>Data that the body is given: its columns are not known, but which rows they are is.</summary>
    private void Given(IOperation body)
    {
        if (body is not IMethodBodyOperation
            || body.SemanticModel?.GetDeclaredSymbol(body.Syntax, _cancellationToken) is not IMethodSymbol method)
            return;

        foreach (var parameter in method.Parameters)
        {
            var data = new Value.Data(Schema.Open) { Rows = new RowSet() };
            if (parameter.Type.SpecialType == SpecialType.System_String || IsCollection(parameter.Type))
                Write(parameter, null);
            else if (_symbols.Is(parameter.Type, MlNetTypes.IDataView))
                Write(parameter, data);
            else if (_symbols.Is(parameter.Type, MlNetTypes.TrainTestData))
                Write(parameter, new Value.Split(data.Take(RowPart.Train), data.Take(RowPart.Test)));
        }
    }

    private void Enter(IOperation body)
    {
        foreach (var operation in body.DescendantsAndSelf())
        {
            if (operation is ILocalFunctionOperation function)
                _localFunctions[function.Symbol] = function;
            if (operation is ILocalFunctionOperation or IAnonymousFunctionOperation)
                _writtenByFunctions.UnionWith(WrittenIn(operation).Where(variable => !IsDeclaredIn(variable, operation)));
        }

        // Jumps break the order of the statements.
        if (!body.DescendantsAndSelf().Any(operation => operation is IBranchOperation { BranchKind: BranchKind.GoTo }))
            Evaluate(body);
    }

    private Value? Evaluate(IOperation? operation)
    {
        if (operation is null || _depth >= MaximumDepth)
            return null;

        _cancellationToken.ThrowIfCancellationRequested();
        RuntimeHelpers.EnsureSufficientExecutionStack();
        _depth++;
        var value = _variables.IsReachable || operation is ILocalFunctionOperation ? EvaluateReachable(operation) : null;
        _depth--;
        return value;
    }

    private Value? EvaluateReachable(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation declarator:
                if (declarator.GetVariableInitializer() is { } initializer)
                    Write(declarator.Symbol, Evaluate(initializer.Value) ?? PathOf(initializer.Value));
                return null;
            case IFieldInitializerOperation field:
                var initial = Evaluate(field.Value);
                foreach (var initialized in field.InitializedFields)
                    WriteMember(initialized, initial);
                return null;
            case IPropertyInitializerOperation property:
                var start = Evaluate(property.Value);
                foreach (var initialized in property.InitializedProperties)
                    WriteMember(initialized, start);
                return null;
            case ISimpleAssignmentOperation assignment:
                return Assign(assignment.Target, Evaluate(assignment.Value) ?? PathOf(assignment.Value));
            case IDeconstructionAssignmentOperation deconstruction:
                Deconstruct(deconstruction.Target, Evaluate(deconstruction.Value));
                return null;
            case ICoalesceAssignmentOperation coalesce:
                return Assign(coalesce.Target, Value.Either(Evaluate(coalesce.Target), Evaluate(coalesce.Value)));
            case IConditionalOperation conditional:
                return Branch(conditional);
            case ISwitchOperation choice:
                Switch(choice);
                return null;
            case ISwitchExpressionOperation choice:
                return Choose(choice);
            case ILoopOperation loop:
                Loop(loop);
                return null;
            case ITryOperation attempt:
                Try(attempt);
                return null;
            case IReturnOperation { Kind: OperationKind.Return } result:
                var returned = Evaluate(result.ReturnedValue) ?? PathOf(result.ReturnedValue);
                _frames.Peek().Return(returned);
                if (_frames.Peek().Method is null)
                    _preparations.LeavesSight(returned);
                _variables.End();
                return null;
            case IThrowOperation thrown:
                Evaluate(thrown.Exception);
                _variables.End();
                return null;
            case IBranchOperation { BranchKind: BranchKind.Break }:
                if (_breaks.Count > 0)
                    _breaks.Peek().Add(_variables.Copy());
                _variables.End();
                return null;
            case IBranchOperation:
                _variables.End();
                return null;
            case ILocalFunctionOperation:
                return null;
            case IAnonymousFunctionOperation lambda:
                return Value.MeasuredBy(Nested(lambda.Body, lambda.Symbol)) is { IsEmpty: false } by ? new Value.Measured(by) : null;
            case IConversionOperation { OperatorMethod: null } conversion:
                return Evaluate(conversion.Operand);
            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand);
            case IAwaitOperation awaited:
                return Evaluate(awaited.Operation);
            case ICoalesceOperation coalesced:
                return Value.Either(Evaluate(coalesced.Value), Evaluate(coalesced.WhenNull));
            case ITupleOperation tuple:
                return new Value.Tuple([.. tuple.Elements.Select(Evaluate)]);
            case IIsPatternOperation match:
                return Match(match);
            case IMemberReferenceOperation member:
                return Member(member);
            case IArrayElementReferenceOperation element:
                return ElementAt(Evaluate(element.ArrayReference));
            case IInvocationOperation call:
                return Invoke(call);
            case IObjectCreationOperation creation:
                return Create(creation);
            default:
                return Other(operation);
        }
    }

    private Value? Other(IOperation operation)
    {
        if (LocalValues.VariableOf(operation) is { } variable)
            return _variables[variable];
        if (operation.ConstantValue is { HasValue: true, Value: string text })
            return new Value.Text(text);

        Value? made = null;
        foreach (var child in operation.ChildOperations)
        {
            var part = Evaluate(child);
            _preparations.LeavesSight(part);
            made = MadeOf(made, part);
        }

        if (operation is IAssignmentOperation assignment)
            Assign(assignment.Target, null);
        return operation.Type is null || !DependsOnMetrics(operation) ? null : made;
    }

    private string? TextOf(IOperation operation)
    {
        var depth = _depth;
        var text = LocalValues.VariableOf(operation) is { } variable && _variables[variable] is Value.Text known
            ? known.Content
            : Constants.Text(operation);
        _depth = depth;
        return text;
    }

    /// <summary>Whoever calls a function that writes the variable changes it: its value is never known.</summary>
    private void Write(ISymbol variable, Value? value) =>
        _variables[variable] = _writtenByFunctions.Contains(variable) ? null : Decided(variable, value) ?? NewSame(TypeOf(variable));

    private static bool IsDeclaredIn(ISymbol variable, IOperation function) =>
        variable.DeclaringSyntaxReferences.Any(declaration =>
            declaration.SyntaxTree == function.Syntax.SyntaxTree && function.Syntax.Span.Contains(declaration.Span));

    private Value? Assign(IOperation target, Value? value)
    {
        if (target is IDeclarationExpressionOperation declaration)
            target = declaration.Expression;
        if (LocalValues.VariableOf(target) is { } variable)
            Write(variable, value);
        else if (target is IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } member)
            WriteMember(member.Member, value);
        else
        {
            Evaluate(target);
            Collect(target, value);
            Change((target as IArrayElementReferenceOperation)?.ArrayReference ?? (target as IPropertyReferenceOperation)?.Instance);
        }

        return value;
    }

    private void WriteMember(ISymbol member, Value? value)
    {
        if (member.ContainingType.IsScriptClass)
            Write(member, value);
        else
        {
            _preparations.LeavesSight(value);
            _written[member] = _written.TryGetValue(member, out var earlier) ? Value.Either(earlier, value) : value;
            _writtenAt[member] = _ownCalls;
            Write(member, value);
        }
    }

    private void Deconstruct(IOperation target, Value? value)
    {
        if (target is IDeclarationExpressionOperation declaration)
            target = declaration.Expression;
        if (target is not ITupleOperation targets)
        {
            Assign(target, value);
            return;
        }

        for (var i = 0; i < targets.Elements.Length; i++)
            Deconstruct(targets.Elements[i], value is Value.Tuple tuple && i < tuple.Elements.Length ? tuple.Elements[i] : null);
    }

    private Value? Member(IMemberReferenceOperation reference)
    {
        if (LocalValues.VariableOf(reference) is { } variable)
            return _variables[variable];

        var owner = Evaluate(reference.Instance);
        if (reference is IPropertyReferenceOperation property)
        {
            foreach (var argument in property.Arguments)
                Evaluate(argument.Value);
            if (owner is Value.Described described && property.Arguments is [{ Value: var name }])
                return _uses.Described(name, described.Schema);
        }

        return (owner, reference.Member) switch
        {
            (Value.Split split, { Name: "TrainSet" }) => split.Train,
            (Value.Split split, { Name: "TestSet" }) => split.Test,
            (Value.Model { Fitting.IsSearch: true } best, { Name: "BestRun" or "Model" }) => best,
            (Value.Data data, { Name: "Schema" }) => new Value.Described(data.Schema),
            (Value.DescribedColumn column, { Name: "Value" }) => column,
            (Value.Folds or Value.Measured, IPropertySymbol { IsIndexer: true }) => ElementAt(owner),
            (Value.Measured or Value.Unknown, _) when reference.Type?.SpecialType != SpecialType.System_Boolean => owner,
            (Value.Tuple tuple, IFieldSymbol { ContainingType.IsTupleType: true } field) =>
                IndexOf(field) is var index && index >= 0 && index < tuple.Elements.Length ? tuple.Elements[index] : null,
            (null, IFieldSymbol or IPropertySymbol { IsIndexer: false }) when reference.Instance is null or IInstanceReferenceOperation =>
                reference.ConstantValue is { HasValue: true, Value: string text } ? new Value.Text(text) : Field(reference),
            _ => null,
        };
    }

    /// <summary>What was written here last, if no other body can have written it since; else what all that write it leave in it.</summary>
    private Value? Field(IMemberReferenceOperation reference)
    {
        var member = reference.Member;
        if (_variables[member] is { } written
            && ((_writtenAt.TryGetValue(member, out var at) && at == _ownCalls)
                || _analysis.IsWrittenByOneBody(member, _cancellationToken)))
            return written;
        return _analysis.MemberValue(member, _memberDepth, _cancellationToken) ?? Computed(reference);
    }

    /// <summary>What a property without a setter makes each time that it is read.</summary>
    private Value? Computed(IMemberReferenceOperation reference) =>
        reference.Member is IPropertySymbol { SetMethod: null, GetMethod: { } getter } property
            && PipelineAnalysis.MayHoldPipeline(property.Type)
        && _frames.Count <= MaximumHelperDepth && _helpers < MaximumHelpers && _analysis.BodyOf(getter, _cancellationToken) is { } body
            ? Inside(reference, body, new Variables(), getter.OriginalDefinition, [])
            : null;

    private static int IndexOf(IFieldSymbol element)
    {
        var name = (element.CorrespondingTupleField ?? element).Name;
        return name.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(name.Substring(4), out var number) ? number - 1 : -1;
    }

    /// <summary>Any element of a collection.</summary>
    private static Value? ElementOf(Value? collection) => collection switch
    {
        Value.Folds folds => Value.Split.Of(folds.Whole, folds.Call),
        Value.Measured measured => new Value.Measured(measured.By),
        _ => null,
    };

    /// <summary>A method that runs.</summary>
    private sealed class Frame
    {
        private bool _hasReturned;

        public IMethodSymbol? Method { get; set; }

        public Value? Returned { get; private set; }

        public void Return(Value? value)
        {
            Returned = _hasReturned ? Value.Either(Returned, value) : value;
            _hasReturned = true;
        }
    }
}
