using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;
using MlGuard.Analyzers.Networks;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2016: a tensor that is used after its dispose scope, or a sum of losses that keeps every graph.</summary>
/// <remarks>Run against TorchSharp 0.107.0: "Tensor invalid -- empty handle".</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EscapedTensorAnalyzer() : TorchAnalyzer(RuleIds.EscapedTensor)
{
    private protected override IEnumerable<Diagnostic> FindingsIn(
        TorchBody body, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var scopes = TensorScope.In(body, compilation.Torch.Members)
            .Where(scope => compilation.Torch.Members.Of(scope.Opener.TargetMethod) == TorchMeaning.OpenScope).ToList();
        var ends = scopes.Select(scope => scope.Function).Distinct().ToDictionary(function => function, EndsIn);
        var escapes = scopes.SelectMany(scope => EscapesFrom(scope, ends[scope.Function], body, compilation.Torch))
            .Select(it => At(
                it.Syntax.GetLocation(), "This tensor is disposed with its scope", "gets an empty handle",
                "Call MoveToOuterDisposeScope on it"));
        var sums = body.Has(TorchMeaning.Backward) ? SumsIn(body, scopes, compilation.Torch) : [];
        return escapes.Concat(sums.Select(it => At(
            it.Syntax.GetLocation(), "This sum keeps the graph of every loss", "runs out of memory",
            "Add the number, loss.item<float>()"))).Distinct();
    }

    /// <summary>Where a function may give a tensor away, in the order of the source.</summary>
    private static IOperation[] EndsIn(IOperation function) =>
    [
        .. Bodies.Own(function).Where(operation => operation is IReturnOperation or IAssignmentOperation)
            .OrderBy(operation => operation.Syntax.SpanStart),
    ];

    /// <summary>The index of the first of <paramref name="ends"/> that begins at <paramref name="start"/> or behind it.</summary>
    private static int FirstFrom(int start, IOperation[] ends)
    {
        var (low, high) = (0, ends.Length);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = ends[middle].Syntax.SpanStart < start ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static IEnumerable<IOperation> EscapesFrom(TensorScope scope, IOperation[] ends, TorchBody body, TorchFlow flow)
    {
        for (var at = FirstFrom(scope.Region.Start, ends); at < ends.Length && ends[at].Syntax.SpanStart < scope.Region.End; at++)
        {
            var operation = ends[at];
            if (!scope.Contains(operation))
                continue;
            switch (operation)
            {
                case IReturnOperation { ReturnedValue: { } returned }:
                    foreach (var part in Parts(returned))
                    {
                        if (IsMadeIn(part, scope, flow) && !IsKept(part, scope, body, flow))
                            yield return part;
                    }

                    break;
                case IAssignmentOperation assignment when operation is ISimpleAssignmentOperation or ICompoundAssignmentOperation
                    && flow.Symbols.IsTensor(assignment.Target.Type) && IsOutside(assignment.Target, scope)
                    && (assignment is ICompoundAssignmentOperation || IsMadeIn(assignment.Value, scope, flow))
                    && !IsKept(assignment.Value, scope, body, flow) && !IsKept(assignment.Target, scope, body, flow)
                    && IsReadLater(assignment, scope):
                    yield return assignment.Value;
                    break;
            }
        }
    }

    private static IEnumerable<IOperation> Parts(IOperation value) => value switch
    {
        IConversionOperation conversion => Parts(conversion.Operand),
        ITupleOperation tuple => tuple.Elements.SelectMany(Parts),
        _ => [value],
    };

    /// <summary>Whether the tensor belongs to the scope: a call or an operator in it has made it.</summary>
    private static bool IsMadeIn(IOperation value, TensorScope scope, TorchFlow flow)
    {
        if (!flow.Symbols.IsTensor(value.Type))
            return false;

        var source = TensorReader.Source(value);
        return scope.Contains(source) && source switch
        {
            IInvocationOperation call => !call.TargetMethod.Name.EndsWith("_", StringComparison.Ordinal)
                && (flow.Members.Of(call.TargetMethod) is TorchMeaning.Forward or TorchMeaning.Loss
                    || (TorchTypes.Declares(call.TargetMethod) && flow.Members.Of(call.TargetMethod) == TorchMeaning.None
                        && flow.Symbols.IsTensor(call.Type) && call.TargetMethod.Name is not ("Tensor" or "alias"))),
            IBinaryOperation { OperatorMethod: { } method } => TorchTypes.Declares(method),
            IUnaryOperation { OperatorMethod: { } method } => TorchTypes.Declares(method),
            _ => false,
        };
    }

    /// <summary>Whether the tensor is taken out of the scope by name.</summary>
    private static bool IsKept(IOperation value, TensorScope scope, TorchBody body, TorchFlow flow)
    {
        var name = TorchValues.SubjectOf(value, flow.Members);
        return body.Of(TorchMeaning.Keep).Concat(body.Of(TorchMeaning.DisposeAll)).Any(it => scope.Contains(it.Call)
            && it.Call.DescendantsAndSelf().Any(part => Bodies.IsInside(part, value) || (name is not null && part switch
            {
                ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, name),
                IMemberReferenceOperation member => SymbolEqualityComparer.Default.Equals(member.Member, name),
                _ => false,
            })));
    }

    private static bool IsOutside(IOperation target, TensorScope scope) => target switch
    {
        ILocalReferenceOperation local => local.Local.DeclaringSyntaxReferences is [var declaration]
            && !scope.Region.Contains(declaration.Span) && !local.Local.IsRef,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } => true,
        IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation, Property.IsIndexer: false } => true,
        _ => false,
    };

    private static bool IsReadLater(IAssignmentOperation assignment, TensorScope scope)
    {
        if (assignment.Target is not ILocalReferenceOperation target)
            return true;

        var rounds = Bodies.LoopsAround(scope.Opener).Any(loop =>
            target.Local.DeclaringSyntaxReferences is [var declared] && !loop.Syntax.Span.Contains(declared.Span));
        return BodyIndex.Around(target).ReferencesTo(target.Local).Any(read =>
            !ReferenceEquals(read, target) && !IsWritten(read) && read.Syntax.SpanStart > scope.Region.End)
            || (rounds && (assignment is ICompoundAssignmentOperation || IsReadBefore(target, assignment, scope)));
    }

    private static bool IsReadBefore(ILocalReferenceOperation target, IAssignmentOperation assignment, TensorScope scope) =>
        BodyIndex.Around(target).ReferencesTo(target.Local)
            .FirstOrDefault(read => scope.Contains(read) && !ReferenceEquals(read, target)) is { } first
        && !IsWritten(first) && (first.Syntax.SpanStart < assignment.Syntax.SpanStart || Bodies.IsInside(first, assignment));

    private static bool IsWritten(ILocalReferenceOperation read) =>
        read.Parent is ISimpleAssignmentOperation assignment && ReferenceEquals(assignment.Target, read);

    /// <summary>Losses that are added up as tensors, where nobody asks the sum for gradients.</summary>
    private static IEnumerable<IOperation> SumsIn(TorchBody body, List<TensorScope> scopes, TorchFlow flow)
    {
        foreach (var pass in body.OwnOf(TorchMeaning.Backward).Where(it => it.Loop is not null && it.Subject is ILocalSymbol))
        {
            foreach (var assignment in pass.Loop!.Body.DescendantsAndSelf().OfType<IAssignmentOperation>())
            {
                if (AddedTo(assignment, flow) is { } added && assignment.Target is ILocalReferenceOperation { Local: var sum }
                    && sum.DeclaringSyntaxReferences is [var declared] && !pass.Loop.Syntax.Span.Contains(declared.Span)
                    && SymbolEqualityComparer.Default.Equals(TorchValues.SubjectOf(added, flow.Members), pass.Subject)
                    && !SymbolEqualityComparer.Default.Equals(sum, pass.Subject)
                    && !body.Of(TorchMeaning.Backward).Any(it => it.IsOf(sum))
                    && !scopes.Any(scope => scope.Contains(assignment)))
                    yield return added;
            }
        }
    }

    /// <summary>The tensor in <c>sum += loss</c> and in <c>sum = sum + loss</c>.</summary>
    private static IOperation? AddedTo(IAssignmentOperation assignment, TorchFlow flow) => assignment switch
    {
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add } sum when flow.Symbols.IsTensor(sum.Target.Type) => sum.Value,
        ISimpleAssignmentOperation
            { Target: ILocalReferenceOperation target, Value: IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum }
            when flow.Symbols.IsTensor(target.Type) && sum.LeftOperand is ILocalReferenceOperation left
            && SymbolEqualityComparer.Default.Equals(left.Local, target.Local) => sum.RightOperand,
        _ => null,
    };
}
