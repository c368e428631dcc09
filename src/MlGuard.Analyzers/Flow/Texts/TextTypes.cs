namespace MlGuard.Analyzers.Flow.Texts;

/// <summary>Which types carry text. Numbers, dates and enumerations say nothing that a model or a shell could obey.</summary>
internal static class TextTypes
{
    private const int MaximumDepth = 4;

    private static readonly ImmutableHashSet<string> s_plain = [
        "Guid", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan", "Version", "CancellationToken", "Half", "Int128", "UInt128",
        "BigInteger", "Type"];

    private static readonly ImmutableHashSet<string> s_ownMembers = [
        "Length", "Count", "FinishReason", "StopReason", "Usage", "Role", "MediaType", "Kind", "Type", "Status", "Model",
        "Object", "CreatedAt", "MimeType", "Encoding", "ServiceTier", "SystemFingerprint", "ContinuationToken"];

    public static bool MayCarry(ITypeSymbol? type) => MayCarry(type, MaximumDepth);

    private static bool MayCarry(ITypeSymbol? type, int depth) => type switch
    {
        null => false,
        _ when depth == 0 => true,
        { SpecialType: SpecialType.System_String or SpecialType.System_Object } => true,
        IArrayTypeSymbol array => array.ElementType.SpecialType == SpecialType.System_Char || MayCarry(array.ElementType, depth - 1),
        { TypeKind: TypeKind.Enum or TypeKind.Delegate or TypeKind.Pointer } => false,
        INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments.IsEmpty: true } => false,
        { SpecialType: not SpecialType.None, IsValueType: true } and not INamedTypeSymbol { IsGenericType: true } => false,
        { SpecialType: SpecialType.System_Void } => false,
        INamedTypeSymbol { IsGenericType: true, ContainingNamespace: var space } generic when IsOfSystem(space) =>
            generic.TypeArguments.Any(it => it.SpecialType == SpecialType.System_Char || MayCarry(it, depth - 1)),
        INamedTypeSymbol { IsGenericType: true, Name: "Embedding" or "GeneratedEmbeddings" } => false,
        { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true }, Name: var name } => !s_plain.Contains(name),
        _ => true,
    };

    private static bool IsOfSystem(INamespaceSymbol? space)
    {
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space is { Name: "System", ContainingNamespace.IsGlobalNamespace: true })
                return true;
        }

        return false;
    }

    /// <summary>What a library's type says of an answer, and not the answer.</summary>
    public static bool IsAboutText(IPropertySymbol property) =>
        s_ownMembers.Contains(property.Name)
        || property.Name.EndsWith("Id", StringComparison.Ordinal)
        || property.Name.EndsWith("Name", StringComparison.Ordinal);

    /// <summary>Whether a parameter of this type is filled from what a request says, and not injected.</summary>
    public static bool IsRequestData(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String } => true,
        IArrayTypeSymbol array => IsRequestData(array.ElementType),
        INamedTypeSymbol { Name: "IFormFile" or "IFormFileCollection" } => true,
        INamedTypeSymbol { IsGenericType: true } generic when IsOfSystem(generic.ContainingNamespace) =>
            generic.TypeArguments.Length == 1 && IsRequestData(generic.TypeArguments[0]),
        INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: SpecialType.None } named =>
            !IsOfSystem(named.ContainingNamespace) && HoldsOnlyData(named),
        _ => false,
    };

    /// <summary>A record, a class of properties, or a message of a generated contract; a service has methods.</summary>
    private static bool HoldsOnlyData(INamedTypeSymbol type) =>
        type.IsRecord
        || type.AllInterfaces.Any(contract => contract is { Name: "IMessage", ContainingNamespace.Name: "Protobuf" })
        || (type.GetMembers().OfType<IPropertySymbol>().Any(property => property.SetMethod is not null)
            && type.GetMembers().OfType<IMethodSymbol>().All(method =>
                method.MethodKind != MethodKind.Ordinary || method.IsOverride || method.IsStatic));
}
