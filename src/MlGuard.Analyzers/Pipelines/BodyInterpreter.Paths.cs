using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Pipelines;

/// <content>
/// Which texts and collections are the same wherever they are read, though nobody knows them: so two loads are seen to be of one file, or
/// of the same objects.
/// </content>
internal sealed partial class BodyInterpreter
{
    private static readonly ImmutableHashSet<string> s_joining = ["Combine", "Join", "GetFullPath"];

    private static int s_paths;

    /// <summary>A text or collection that nothing else is known of, so that it is only equal to itself.</summary>
    private static Value.Same? NewSame(ITypeSymbol? type) => type?.SpecialType == SpecialType.System_String || IsCollection(type)
        ? new Value.Same($"#{Interlocked.Increment(ref s_paths)}")
        : null;

    private static bool IsCollection(ITypeSymbol? type) =>
        type is IArrayTypeSymbol || type?.ContainingNamespace?.ToDisplayString() is "System.Collections.Generic" or "System.Collections.Immutable";

    /// <summary>Whoever holds it as this may put other elements into it.</summary>
    private static bool MayBeChanged(ITypeSymbol? type) => type is IArrayTypeSymbol || (IsCollection(type)
        && type!.ContainingNamespace.Name != "Immutable" && type.Name != "IEnumerable"
        && !type.Name.StartsWith("IReadOnly", StringComparison.Ordinal));

    /// <summary>A collection that a call may have changed is another one from there on.</summary>
    private void NoteChanges(IInvocationOperation call)
    {
        if (call.TargetMethod.ContainingType is { Name: "Enumerable" or "DataOperationsCatalog" or "Console" or "String" })
            return;
        Change(call.Instance);
        foreach (var argument in call.Arguments)
            Change(argument.Value);
    }

    private void Change(IOperation? collection)
    {
        if (collection is IConversionOperation conversion)
            Change(conversion.Operand);
        else if (collection is not null && MayBeChanged(collection.Type) && LocalValues.VariableOf(collection) is { } variable
            && _variables[variable] is Value.Same)
            _variables[variable] = NewSame(collection.Type);
    }

    /// <summary>The objects that rows are made of, where they are kept in a variable.</summary>
    private string? ObjectsOf(IInvocationOperation load)
    {
        var objects = load.Arguments.Argument("data")?.Value;
        while (objects is IConversionOperation { OperatorMethod: null } conversion)
            objects = conversion.Operand;
        return objects is not null && LocalValues.VariableOf(objects) is { } variable ? (_variables[variable] as Value.Same)?.Key : null;
    }

    private static ITypeSymbol? TypeOf(ISymbol variable) => variable switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol { RefKind: RefKind.None } parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        _ => null,
    };

    /// <summary>The text that <paramref name="operation"/> gives, when it is made of parts that are known to stay what they are.</summary>
    private Value.Same? PathOf(IOperation? operation) =>
        operation?.Type?.SpecialType == SpecialType.System_String && KeyOf(operation) is { } key ? new Value.Same(key) : null;

    private string? KeyOf(IOperation operation)
    {
        if (TextOf(operation) is { } text)
            return $"\"{text}\"";
        if (LocalValues.VariableOf(operation) is { } variable)
            return (_variables[variable] as Value.Same)?.Key;
        return operation switch
        {
            IConversionOperation { OperatorMethod: null } conversion => KeyOf(conversion.Operand),
            IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } member when IsSteady(member.Member) =>
                member.Member.OriginalDefinition.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + "@" + member.Member.Name,
            IInvocationOperation call when s_joining.Contains(call.TargetMethod.Name)
                && _symbols.Is(call.TargetMethod.ContainingType, "System.IO.Path") => Joined(call.TargetMethod.Name, call.Arguments),
            _ => null,
        };
    }

    private string? Joined(string name, ImmutableArray<IArgumentOperation> arguments)
    {
        var keys = new List<string>();
        foreach (var argument in arguments)
        {
            var parts = argument.ArgumentKind == ArgumentKind.ParamArray ? Constants.Elements(argument.Value) : [argument.Value];
            foreach (var part in parts ?? [null])
            {
                if (part is null || KeyOf(part) is not { } key)
                    return null;
                keys.Add(key);
            }
        }

        return $"{name}({string.Join(",", keys)})";
    }

    /// <summary>A member that is given its text once, where it is declared or made.</summary>
    private bool IsSteady(ISymbol member) => member switch
    {
        IFieldSymbol { IsReadOnly: true } => true,
        IPropertySymbol { SetMethod: null, IsIndexer: false } property => IsAutomatic(property),
        IFieldSymbol or IPropertySymbol { IsIndexer: false } =>
            _analysis.ValuesGivenTo(member, _cancellationToken).Take(2).ToList() is [{ Parent: ISymbolInitializerOperation }],
        _ => false,
    };

    /// <summary>One that computes its text may give another one each time.</summary>
    private static bool IsAutomatic(IPropertySymbol property) => property.ContainingType.GetMembers().OfType<IFieldSymbol>()
        .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    /// <summary>The file that a load reads, and reads whole; null when that is not known.</summary>
    private string? FileOf(IInvocationOperation load)
    {
        if (load.Arguments.Argument("options") is { } options && options.IsWritten())
            return null;
        return PathArgumentOf(load) is { } path ? KeyOf(path) : null;
    }

    /// <summary>The single path that a load is given.</summary>
    public static IOperation? PathArgumentOf(IInvocationOperation load) => load.Arguments.Argument("path")?.Value switch
    {
        { Type: IArrayTypeSymbol } paths => Constants.Elements(paths) is [{ } only] ? only : null,
        var path => path,
    };
}
