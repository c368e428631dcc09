using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.MlNet;

namespace MlGuard.Analyzers.Pipelines;

/// <content>What calls do: those of ML.NET by their meaning, those of the compilation by their bodies.</content>
internal sealed partial class BodyInterpreter
{
    private Value? Create(IObjectCreationOperation creation)
    {
        Value? made = null;
        foreach (var argument in creation.Arguments)
        {
            var part = Evaluate(argument.Value);
            _preparations.LeavesSight(part);
            made = MadeOf(made, part);
        }

        made = MadeOf(made, Evaluate(creation.Initializer));
        if (_symbols.Is(creation.Type, MlNetTypes.TextLoaderOptions))
            return new Value.Loader(TextColumns.OfOptions(creation, _symbols, TextOf));
        return _symbols.Is(creation.Type, MlNetTypes.EstimatorChain) ? new Value.Estimator(Pipeline.Empty) : made;
    }

    private Value? Invoke(IInvocationOperation call)
    {
        var receiver = Evaluate(call.Instance);
        var arguments = new Value?[call.TargetMethod.Parameters.Length];
        foreach (var argument in call.Arguments)
        {
            var value = Evaluate(argument.Value) ?? PathOf(argument.Value);
            if (argument.Parameter is { } parameter && parameter.Ordinal < arguments.Length)
                arguments[parameter.Ordinal] = value;
            if (argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out)
                Assign(argument.Value, null);
        }

        var first = call.Instance is null ? arguments.FirstOrDefault() : receiver;
        var second = call.Instance is null ? arguments.ElementAtOrDefault(1) : arguments.FirstOrDefault();
        var (meaning, row) = _analysis.Members.Of(call.TargetMethod);
        switch (meaning)
        {
            case MemberMeaning.Step:
                CheckMapping(row!, call);
                return row!.Form == StepForm.Nothing ? first : Make(Pipeline.Of(_reader.Read(row, call)), SelectionOf(arguments));
            case MemberMeaning.Append:
                return Append(call, first, second);
            case MemberMeaning.Same:
                return receiver;
            case MemberMeaning.LoadText:
                _rows.Text(call);
                return new Value.Data(TextColumns.Of(call, _symbols, TextOf, arguments)) {
                    Rows = RowsMadeBy(call, isText: true, FileOf(call)),
                };
            case MemberMeaning.CreateLoader:
                _rows.Text(call);
                return new Value.Loader(TextColumns.Of(call, _symbols, TextOf, arguments))
                {
                    MayLeaveOut = call.Arguments.Argument("options")?.IsWritten() == true,
                };
            case MemberMeaning.LoadRows:
                return new Value.Data(RowsOf(call)) { Rows = RowsMadeBy(call, source: ObjectsOf(call)) };
            case MemberMeaning.Load:
                return first is Value.Loader loader
                    ? new Value.Data(loader.Schema)
                    {
                        Rows = new RowSet { Source = loader.MayLeaveOut ? null : FileOf(call), Load = call },
                    }
                    : null;
            case MemberMeaning.SameData:
                return arguments.OfType<Value.Data>().FirstOrDefault();
            case MemberMeaning.SomeData:
                return arguments.OfType<Value.Data>().FirstOrDefault()?.Take(RowPart.Some);
            case MemberMeaning.Split:
                return Splitting(call, arguments) is { } whole ? Value.Split.Of(whole, call) : null;
            case MemberMeaning.Folds:
                return Splitting(call, arguments) is { } all ? new Value.Folds(all, call) : null;
            case MemberMeaning.Fit:
                return Fit(call, first, arguments);
            case MemberMeaning.Search:
                return Search(call, arguments.OfType<Value.Data>().FirstOrDefault());
            case MemberMeaning.Transform:
                return first is Value.Model model ? Transform(model, second) : OfWinner(first, second);
            case MemberMeaning.Evaluate:
                return arguments.OfType<Value.Data>().FirstOrDefault() is { } scored ? Measure(call, scored) : null;
            case MemberMeaning.CrossValidate:
                CrossValidate(call, arguments);
                return null;
            case MemberMeaning.CreateEngine:
                if (!call.Arguments.Any(UseChecker.IsOwnSchema))
                {
                    _rows.Read(call, 0);
                    _rows.Written(call, 1);
                }

                if (arguments.OfType<Value.Model>().FirstOrDefault() is { Fitting: { } fitting }
                    && !call.Arguments.Any(UseChecker.IsOwnSchema))
                    _rows.Engine(call, fitting);
                if (arguments.OfType<Value.Model>().FirstOrDefault() is { } scoring && _uses.Engine(call, scoring))
                    _preparations.Engine(call, scoring);


                return null;
            case MemberMeaning.CreateEnumerable:
                if (!call.Arguments.Any(UseChecker.IsOwnSchema))
                    _rows.Written(call, 0);
                if (arguments.OfType<Value.Data>().FirstOrDefault() is { } rows)
                {
                    _uses.Rows(call, rows.Schema);
                    _preparations.ReadBack(call, rows);
                }


                return null;
            case MemberMeaning.GetColumn:
                if (arguments.OfType<Value.Data>().FirstOrDefault() is { } columns)
                    _uses.Column(call, columns.Schema);
                return null;
            case MemberMeaning.GetOutputSchema:
                return DescribeOutput(receiver, arguments.FirstOrDefault());
            case MemberMeaning.FindColumn:
                return receiver is Value.Described described && TextOf(call.Arguments[0].Value) is { } name
                    ? new Value.DescribedColumn(described.Schema.Find(name))
                    : null;
            case MemberMeaning.GetSlotNames:
                if (first is Value.DescribedColumn withSlots)
                    _uses.SlotNames(call, withSlots.Column);
                return null;
            case MemberMeaning.GetKeyValues:
                if (first is Value.DescribedColumn withKeys)
                    _uses.KeyValues(call, withKeys.Column);
                return null;
            case MemberMeaning.Save:
                _preparations.Saved(call, arguments.OfType<Value.Model>().FirstOrDefault());
                return null;
            default:
                Collect(call, arguments);
                NoteChanges(call);
                if (_symbols.IsDeclaredHere(call.TargetMethod))
                    _ownCalls++;
                return Follow(call, arguments) ?? UnknownTrainer(call, arguments) ?? Computed(call, receiver, arguments);
        }
    }

