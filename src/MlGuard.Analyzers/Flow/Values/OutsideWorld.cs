using MlGuard.Analyzers.Frameworks;

namespace MlGuard.Analyzers.Flow.Values;

/// <summary>What code asks that may answer differently each time: the clock, chance, a file, a database, a service.</summary>
internal static class OutsideWorld
{
    private const string Clock = "the clock";
    private const string Chance = "chance";
    private const string File = "a file";
    private const string Database = "a database";
    private const string Service = "a service";

    private const int MaximumBodies = 64;

    private static readonly ImmutableDictionary<string, string> s_members = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["System.DateTime.Now"] = Clock, ["System.DateTime.UtcNow"] = Clock, ["System.DateTime.Today"] = Clock,
        ["System.DateTimeOffset.Now"] = Clock, ["System.DateTimeOffset.UtcNow"] = Clock,
        ["System.Environment.TickCount"] = Clock, ["System.Environment.TickCount64"] = Clock,
        ["System.Diagnostics.Stopwatch.GetTimestamp"] = Clock, ["System.TimeProvider.GetUtcNow"] = Clock,
        ["System.TimeProvider.GetLocalNow"] = Clock,
        ["System.Guid.NewGuid"] = Chance, ["System.Guid.CreateVersion7"] = Chance, ["System.Random.Shared"] = Chance,
        ["System.IO.Path.GetRandomFileName"] = Chance,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    private static readonly ImmutableHashSet<string> s_files = [
        "File", "Directory", "FileInfo", "DirectoryInfo", "FileStream", "StreamReader", "BinaryReader"];

    private static readonly ImmutableArray<(string Space, string What)> s_spaces =
    [
        ("System.Data", Database), ("Microsoft.Data", Database), ("Microsoft.EntityFrameworkCore", Database), ("Dapper", Database),
        ("Npgsql", Database), ("MySql", Database), ("MySqlConnector", Database), ("MongoDB", Database), ("Oracle", Database),
        ("StackExchange.Redis", Database), ("LiteDB", Database), ("System.Net", Service), ("Azure", Service), ("Amazon", Service),
        ("RestSharp", Service), ("Google.Cloud", Service), ("Confluent.Kafka", Service),
    ];

    /// <summary>
    /// What <paramref name="operation"/> asks, or null. A generator that the code seeds itself is asked the same each time.
    /// </summary>
    /// <param name="operation">The operation.</param>
    /// <param name="function">The code that runs each time anew.</param>
    /// <param name="symbols">The compilation's types.</param>
    public static string? AskedBy(IOperation operation, IOperation function, MlSymbols symbols) => operation switch
    {
        IPropertyReferenceOperation property => Named(property.Property),
        IInvocationOperation { Instance: { } generator,
            TargetMethod.ContainingType: { Name: "Random", ContainingNamespace.Name: "System" } } =>
            IsSeededIn(function, generator) ? null : Chance,
        IInvocationOperation call => Named(call.TargetMethod) ?? OfType(call.TargetMethod.ContainingType),
        IObjectCreationOperation { Arguments.IsEmpty: true, Type: { Name: "Random", ContainingNamespace.Name: "System" } } => Chance,
        IObjectCreationOperation { Type: INamedTypeSymbol made } => OfType(made),
        IForEachLoopOperation { Collection: IConversionOperation { Operand.Type: { } rows } } when symbols.IsOrInherits(rows, "System.Linq.IQueryable") =>
            Database,
        _ => null,
    };

    /// <summary>What a body asks, or the methods of the compilation that it calls; each is read once, up to a number of them.</summary>
    public static string? AskedIn(IOperation body, Func<IMethodSymbol, IOperation?> bodyOf, MlSymbols symbols)
    {
        var seen = new HashSet<SyntaxNode>();
        var pending = new Queue<IOperation>([body]);
        while (pending.Count > 0 && seen.Count < MaximumBodies)
        {
            var current = pending.Dequeue();
            if (!seen.Add(current.Syntax))
                continue;
            foreach (var operation in current.DescendantsAndSelf())
            {
                if (AskedBy(operation, current, symbols) is { } what)
                    return what;
                if (operation is IInvocationOperation call && bodyOf(call.TargetMethod) is { } next)
                    pending.Enqueue(next);
            }
        }

        return null;
    }

    private static bool IsSeededIn(IOperation function, IOperation generator) =>
        LocalValues.Origin(generator) is IObjectCreationOperation { Arguments.Length: > 0 } made && Bodies.IsInside(made, function);

    private static string? Named(ISymbol member) =>
        member.ContainingType is { ContainingType: null } && s_members.TryGetValue(member.MemberPath(), out var what) ? what : null;

    private static string? OfType(INamedTypeSymbol? type)
    {
        if (type?.ContainingNamespace is not { IsGlobalNamespace: false } space)
            return null;

        var name = space.ToDisplayString();
        if (name == "System.IO")
            return s_files.Contains(type.Name) ? File : null;
        if (name == "System.Security.Cryptography")
            return type.Name == "RandomNumberGenerator" ? Chance : null;
        return s_spaces.FirstOrDefault(known => name == known.Space || name.StartsWith(known.Space + ".", StringComparison.Ordinal)).What;
    }
}
