using System.Runtime.CompilerServices;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;

namespace MlGuard.Analyzers.Networks;

/// <summary>
/// Reads a body in the order in which it runs, and writes down what it does to models, optimizers and tensors. A helper of this compilation
/// is read once and stands in for its call; a lambda is taken to run where it is written.
/// </summary>
internal sealed class EventReader(TorchFlow flow, CancellationToken cancellationToken)
{
    private const int MaximumDepth = 6;

    private const int MaximumEvents = 2000;

    private readonly HashSet<ISymbol> _reading = new(SymbolEqualityComparer.Default);

    private List<TorchEvent> _events = [];
    private Place _place = Place.Start;

    /// <summary>Whether a helper was left out because it is being read already.</summary>
    public bool IsCut { get; private set; }

    public ImmutableArray<TorchEvent> Read(IEnumerable<IOperation> roots)
    {
        foreach (var root in roots)
            Visit(root);
        return [.. _events];
    }

    /// <summary>The events of a helper, in terms of its own parameters.</summary>
    public ImmutableArray<TorchEvent> ReadHelper(IOperation body)
    {
        var (events, place) = (_events, _place);
        (_events, _place) = ([], Place.Start);
        if (body is ILocalFunctionOperation { Body: { } statements })
            Visit(statements);
        else
            Visit(body);
        ImmutableArray<TorchEvent> read = [.. _events];
        (_events, _place) = (events, place);
        return read;
    }

