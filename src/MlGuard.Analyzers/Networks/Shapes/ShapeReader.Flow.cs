using System.Runtime.CompilerServices;
using MlGuard.Analyzers.Frameworks.Torch;

namespace MlGuard.Analyzers.Networks.Shapes;

/// <summary>The statements of a body, in order.</summary>
internal sealed partial class ShapeReader
{
    /// <summary>Runs a statement; the sizes of what it returns, when all its returns agree.</summary>
    private TensorShape? Run(IOperation operation, ShapeScope scope)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (++_steps > MaximumSteps)
            return null;
        switch (operation)
        {
            case ILocalFunctionOperation or IAnonymousFunctionOperation:
                return null;
            case IVariableDeclaratorOperation declarator:
                if (declarator.GetVariableInitializer() is { } initializer)
                    Give(declarator.Symbol, initializer.Value, scope);
                return null;
            case IReturnOperation { ReturnedValue: { } returned }:
                return Value(returned, scope);
            case IConditionalOperation conditional:
                Run(conditional.Condition, scope);
                Choose([conditional.WhenTrue, conditional.WhenFalse], scope);
                return null;
            case ILoopOperation loop when Unroll(loop, scope):
                return null;
            case ILoopOperation loop:
                Forget(loop, scope);
                Children(loop, scope);
                Forget(loop, scope);
                return null;
            case ISwitchOperation or ITryOperation:
                Forget(operation, scope);
                Children(operation, scope);
                Forget(operation, scope);
                return null;
            case IExpressionStatementOperation { Operation: var statement }:
                Value(statement, scope);
                return null;
            case IBlockOperation or IMethodBodyOperation or IConstructorBodyOperation or IVariableDeclarationGroupOperation
                or IVariableDeclarationOperation or IUsingOperation or IUsingDeclarationOperation:
                return Children(operation, scope);
            default:
                Value(operation, scope);
                return null;
        }
    }

    private TensorShape? Children(IOperation operation, ShapeScope scope)
    {
        TensorShape? result = null;
        var returns = 0;
        foreach (var child in operation.ChildOperations)
        {
            var made = Run(child, scope);
            if (child is IReturnOperation or IBlockOperation or IUsingOperation && made is not null)
                (result, returns) = (made, returns + 1);
        }

        return returns == 1 && operation.Descendants().OfType<IReturnOperation>().Take(2).Count() == 1 ? result : null;
    }

    /// <summary>The value of an expression, with what stands in it looked at.</summary>
    private TensorShape? Value(IOperation value, ShapeScope scope)
    {
        var bare = Unwrapped(value);
        switch (bare)
        {
            case ISimpleAssignmentOperation assignment:
                return Assign(assignment, scope);
            case IDeconstructionAssignmentOperation deconstruction:
                Deconstruct(deconstruction, scope);
                return null;
            case ICompoundAssignmentOperation { Target: ILocalReferenceOperation target } compound:
                scope.Give(target.Local, Broadcast(TensorOf(target, scope), Value(compound.Value, scope), compound));
                return null;
            case IInvocationOperation call when HoldsTensors(call.Type):
                PartsOf(call, scope);
                return null;
            case IInvocationOperation or IBinaryOperation or IUnaryOperation or IPropertyReferenceOperation or IFieldReferenceOperation
                or IArrayElementReferenceOperation when flow.Symbols.IsTensor(bare.Type):
            case ILocalReferenceOperation or IParameterReferenceOperation:
                return TensorOf(bare, scope);
            case IAnonymousFunctionOperation or ILocalFunctionOperation:
                return null;
            default:
                foreach (var child in bare.ChildOperations)
                    Value(child, scope);
                return null;
        }
    }

    private TensorShape? Assign(ISimpleAssignmentOperation assignment, ShapeScope scope)
    {
        var target = assignment.Target switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => (ISymbol?)null,
        };
        return target is null ? Value(assignment.Value, scope) : Give(target, assignment.Value, scope);
    }

    private TensorShape? Give(ISymbol variable, IOperation value, ShapeScope scope)
    {
        if (HoldsTensors(Unwrapped(value).Type))
        {
            scope.Parts[variable] = PartsOf(value, scope);
            return null;
        }

        var made = Value(value, scope);
        scope.Give(variable, made);
        return made;
    }

    /// <summary>What a tuple or a layer with several answers gives to several variables.</summary>
    private void Deconstruct(IDeconstructionAssignmentOperation deconstruction, ShapeScope scope)
    {
        var made = PartsOf(deconstruction.Value, scope);
        var target = deconstruction.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : deconstruction.Target;
        if (target is not ITupleOperation tuple)
            return;
        for (var i = 0; i < tuple.Elements.Length; i++)
        {
            var part = tuple.Elements[i] is IDeclarationExpressionOperation declared ? declared.Expression : tuple.Elements[i];
            if (part is ILocalReferenceOperation local)
                scope.Give(local.Local, made.IsDefault || i >= made.Length ? null : made[i]);
        }
    }

    /// <summary>Only what some branch gives to a variable can differ after them.</summary>
    private void Choose(IReadOnlyList<IOperation?> branches, ShapeScope scope)
    {
        var given = branches.Select(branch => scope.GivenBy(() =>
        {
            if (branch is not null)
                Run(branch, scope);
        })).ToList();
        ForgetParts(branches, scope);
        foreach (var variable in given.SelectMany(it => it.Keys).ToImmutableHashSet<ISymbol>(SymbolEqualityComparer.Default))
        {
            var shapes = given.Select(it => it.TryGetValue(variable, out var shape) ? shape : scope.TensorIn(variable)).ToList();
            scope.Give(variable, shapes.All(shape => Same(shape, shapes[0])) ? shapes[0] : null);
        }
    }

    private static bool Same(TensorShape? one, TensorShape? other) =>
        one is not null && other is not null && one.IsOpen == other.IsOpen && one.Dims.SequenceEqual(other.Dims);

    private static void ForgetParts(IEnumerable<IOperation?> branches, ShapeScope scope)
    {
        foreach (var local in branches.OfType<IOperation>().SelectMany(Assigned))
            scope.Parts.Remove(local);
    }

    private static void Forget(IOperation code, ShapeScope scope)
    {
        foreach (var variable in Assigned(code))
        {
            scope.Give(variable, null);
            scope.Parts.Remove(variable);
        }
    }

    private static IEnumerable<ISymbol> Assigned(IOperation code) =>
        code.Descendants().OfType<IAssignmentOperation>().SelectMany(assignment => assignment.Target.DescendantsAndSelf())
            .Select(part => part switch
            {
                ILocalReferenceOperation local => local.Local,
                IParameterReferenceOperation parameter => parameter.Parameter,
                _ => (ISymbol?)null,
            }).OfType<ISymbol>();
}
