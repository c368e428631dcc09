using System.Runtime.CompilerServices;

namespace MlGuard.Analyzers.Flow.Values;

/// <summary>
/// What the variables of one body are given. Only a variable with a single write has a known value: with more, any answer could be wrong,
/// and unknown means silent.
/// </summary>
internal sealed class LocalValues
{
    private const int MaximumSteps = 32;

    private static readonly ConditionalWeakTable<IOperation, LocalValues> s_known = new();

    private static readonly ConditionalWeakTable<SemanticModel, LocalValues> s_scripts = new();

    private readonly Dictionary<ISymbol, Write> _writes = new(SymbolEqualityComparer.Default);

    private LocalValues(IEnumerable<IOperation> body)
    {
        foreach (var operation in body)
            Read(operation);
    }

    /// <summary>The values of the whole body that <paramref name="operation"/> stands in.</summary>
    public static LocalValues Around(IOperation operation)
    {
        var root = Bodies.RootOf(operation);
        return Bodies.IsInScript(root)
            ? s_scripts.GetValue(root.SemanticModel!, _ => new LocalValues(Bodies.AllAround(root)))
            : s_known.GetValue(root, static root => new LocalValues(root.DescendantsAndSelf()));
    }

    /// <summary>
    /// Where the value of <paramref name="operation"/> comes from: through conversions, <c>await</c> and variables written once.
    /// </summary>
    public static IOperation Origin(IOperation operation)
    {
        var values = Around(operation);
        for (var step = 0; step < MaximumSteps; step++)
        {
            var next = operation switch
            {
                IConversionOperation { OperatorMethod: null } conversion => conversion.Operand,
                IParenthesizedOperation parenthesized => parenthesized.Operand,
                IAwaitOperation awaited => awaited.Operation,
                IDelegateCreationOperation creation => creation.Target,
                _ => VariableOf(operation) is { } variable ? values.SingleValue(variable) : null,
            };
            if (next is null)
                return operation;
            operation = next;
        }

        return operation;
    }

    /// <summary>The one value that <paramref name="variable"/> ever has, or null.</summary>
    public IOperation? SingleValue(ISymbol variable) =>
        _writes.TryGetValue(variable, out var write) && write.Count == 1 && variable is not IParameterSymbol ? write.Value : null;

    /// <summary>Whether <paramref name="variable"/> means the same value wherever it is read.</summary>
    public bool IsStable(ISymbol variable) =>
        !_writes.TryGetValue(variable, out var write) || write.Count <= (variable is IParameterSymbol ? 0 : 1);

    /// <summary>
    /// The local, parameter or script variable that <paramref name="operation"/> reads; in a script the variables are fields.
    /// </summary>
    public static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Field.ContainingType.IsScriptClass: true } field => field.Field,
        _ => null,
    };

    private void Read(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { } initializer:
                Add(declarator.Symbol, initializer.Value);
                break;
            case IFieldInitializerOperation { InitializedFields: [{ ContainingType.IsScriptClass: true } field] } initializer:
                Add(field, initializer.Value);
                break;
            case ISimpleAssignmentOperation assignment:
                Assign(assignment.Target, assignment.Value);
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                Deconstruct(deconstruction.Target, deconstruction.Value);
                break;
            case IAssignmentOperation other:
                Assign(other.Target, value: null);
                break;
            case IIncrementOrDecrementOperation step:
                Assign(step.Target, value: null);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                Assign(argument.Value, value: null);
                break;
            case IAddressOfOperation address:
                Assign(address.Reference, value: null);
                break;
            case IForEachLoopOperation loop:
                foreach (var local in loop.Locals)
                    Add(local, value: null);
                break;
            case IDeclarationPatternOperation { DeclaredSymbol: { } declared }:
                Add(declared, value: null);
                break;
        }
    }

    private void Deconstruct(IOperation target, IOperation value)
    {
        if (target is IDeclarationExpressionOperation declaration)
            target = declaration.Expression;
        if (target is not ITupleOperation targets)
        {
            Assign(target, value: null);
            return;
        }

        var values = value is IConversionOperation conversion ? conversion.Operand : value;
        for (var i = 0; i < targets.Elements.Length; i++)
        {
            var element = values is ITupleOperation tuple && i < tuple.Elements.Length ? tuple.Elements[i] : null;
            if (targets.Elements[i] is ITupleOperation nested)
                Deconstruct(nested, element ?? nested);
            else
                Assign(targets.Elements[i], element);
        }
    }

    private void Assign(IOperation target, IOperation? value)
    {
        if (target is IDeclarationExpressionOperation declaration)
            target = declaration.Expression;
        if (VariableOf(target) is { } variable)
            Add(variable, value);
        else if (target is IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } member)
            Add(member.Member, value: null);
    }

    private void Add(ISymbol variable, IOperation? value) =>
        _writes[variable] = _writes.TryGetValue(variable, out var earlier) ? new Write(earlier.Count + 1, null) : new Write(1, value);

    private readonly record struct Write(int Count, IOperation? Value);
}