    /// <summary>Runs the helper; what is given to code that is not run here is out of sight.</summary>
    private Value? Follow(IInvocationOperation call, Value?[] arguments)
    {
        var helpers = _helpers;
        var result = Help(call, arguments);
        if (_helpers == helpers)
        {
            foreach (var argument in arguments)
                _preparations.LeavesSight(argument);
        }

        return result;
    }

    private static RowSet RowsMadeBy(IInvocationOperation load, bool isText = false, string? source = null) =>
        new() { RowType = load.TargetMethod.TypeArguments.FirstOrDefault(), IsText = isText, Source = source, Load = load };

    private Value.Estimator Make(Pipeline pipeline, ImmutableArray<Evaluation> contest)
    {
        _made.Add(pipeline);
        return new Value.Estimator(pipeline) { SelectedBy = contest };
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
        {
            _preparations.LeavesSight(first);
            _preparations.LeavesSight(second);
            return second is Value.Model next
                ? new Value.Model(model.Pipeline.Then(next.Pipeline), model.Input)
                {
                    PreparedBy = model.PreparedBy, Fitting = LearntBy(next) ?? LearntBy(model),
                }
                : null;
        }


        return _symbols.IsOrInherits(call.Type, MlNetTypes.IEstimator)
            ? Make(PipelineOf(first).Then(PipelineOf(second)), SelectionOf(first, second))
            : null;
    }