    private void Visit(IOperation operation)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (operation)
        {
            case ILocalFunctionOperation:
                break;
            case IBlockOperation or IMethodBodyOperation or IConstructorBodyOperation:
                Inside(_place, operation);
                break;
            case IUsingOperation { Resources: var resources } use:
                Inside(Opened(resources, _place), operation);
                break;
            case IUsingDeclarationOperation { DeclarationGroup: var group }:
                VisitAll(operation);
                _place = Opened(group, _place);
                break;
            case IExpressionStatementOperation { Operation: var statement }:
                VisitAll(operation);
                _place = Switched(statement, _place);
                break;
            case ILoopOperation or IAnonymousFunctionOperation or ISwitchCaseOperation or ICatchClauseOperation:
                Inside(_place with { Inside = _place.Inside.Push(operation) }, operation);
                break;
            case IConditionalOperation conditional:
                Visit(conditional.Condition);
                Branch(conditional.WhenTrue);
                if (conditional.WhenFalse is { } otherwise)
                    Branch(otherwise);
                break;
            case IInvocationOperation call:
                VisitAll(call);
                Note(call);
                break;
            default:
                VisitAll(operation);
                NoteGradient(operation);
                break;
        }
    }

    private void VisitAll(IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
            Visit(child);
    }

    private void Inside(Place place, IOperation operation)
    {
        var outer = _place;
        _place = place;
        VisitAll(operation);
        _place = outer;
    }

    private void Branch(IOperation branch)
    {
        var outer = _place;
        _place = _place with { Inside = _place.Inside.Push(branch) };
        Visit(branch);
        _place = outer;
    }

    private void Note(IInvocationOperation call)
    {
        var meaning = flow.Members.Of(call.TargetMethod);
        if (meaning == TorchMeaning.Forward && flow.Symbols.IsLoss(call.Instance?.Type))
            meaning = TorchMeaning.Loss;
        if (meaning != TorchMeaning.None)
        {
            Add(new TorchEvent(
                meaning, SubjectOf(call, meaning), call, call, _place.Around, _place.IsUntracked, _place.Scope)
            {
                Others = meaning is TorchMeaning.MakeOptimizer or TorchMeaning.Clip ? Owners(call) : [],
            });
        }
        else if (!TorchTypes.Declares(call.TargetMethod))
        {
            Enter(call);
        }
    }

    private ISymbol? SubjectOf(IInvocationOperation call, TorchMeaning meaning) => meaning switch
    {
        TorchMeaning.MakeOptimizer => TorchValues.TargetOf(call),
        TorchMeaning.Clip => Owners(call).FirstOrDefault(),
        _ => FluentChain.ReceiverOf(call) is { } receiver
            ? TorchValues.SubjectOf(receiver, flow.Members) ?? MovedTo(call, meaning)
            : null,
    };

    /// <summary>The variable that a new model gets into by way of a move.</summary>
    private static ISymbol? MovedTo(IInvocationOperation call, TorchMeaning meaning) =>
        meaning is TorchMeaning.Move or TorchMeaning.Load ? TorchValues.TargetOf(call) : null;

    /// <summary>The models whose parameters the call is given.</summary>
    private ImmutableArray<ISymbol> Owners(IInvocationOperation call) =>
    [
        .. call.Arguments.SelectMany(argument => TorchValues.Behind(argument.Value))
            .OfType<IInvocationOperation>().Where(it => it.TargetMethod.Name is "parameters" or "named_parameters")
            .Select(it => it.Instance is { } owner ? TorchValues.SubjectOf(owner, flow.Members) : null).OfType<ISymbol>(),
    ];

    private void Enter(IInvocationOperation call)
    {
        var method = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition;
        var body = method.MethodKind == MethodKind.LocalFunction ? LocalFunction(call) : flow.BodyOf(method, cancellationToken);
        if (body is null || method.IsVirtual || method.IsAbstract)
        {
            NotePassedOn(call);
            return;
        }

        if (_reading.Count >= MaximumDepth || !_reading.Add(method))
        {
            IsCut = true;
            return;
        }

        var events = flow.EventsOf(method, body, this);
        _reading.Remove(method);
        var given = call.Arguments.Where(argument => argument.Parameter is not null)
            .ToDictionary(
                argument => (ISymbol)argument.Parameter!.OriginalDefinition, argument => argument.Value, SymbolEqualityComparer.Default);
        foreach (var it in events)
        {
            Add(it with
            {
                Subject = Renamed(it.Subject, given),
                Others = [.. it.Others.Select(other => Renamed(other, given)).OfType<ISymbol>()],
                Site = call,
                Around = [.. _place.Around, .. it.Around],
                IsUntracked = it.IsUntracked || _place.IsUntracked,
                Scope = it.Scope ?? _place.Scope,
            });
        }
    }

    private static IOperation? LocalFunction(IInvocationOperation call) =>
        Bodies.AllAround(call).OfType<ILocalFunctionOperation>()
            .FirstOrDefault(it => SymbolEqualityComparer.Default.Equals(it.Symbol, call.TargetMethod.OriginalDefinition));

    private ISymbol? Renamed(ISymbol? subject, Dictionary<ISymbol, IOperation> given) =>
        subject is IParameterSymbol && given.TryGetValue(subject.OriginalDefinition, out var value)
            ? TorchValues.SubjectOf(value, flow.Members)
            : subject;

    private void NotePassedOn(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (IsFollowed(argument.Value) && TorchValues.SubjectOf(argument.Value, flow.Members) is { } subject)
                Add(new TorchEvent(
                    TorchMeaning.PassedOn, subject, call, call, _place.Around, _place.IsUntracked, _place.Scope));
        }
    }

    private bool IsFollowed(IOperation value)
    {
        var type = value is IConversionOperation conversion ? conversion.Operand.Type : value.Type;
        return flow.Symbols.IsModule(type) || flow.Symbols.IsOrInherits(type, TorchTypes.Optimizer);
    }

    /// <summary>Gradients that are read, zeroed or set by hand.</summary>
    private void NoteGradient(IOperation operation)
    {
        if (operation is IPropertyReferenceOperation { Property.Name: "grad" } reference && TorchTypes.Declares(reference.Property))
            Add(new TorchEvent(
                TorchMeaning.Gradient, null, reference, reference, _place.Around, _place.IsUntracked, _place.Scope));
    }

    private void Add(TorchEvent it)
    {
        if (_events.Count < MaximumEvents)
            _events.Add(it);
    }

    /// <summary>The place behind a using: gradients may be off there, a scope may be open.</summary>
    private Place Opened(IOperation resources, Place place)
    {
        foreach (var call in Bodies.Own(resources).OfType<IInvocationOperation>())
        {
            place = flow.Members.Of(call.TargetMethod) switch
            {
                TorchMeaning.StopGradients when !TorchValues.IsFalse(call.Arguments.Argument("mode"), call.TargetMethod.Name) =>
                    place with { IsUntracked = true },
                TorchMeaning.TrackGradients => place with { IsUntracked = false },
                TorchMeaning.OpenScope => place with { Scope = call },
                _ => place,
            };
        }

        return place;
    }

    private Place Switched(IOperation statement, Place place) =>
        statement is IInvocationOperation { TargetMethod.Name: "set_grad_enabled" } ? Opened(statement, place) : place;

    /// <param name="Inside">The loops, branches and lambdas around it, the innermost on top: a long chain of branches nests deeply.</param>
    /// <param name="IsUntracked">Whether gradients are switched off there.</param>
    /// <param name="Scope">The dispose scope that is open there.</param>
    private readonly record struct Place(ImmutableStack<IOperation> Inside, bool IsUntracked, IOperation? Scope)
    {
        public static Place Start { get; } = new([], false, null);

        /// <summary>The outermost first.</summary>
        public ImmutableArray<IOperation> Around => [.. Inside.Reverse()];
    }
}
