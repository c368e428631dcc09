using System.Runtime.CompilerServices;
using MlGuard.Analyzers.Flow;
using MlGuard.Analyzers.Frameworks;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>
/// Runs through a body as the program would, with schemas, pipelines and models for values: both ways of a branch joined, each loop once,
/// helpers of the compilation followed. Bounded in depth and in the number of helpers.
/// </summary>
internal sealed class BodyInterpreter
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
    private readonly StepReader _reader;
    private readonly List<Pipeline> _made = [];
    private readonly HashSet<Pipeline> _used = [];
    private readonly Dictionary<ISymbol, Value?> _written = new(SymbolEqualityComparer.Default);
    private readonly Stack<Frame> _frames = new();
        private readonly HashSet<ISymbol> _writtenByFunctions = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, ILocalFunctionOperation> _localFunctions = new(SymbolEqualityComparer.Default);
    private Stack<List<Variables>> _breaks = new();
    private Variables _variables = new();
    private int _depth;
    private int _helpers;

    public BodyInterpreter(PipelineAnalysis analysis, Action<Problem> report, int memberDepth, CancellationToken cancellationToken)
    {
        _analysis = analysis;
        _symbols = analysis.Symbols;
        _memberDepth = memberDepth;
        _cancellationToken = cancellationToken;
        _steps = new StepChecker(_symbols, report);
        _uses = new UseChecker(_symbols, TextOf, report);
        _rows = new RowChecker(_symbols, report);
        _leaks = new LeakChecker(TextOf, report);
        _reader = new StepReader(_symbols, TextOf);
    }

    /// <summary>What the body leaves in fields and properties of its type.</summary>
    public IReadOnlyDictionary<ISymbol, Value?> Written => _written;

    /// <summary>Runs <paramref name="bodies"/> one after the other, as a script runs its statements.</summary>
    public void Run(IEnumerable<IOperation> bodies)
    {
        _frames.Push(new Frame());
        foreach (var body in bodies)
        {
            Given(body);
            Enter(body);
        }

        foreach (var function in _localFunctions.Values.ToList())
            Nested(function.Body, function.Symbol);
        _frames.Pop();

        // What nobody fits here is still checked for what it says itself.
        foreach (var pipeline in _made)
        {
            if (!_used.Contains(pipeline))
                _steps.Run(pipeline, Schema.Open, isFitting: true);
        }

        _leaks.Finish();
    }

    /// <summary>Data that the body is given: its columns are not known, but which rows they are is.</summary>
    private void Given(IOperation body)
    {
        if (body is not IMethodBodyOperation || body.SemanticModel?.GetDeclaredSymbol(body.Syntax, _cancellationToken) is not IMethodSymbol method)
            return;

        foreach (var parameter in method.Parameters)
        {
            var data = new Value.Data(Schema.Open) { Rows = new RowSet() };
            if (_symbols.Is(parameter.Type, "Microsoft.ML.IDataView"))
                Write(parameter, data);
            else if (_symbols.Is(parameter.Type, "Microsoft.ML.DataOperationsCatalog+TrainTestData"))
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
                    Write(declarator.Symbol, Evaluate(initializer.Value));
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
                return Assign(assignment.Target, Evaluate(assignment.Value));
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
                var returned = Evaluate(result.ReturnedValue);
                _frames.Peek().Return(returned);
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
                Nested(lambda.Body, lambda.Symbol);
                return null;
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
            case IMemberReferenceOperation member:
                return Member(member);
            case IArrayElementReferenceOperation element:
                return ElementOf(Evaluate(element.ArrayReference));
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

        foreach (var child in operation.ChildOperations)
            Evaluate(child);
        if (operation is IAssignmentOperation assignment)
            Assign(assignment.Target, null);
        return null;
    }

    private string? TextOf(IOperation operation)
    {
        var depth = _depth;
        var text = LocalValues.VariableOf(operation) is { } variable && _variables[variable] is Value.Text known ? known.Content : Constants.Text(operation);
        _depth = depth;
        return text;
    }

    /// <summary>Whoever calls a function that writes the variable changes it: its value is never known.</summary>
    private void Write(ISymbol variable, Value? value) => _variables[variable] = _writtenByFunctions.Contains(variable) ? null : value;

    private static bool IsDeclaredIn(ISymbol variable, IOperation function) =>
        variable.DeclaringSyntaxReferences.Any(declaration => declaration.SyntaxTree == function.Syntax.SyntaxTree && function.Syntax.Span.Contains(declaration.Span));

    private Value? Assign(IOperation target, Value? value)
    {
        if (target is IDeclarationExpressionOperation declaration)
            target = declaration.Expression;
        if (LocalValues.VariableOf(target) is { } variable)
            Write(variable, value);
        else if (target is IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } member)
            WriteMember(member.Member, value);
        else
            Evaluate(target);
        return value;
    }

    private void WriteMember(ISymbol member, Value? value)
    {
        if (member.ContainingType.IsScriptClass)
            Write(member, value);
        else
        {
            _written[member] = _written.TryGetValue(member, out var earlier) ? Value.Either(earlier, value) : value;
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

    private Value? Branch(IConditionalOperation conditional)
    {
        Evaluate(conditional.Condition);
        var before = _variables.Copy();
        var whenTrue = Evaluate(conditional.WhenTrue);
        var after = _variables;
        _variables = before;
        var whenFalse = Evaluate(conditional.WhenFalse);
        _variables.Join(after);
        return Value.Either(whenTrue, whenFalse);
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

        _variables.Forget(WrittenIn(loop));
        var outside = _variables.Copy();
        if (loop is IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: var item } })
            Write(item, ElementOf(collection));
        _breaks.Push([]);
        if (loop is IWhileLoopOperation { Condition: var condition })
            Evaluate(condition);
        Evaluate(loop.Body);
        _breaks.Pop();
        _variables = outside;
    }

    private void Try(ITryOperation attempt)
    {
        var before = _variables.Copy();
        before.Forget(WrittenIn(attempt.Body));
        Evaluate(attempt.Body);
        var after = _variables;
        foreach (var handler in attempt.Catches)
        {
            _variables = before.Copy();
            Evaluate(handler.Handler);
            after.Join(_variables);
        }

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

    /// <summary>The body of a lambda or local function: it may run at any time, so it sees only what never changes.</summary>
    private void Nested(IOperation? body, IMethodSymbol function)
    {
        if (body is null)
            return;

        var outside = _variables;
        _variables = Captured(body);
        foreach (var parameter in function.Parameters)
            Write(parameter, null);
        _frames.Push(new Frame());
        var breaks = _breaks;
        _breaks = new();
        Evaluate(body);
        _breaks = breaks;
        _frames.Pop();
        _variables = outside;
    }

    private Variables Captured(IOperation body)
    {
        var captured = new Variables();
        var values = LocalValues.Around(body);
        foreach (var variable in body.Descendants().Select(LocalValues.VariableOf).OfType<ISymbol>().Distinct(SymbolEqualityComparer.Default))
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

    private Value? Member(IMemberReferenceOperation reference)
    {
        if (LocalValues.VariableOf(reference) is { } variable)
            return _variables[variable];

        var owner = Evaluate(reference.Instance);
        if (reference is IPropertyReferenceOperation property)
        {
            foreach (var argument in property.Arguments)
                Evaluate(argument.Value);
        }

        return (owner, reference.Member) switch
        {
            (Value.Split split, { Name: "TrainSet" }) => split.Train,
            (Value.Split split, { Name: "TestSet" }) => split.Test,
            (Value.Folds, IPropertySymbol { IsIndexer: true }) => ElementOf(owner),
            (Value.Tuple tuple, IFieldSymbol { ContainingType.IsTupleType: true } field) => IndexOf(field) is var index && index >= 0 && index < tuple.Elements.Length ? tuple.Elements[index] : null,
            (null, IFieldSymbol or IPropertySymbol { IsIndexer: false }) when reference.Instance is null or IInstanceReferenceOperation =>
                reference.ConstantValue is { HasValue: true, Value: string text } ? new Value.Text(text) : Field(reference.Member),
            _ => null,
        };
    }

    /// <summary>What was written here last, when no other body writes it; else what all that write it leave in it.</summary>
    private Value? Field(ISymbol member)
    {
        if (_variables[member] is { } written && _analysis.IsWrittenByOneBody(member, _cancellationToken))
            return written;
        return _analysis.MemberValue(member, _memberDepth, _cancellationToken) ?? Computed(member);
    }

    /// <summary>What a property without a setter makes each time that it is read.</summary>
    private Value? Computed(ISymbol member) =>
        member is IPropertySymbol { SetMethod: null, GetMethod: { } getter } property && PipelineAnalysis.MayHoldPipeline(property.Type) &&
        _frames.Count <= MaximumHelperDepth && _helpers < MaximumHelpers && _analysis.BodyOf(getter, _cancellationToken) is { } body
            ? Inside(body, new Variables(), getter.OriginalDefinition, [])
            : null;

    private static int IndexOf(IFieldSymbol element)
    {
        var name = (element.CorrespondingTupleField ?? element).Name;
        return name.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(name.Substring(4), out var number) ? number - 1 : -1;
    }

    private static Value? ElementOf(Value? collection) => collection is Value.Folds folds ? Value.Split.Of(folds.Whole, folds.Call) : null;

    private Value? Create(IObjectCreationOperation creation)
    {
        foreach (var argument in creation.Arguments)
            Evaluate(argument.Value);
        Evaluate(creation.Initializer);
        if (_symbols.Is(creation.Type, "Microsoft.ML.Data.TextLoader+Options"))
            return new Value.Loader(TextColumns.OfOptions(creation, _symbols, TextOf));
        return _symbols.Is(creation.Type, "Microsoft.ML.Data.EstimatorChain`1") ? new Value.Estimator(Pipeline.Empty) : null;
    }

    private Value? Invoke(IInvocationOperation call)
    {
        var receiver = Evaluate(call.Instance);
        var arguments = new Value?[call.TargetMethod.Parameters.Length];
        foreach (var argument in call.Arguments)
        {
            var value = Evaluate(argument.Value);
            if (argument.Parameter is { } parameter && parameter.Ordinal < arguments.Length)
                arguments[parameter.Ordinal] = value;
            if (argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out)
                Assign(argument.Value, null);
        }

        var first = call.Instance is null ? arguments.FirstOrDefault() : receiver;
        var second = call.Instance is null ? arguments.ElementAtOrDefault(1) : arguments.FirstOrDefault();
        var (meaning, row) = _analysis.Calls.Of(call.TargetMethod);
        switch (meaning)
        {
            case MlCall.Step:
                CheckMapping(row!, call);
                return row!.Form == StepForm.Nothing ? first : Make(Pipeline.Of(_reader.Read(row, call)));
            case MlCall.Append:
                return Append(call, first, second);
            case MlCall.Same:
                return receiver;
            case MlCall.LoadText:
                _rows.Text(call);
                return new Value.Data(TextColumns.Of(call, _symbols, TextOf, arguments)) { Rows = new RowSet() };
            case MlCall.CreateLoader:
                _rows.Text(call);
                return new Value.Loader(TextColumns.Of(call, _symbols, TextOf, arguments));
            case MlCall.LoadRows:
                return new Value.Data(RowsOf(call)) { Rows = new RowSet() };
            case MlCall.Load:
                return first is Value.Loader loader ? new Value.Data(loader.Schema) { Rows = new RowSet() } : null;
            case MlCall.SameData:
                return arguments.OfType<Value.Data>().FirstOrDefault();
            case MlCall.SomeData:
                return arguments.OfType<Value.Data>().FirstOrDefault()?.Take(RowPart.Some);
            case MlCall.Split:
                return Splitting(call, arguments) is { } whole ? Value.Split.Of(whole, call) : null;
            case MlCall.Folds:
                return Splitting(call, arguments) is { } all ? new Value.Folds(all, call) : null;
            case MlCall.Fit:
                return Fit(call, first, arguments);
            case MlCall.Transform:
                return first is Value.Model model ? Transform(model, second) : null;
            case MlCall.Evaluate:
                if (arguments.OfType<Value.Data>().FirstOrDefault() is { } scored)
                {
                    _uses.Evaluation(call, scored.Schema);
                    _leaks.Note(new Evaluation(call, scored, _frames.Count > 1));
                }

                return null;
            case MlCall.CrossValidate:
                CrossValidate(call, arguments);
                return null;
            case MlCall.CreateEngine:
                if (!call.Arguments.Any(UseChecker.IsOwnSchema))
                {
                    _rows.Read(call, 0);
                    _rows.Written(call, 1);
                }

                if (arguments.OfType<Value.Model>().FirstOrDefault() is { } scoring)
                    _uses.Engine(call, scoring);
                return null;
            case MlCall.CreateEnumerable:
                if (!call.Arguments.Any(UseChecker.IsOwnSchema))
                    _rows.Written(call, 0);
                if (arguments.OfType<Value.Data>().FirstOrDefault() is { } rows)
                    _uses.Rows(call, rows.Schema);
                return null;
            case MlCall.GetColumn:
                if (arguments.OfType<Value.Data>().FirstOrDefault() is { } columns)
                    _uses.Column(call, columns.Schema);
                return null;
            default:
                return Help(call, arguments) ?? UnknownTrainer(call, arguments);
        }
    }

    private Value.Estimator Make(Pipeline pipeline)
    {
        _made.Add(pipeline);
        return new Value.Estimator(pipeline);
    }

    private Pipeline PipelineOf(Value? value)
    {
        if (value is not Value.Estimator estimator)
            return Pipeline.Unknown;
        _used.Add(estimator.Pipeline);
        return estimator.Pipeline;
    }

    private Value? Append(IInvocationOperation call, Value? first, Value? second)
    {
        if (first is Value.Model model)
            return second is Value.Model next ? new Value.Model(model.Pipeline.Then(next.Pipeline), model.Input) : null;
        return _symbols.IsOrInherits(call.Type, "Microsoft.ML.IEstimator`1") ? Make(PipelineOf(first).Then(PipelineOf(second))) : null;
    }

    private void CheckMapping(StepRow row, IInvocationOperation call)
    {
        if (row.Form != StepForm.CustomMapping || call.Arguments.Any(UseChecker.IsOwnSchema))
            return;

        _rows.Read(call, 0);
        _rows.Written(call, 1);
    }

    private static Schema SchemaOf(Value? value) => value is Value.Data data ? data.Schema : Schema.Open;

    private Value.Data? Splitting(IInvocationOperation call, Value?[] arguments)
    {
        if (arguments.OfType<Value.Data>().FirstOrDefault() is not { } data)
            return null;

        _leaks.Splitting(call, data);
        return data;
    }

    private Value.Data Transform(Value.Model model, Value? data)
    {
        var schema = _steps.Run(model.Pipeline, SchemaOf(data), isFitting: false);
        return (data as Value.Data ?? new Value.Data(schema)) is var rows && model.Lesson is { } lesson
            ? rows with { Schema = schema, Lessons = rows.Lessons.Add(lesson) }
            : rows with { Schema = schema };
    }

    private Value.Model Fit(IInvocationOperation call, Value? estimator, Value?[] arguments)
    {
        var pipeline = PipelineOf(estimator);
        var data = arguments.FirstOrDefault() as Value.Data;
        var schema = SchemaOf(data);
        _steps.Run(pipeline, schema, isFitting: true);
        _leaks.Fitting(pipeline, data?.Rows);
        var validation = arguments.Skip(1).OfType<Value.Data>().FirstOrDefault()?.Rows is { } watched && call.ArgumentFor(1) is { } argument
            ? new Validation(watched, argument.Value)
            : pipeline.Validation;
        return new Value.Model(pipeline, schema)
        {
            Lesson = data?.Rows is { } rows ? new Lesson([.. pipeline.Steps.Where(step => step.Row.Learns)], rows, call, validation) : null,
        };
    }

    private void CrossValidate(IInvocationOperation call, Value?[] arguments)
    {
        var pipeline = PipelineOf(arguments.OfType<Value.Estimator>().FirstOrDefault());
        var data = arguments.OfType<Value.Data>().FirstOrDefault();
        _uses.Evaluation(call, _steps.Run(pipeline, SchemaOf(data), isFitting: true));
        _leaks.NoteCrossValidation();
        if (data is not null)
            _leaks.Splitting(call, data);
    }

    private Schema RowsOf(IInvocationOperation call)
    {
        if (call.Arguments.Any(UseChecker.IsOwnSchema))
            return Schema.Open;

        _rows.Read(call, 0);
        return RowClass.SchemaOf(call.TargetMethod.TypeArguments.FirstOrDefault(), _symbols);
    }

    /// <summary>A helper of the compilation, run with what it is given here.</summary>
    private Value? Help(IInvocationOperation call, Value?[] arguments)
    {
        var method = call.TargetMethod;
        if (_frames.Count > MaximumHelperDepth || _helpers >= MaximumHelpers || !IsOfInterest(method, arguments))
            return null;

        if (_localFunctions.TryGetValue(method.OriginalDefinition, out var local))
            return local.Body is { } body ? Inside(body, Captured(body), local.Symbol, arguments) : null;
        return _analysis.BodyOf(method, _cancellationToken) is { } other ? Inside(other, new Variables(), method.OriginalDefinition, arguments) : null;
    }

    /// <summary>An estimator that the table does not know, with the rows that it is given to watch its progress on.</summary>
    private Value.Estimator? UnknownTrainer(IInvocationOperation call, Value?[] arguments)
    {
        var validation = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name is "validationSet" or "validationData" && argument.IsWritten());
        return validation?.Parameter is { } parameter && arguments[parameter.Ordinal] is Value.Data { Rows: { } rows } && _symbols.IsOrInherits(call.Type, "Microsoft.ML.IEstimator`1")
            ? Make(Pipeline.UnknownWatching(new Validation(rows, validation.Value)))
            : null;
    }

    private bool IsOfInterest(IMethodSymbol method, Value?[] arguments) =>
        arguments.Any(argument => argument is not null and not Value.Text) || PipelineAnalysis.MayHoldPipeline(method.ReturnType);

    private Value? Inside(IOperation body, Variables variables, IMethodSymbol method, Value?[] arguments)
    {
        var frame = new Frame();
        if (_frames.Any(outer => SymbolEqualityComparer.Default.Equals(outer.Method, method)))
            return null;

        frame.Method = method;
        _helpers++;
        var outside = _variables;
        _variables = variables;
        for (var i = 0; i < arguments.Length && i < method.Parameters.Length; i++)
            Write(method.Parameters[i], arguments[i]);
        _frames.Push(frame);
        var breaks = _breaks;
        _breaks = new();
        Enter(body);
        _breaks = breaks;
        _frames.Pop();
        _variables = outside;
        return frame.Returned;
    }

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