    /// <summary>What a part of a chain has learnt to predict from, which the whole chain has.</summary>
    private static Fitting? LearntBy(Value.Model part) => part.Fitting is { HasTrainer: true } fitting ? fitting : null;

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
        var rows = data as Value.Data ?? new Value.Data(schema);
        return rows
            with {
                Schema = schema, Fittings = model.Fitting is { } fitting
                    ? rows.Fittings.Add(fitting)
                    : rows.Fittings, SelectedBy = model.SelectedBy };
    }

    private Value.Described? DescribeOutput(Value? model, Value? input) => (model, input) switch
    {
        (Value.Model fitted, Value.Described described) =>
            new Value.Described(_steps.Run(fitted.Pipeline, described.Schema, isFitting: false)),
        _ => null,
    };

    private Value.Model Fit(IInvocationOperation call, Value? estimator, Value?[] arguments)
    {
        var pipeline = PipelineOf(estimator);
        var data = arguments.FirstOrDefault() as Value.Data;
        var schema = SchemaOf(data);
        _steps.Run(pipeline, schema, isFitting: true);
        _leaks.Fitting(pipeline, data?.Rows);
        _preparations.Fitted(call, pipeline, data);
        var validation = arguments.Skip(1).OfType<Value.Data>().FirstOrDefault()?.Rows is { } watched && call.ArgumentFor(1) is { } argument
            ? new Validation(watched, argument.Value)
            : pipeline.Validation;
        return new Value.Model(pipeline, schema)
        {
            SelectedBy = SelectionOf(estimator),
            PreparedBy = [.. data?.Fittings.Where(fitting => fitting is { HasTrainer: false, Preparation: not null }) ?? []],
            Fitting = data?.Rows is { } rows
                ? new Fitting([.. pipeline.Steps.Where(step => step.Row.Learns)], rows, call, _site ?? call, validation)
                : null,
        };
    }

    /// <summary>The best model of an experiment, which stands for its result.</summary>
    private Value.Model? Search(IInvocationOperation call, Value.Data? data) => data?.Rows is { } rows
        ? new Value.Model(Pipeline.Unknown, data.Schema)
        {
            Fitting = new Fitting([], rows, call, _site ?? call, Validation: null) { IsSearch = true },
        }
        : null;

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
        return RowSchema.Of(call.TargetMethod.TypeArguments.FirstOrDefault(), _symbols);
    }

    /// <summary>A helper of the compilation, run with what it is given here.</summary>
    private Value? Help(IInvocationOperation call, Value?[] arguments)
    {
        var method = call.TargetMethod;
        if (_frames.Count > MaximumHelperDepth || _helpers >= MaximumHelpers || !IsOfInterest(method, arguments))
            return null;

        if (_localFunctions.TryGetValue(method.OriginalDefinition, out var local))
        {
            _called.Add(local.Symbol);
            return local.Body is { } body ? Inside(call, body, Captured(body), local.Symbol, arguments) : null;
        }

        return _analysis.BodyOf(method, _cancellationToken) is { } other
            ? Inside(call, other, new Variables(), method.OriginalDefinition, arguments)
            : Answered(call, method, arguments);
    }

    /// <summary>What the overrides of an abstract method have in common.</summary>
    private Value? Answered(IInvocationOperation call, IMethodSymbol method, Value?[] arguments)
    {
        Value? value = null;
        var isFirst = true;
        foreach (var (answering, body) in _analysis.OverridesOf(method, _cancellationToken))
        {
            var answer = Inside(call, body, new Variables(), answering, arguments);
            value = isFirst ? answer : Value.Either(value, answer);
            isFirst = false;
        }

        return value;
    }

    /// <summary>An estimator that the table does not know, with the rows that it is given to watch its progress on.</summary>
    private Value.Estimator? UnknownTrainer(IInvocationOperation call, Value?[] arguments)
    {
        var validation = call.Arguments.FirstOrDefault(argument =>
            argument.Parameter?.Name is "validationSet" or "validationData" && argument.IsWritten());
        var watched = validation?.Parameter is { } parameter ? arguments[parameter.Ordinal] : null;
        var blame = validation?.Value;
        if (validation is null && SetInOptions(call) is { } set)
            (watched, blame) = (Evaluate(set), set);
        return watched is Value.Data { Rows: { } rows } && _symbols.IsOrInherits(call.Type, MlNetTypes.IEstimator)
            ? Make(Pipeline.UnknownWatching(new Validation(rows, blame!)), contest: [])
            : null;
    }

    /// <summary>What the options of a trainer are given once as <c>ValidationSet</c>, where they are made or later in the body.</summary>
    private static IOperation? SetInOptions(IInvocationOperation call)
    {
        if (call.Arguments.Argument("options") is not { } options
            || LocalValues.Origin(options.Value) is not IObjectCreationOperation creation)
            return null;
        var later = options.Value is ILocalReferenceOperation { Local: var kept }
            ? BodyIndex.Around(call).ReferencesTo(kept).Select(read => read.Parent?.Parent).OfType<ISimpleAssignmentOperation>()
            : [];
        return (creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>() ?? []).Concat(later)
            .Where(assignment => assignment.Target is IMemberReferenceOperation { Member.Name: "ValidationSet" })
            .Take(2).ToList() is [var only]
                ? only.Value
                : null;
    }

    private static bool IsOfInterest(IMethodSymbol method, Value?[] arguments) =>
        arguments.Any(argument => argument is not (null or Value.Text or Value.Same or Value.Measured or Value.Unknown))
        || PipelineAnalysis.MayHoldPipeline(method.ReturnType);

    private Value? Inside(IOperation caller, IOperation body, Variables variables, IMethodSymbol method, Value?[] arguments)
    {
        var frame = new Frame();
        if (_frames.Any(outer => SymbolEqualityComparer.Default.Equals(outer.Method, method)))
            return null;

        frame.Method = method;
        _helpers++;
        var site = _site;
        _site ??= caller;
        var outside = _variables;
        _variables = variables;
        for (var i = 0; i < arguments.Length && i < method.Parameters.Length; i++)
            Write(method.Parameters[i], arguments[i]);
        _frames.Push(frame);
        var (breaks, turn) = (_breaks, _turn);
        (_breaks, _turn) = (new(), Turn.None);
        Enter(body);
        (_breaks, _turn) = (breaks, turn);
        _frames.Pop();
        _variables = outside;
        _site = site;
        return frame.Returned;
    }
}
