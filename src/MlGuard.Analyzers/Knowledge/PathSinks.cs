using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Pipelines;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Knowledge;

/// <summary>
/// Which files a text that a method is given becomes the path of: handed on from method to method, or kept in a field in between. Each
/// parameter is followed once.
/// </summary>
internal sealed class PathSinks(MlSymbols symbols, CallPaths calls, PipelineAnalysis pipelines, MethodKnowledge knowledge)
{
    private const int MaximumDepth = 8;
    private const int MaximumMembers = 200;

    private static readonly ImmutableHashSet<string> s_parameters = [
        "path", "filePath", "modelPath", "modelFile", "location", "filename", "fileName"];

    /// <summary>One question at a time: what is half followed is nobody's answer.</summary>
    private readonly object _gate = new();
    private readonly Dictionary<IParameterSymbol, ImmutableArray<PathSink>> _known = new(SymbolEqualityComparer.Default);

    public ImmutableArray<PathSink> Of(IMethodSymbol method, int parameter, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Of(method, parameter, MaximumDepth, cancellationToken);
    }

    /// <summary>Whether code reads the field or property as the path of a file.</summary>
    public bool IsRead(ISymbol member, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return GivenIn(calls.BodiesNaming(member.Name, cancellationToken), value => IsMember(value, member))
                .Any(argument => Of(argument, MaximumDepth, cancellationToken).Any());
        }
    }

    private ImmutableArray<PathSink> Of(IMethodSymbol method, int ordinal, int depth, CancellationToken cancellationToken)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        if (ordinal >= method.Parameters.Length
            || method.Parameters[ordinal] is not { Type.SpecialType: SpecialType.System_String } parameter)
            return [];
        if (symbols.RoleOf(method) is { } role)
            return IsPath(role, parameter) ? [new PathSink(ordinal, role, Separator: null)] : [];
        if (!symbols.IsDeclaredHere(method))
            return [.. knowledge.SummaryOf(method)?.Paths.Where(path => path.Parameter == ordinal) ?? []];
        if (_known.TryGetValue(parameter, out var known))
            return known;
        if (depth == 0 || (method.IsVirtual || method.IsAbstract || method.IsOverride))
            return [];

        // A helper that calls itself adds nothing.
        _known.Add(parameter, []);
        var isFollowed = false;
        try
        {
            ImmutableArray<PathSink> sinks =
                [.. Follow(method, parameter, depth, cancellationToken).Select(path => path with { Parameter = ordinal }).Distinct()];
            isFollowed = true;
            return _known[parameter] = sinks;
        }
        finally
        {
            if (!isFollowed)
                _known.Remove(parameter);
        }
    }

    private IEnumerable<PathSink> Follow(IMethodSymbol method, IParameterSymbol parameter, int depth, CancellationToken cancellationToken)
    {
        var given = GivenIn(calls.BodiesOf(CallPaths.NodeOf(method), cancellationToken), value => IsParameter(value, parameter));
        if (method.MethodKind == MethodKind.Constructor)
            given = given.Concat(GivenByFields(method.ContainingType, parameter, cancellationToken));
        return given.SelectMany(argument => Of(argument, depth, cancellationToken));
    }

    private IEnumerable<PathSink> Of(IArgumentOperation argument, int depth, CancellationToken cancellationToken)
    {
        if (argument is not { Parameter: { ContainingSymbol: IMethodSymbol called } parameter })
            return [];
        var paths = Of(called, parameter.Ordinal, depth - 1, cancellationToken);
        return symbols.Plays(called, Role.LoadData) && argument.Parent is IInvocationOperation call
            ? paths.Select(path => path with { Separator = SeparatorOf(call) })
            : paths;
    }

    /// <summary>A tab that the code asks for is meant, whatever the file is called.</summary>
    private static char? SeparatorOf(IInvocationOperation call) =>
        call.Arguments.Argument("separatorChar") is { Value.ConstantValue: { HasValue: true, Value: char separator } } argument
        && !(separator == '\t' && argument.IsWritten())
            ? separator
            : null;

    /// <summary>
    /// Arguments that are a field or property which a constructor gives <paramref name="parameter"/> and nothing else gives a value,
    /// or that read the parameter of a primary constructor.
    /// </summary>
    private IEnumerable<IArgumentOperation> GivenByFields(
        INamedTypeSymbol type, IParameterSymbol parameter, CancellationToken cancellationToken)
    {
        var members = type.GetMembers();
        if (members.Length > MaximumMembers)
            return [];
        var kept = new HashSet<ISymbol>(
            members.Where(member => member is IFieldSymbol { Type.SpecialType: SpecialType.System_String, IsImplicitlyDeclared: false }
                    or IPropertySymbol { Type.SpecialType: SpecialType.System_String })
                .Where(member => pipelines.ValuesGivenTo(member, cancellationToken).ToList() is [var only] && IsParameter(only, parameter)),
            SymbolEqualityComparer.Default);
        var bodies = members.Where(member => member is IMethodSymbol or IFieldSymbol or IPropertySymbol)
            .Select(CallPaths.NodeOf).Distinct(SymbolEqualityComparer.Default)
            .SelectMany(member => calls.BodiesOf(member!, cancellationToken));
        return GivenIn(bodies, value => IsParameter(value, parameter)
            || (LocalValues.Origin(value) is IMemberReferenceOperation { Instance: IInstanceReferenceOperation } member
                && kept.Contains(member.Member)));
    }

    private static IEnumerable<IArgumentOperation> GivenIn(IEnumerable<BodyFacts> bodies, Func<IOperation, bool> isWanted) =>
        bodies.SelectMany(body => body.Edges.Select(edge => edge.Site).Concat(body.RoleCalls.Select(call => call.Operation))
                .Concat(body.ForeignSites))
            .SelectMany(site => site.ArgumentsOfCall()).Where(argument => isWanted(argument.Value));

    private static bool IsParameter(IOperation value, IParameterSymbol parameter) =>
        LocalValues.Origin(value) is IParameterReferenceOperation reference
        && SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter);

    private static bool IsMember(IOperation value, ISymbol member) =>
        LocalValues.Origin(value) is IMemberReferenceOperation reference
        && SymbolEqualityComparer.Default.Equals(reference.Member.OriginalDefinition, member.OriginalDefinition);

    private static bool IsPath(Role role, IParameterSymbol parameter) =>
        role is Role.LoadModel or Role.SaveModel or Role.LoadData or Role.CreateSession && s_parameters.Contains(parameter.Name);
}
