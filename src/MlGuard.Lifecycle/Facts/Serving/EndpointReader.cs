using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using MlGuard.Lifecycle.Facts.Il;

namespace MlGuard.Lifecycle.Facts.Serving;

/// <summary>
/// The endpoints that a method maps (<c>app.MapPost("/v1/score", ...)</c>, also in route groups), each as a method of its own: nobody gave
/// the lambda behind it a name.
/// </summary>
internal sealed class EndpointReader(PEReader assembly, MetadataReader metadata, TypeNames names, CarriedTypes types)
{
    private const string Routes = "Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions";

    private static readonly ImmutableDictionary<string, string> s_verbs = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["MapGet"] = "GET",
        ["MapPost"] = "POST", ["MapPut"] = "PUT", ["MapDelete"] = "DELETE", ["MapPatch"] = "PATCH", ["Map"] = "ANY", ["MapMethods"] = "ANY",
        ["MapFallback"] = "ANY",
    }.ToImmutableDictionary();

    private readonly Dictionary<int, Builder> _locals = [];
    private readonly List<Endpoint> _endpoints = [];
    private readonly Stack<Builder?> _below = new();
    private Builder? _current;
    private string _literal = "";
    private Callee? _handler;

    /// <summary>Whether the assembly maps endpoints at all; most do not, and their methods are then read once.</summary>
    public static bool IsOfUse(MetadataReader metadata) =>
        metadata.TypeReferences.Any(handle => metadata.StringComparer.Equals(
            metadata.GetTypeReference(handle).Name, "EndpointRouteBuilderExtensions"));

    public static IEnumerable<MethodFact> Read(
        PEReader assembly, MetadataReader metadata, TypeNames names, CarriedTypes types, MethodDefinitionHandle method)
    {
        try
        {
            return new EndpointReader(assembly, metadata, names, types).Read(method);
        }
        catch (Exception exception) when (UnreadableImage.Explains(exception))
        {
            // The method's own facts say that it cannot be read.
            return [];
        }
    }

    private ImmutableArray<MethodFact> Read(MethodDefinitionHandle handle)
    {
        var method = metadata.GetMethodDefinition(handle);
        if (method.RelativeVirtualAddress == 0)
            return [];
        var before = ILOpCode.Nop;
        foreach (var instruction in IlReader.Read(assembly.GetMethodBody(method.RelativeVirtualAddress).GetILReader()))
        {
            Step(instruction, before);
            before = instruction.OpCode;
        }

        var type = names.Of(method.GetDeclaringType());
        return _endpoints.Select(endpoint => Fact(type, endpoint)).ToImmutableArray();
    }

    private void Step(Instruction instruction, ILOpCode before)
    {
        switch (instruction.OpCode)
        {
            case ILOpCode.Ldstr:
                _literal = metadata.GetUserString((UserStringHandle)MetadataTokens.Handle(instruction.Operand));
                break;
            case ILOpCode.Ldftn or ILOpCode.Ldvirtftn:
                _handler = Callee.Of(metadata, names, MetadataTokens.EntityHandle(instruction.Token));
                break;
            case ILOpCode.Call
                or ILOpCode.Callvirt when instruction.Token != 0
                    && Callee.Of(metadata, names, MetadataTokens.EntityHandle(instruction.Token)) is { } callee:
                Invoke(callee);
                break;
            case ILOpCode.Dup:
                _below.Push(_current);
                break;
            // A copy that is stored leaves the other one where it was.
            case ILOpCode.Stsfld or ILOpCode.Stfld when before == ILOpCode.Dup && _below.Count > 0:
                _below.Pop();
                break;
            case ILOpCode.Pop:
                _current = _below.Count > 0 ? _below.Pop() : null;
                break;
            case ILOpCode.Ret:
                _current = null;
                _below.Clear();
                break;
            default:
                Local(instruction, before);
                break;
        }
    }

    private void Local(Instruction instruction, ILOpCode before)
    {
        if (IlReader.Local(instruction) is not { } local)
            return;
        var stores = instruction.OpCode is ILOpCode.Stloc or ILOpCode.Stloc_s or (>= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3);
        if (!stores)
            _current ??= _locals.TryGetValue(local, out var known) ? known : null;
        else if (_current is not null)
            (_locals[local], _current) = (_current, before == ILOpCode.Dup && _below.Count > 0 ? _below.Pop() : null);
    }

    private void Invoke(Callee callee)
    {
        if (callee.Type == Routes && callee.Name == "MapGroup")
            _current = new(Join(_current?.Prefix ?? "", _literal), _current?.Access, []);
        else if (callee.Type == Routes && s_verbs.TryGetValue(callee.Name, out var verb) && _handler is not null)
            Map(verb, _handler);
        else if (callee.Name is "RequireAuthorization" or "AllowAnonymous" && _current is not null)
            _current.Allow(callee.Name == "AllowAnonymous" ? Mark.Anonymous : Mark.Authorized);
    }

    private void Map(string verb, Callee handler)
    {
        var endpoint = new Endpoint($"{verb} {Join(_current?.Prefix ?? "", _literal)}", handler, _current) { Access = null };
        _endpoints.Add(endpoint);
        _current = new(_current?.Prefix ?? "", null, [endpoint]);
        _handler = null;
    }

    private static string Join(string prefix, string route) =>
        $"{prefix.TrimEnd('/')}/{route.Trim('/')}".TrimEnd('/') is { Length: > 0 } joined ? joined : "/";

    private MethodFact Fact(string type, Endpoint endpoint)
    {
        var handler = endpoint.Handler;
        var folded = handler.IsOwnGenerated && !handler.Own.IsNil
            ? MethodFolder.Fold(assembly, metadata, names, types, handler.Own)
            : new(MethodBody.Real, [handler.Text], [], [], MethodReading.None);
        var access = endpoint.Access ?? endpoint.Group?.Access;
        ImmutableArray<string> marks = access is null ? [Mark.Entry + endpoint.Name] : [Mark.Entry + endpoint.Name, access];
        return new(
            type, endpoint.Name, handler.Parameters, "", SymbolVisibility.Public, false, folded.Body, false, null, marks, folded.Constants,
            [.. folded.Passed.Select(ConstantCall.Write)], folded.Calls)
        {
            Ways = handler.IsOwnGenerated && !handler.Own.IsNil
                ? WayReader.Read(assembly, metadata, names, handler.Own, folded.Calls)
                : WayReader.OfCall(LibraryCalls.IsTask(handler.Result)),
        };
    }

    private sealed class Endpoint(string name, Callee handler, Builder? group)
    {
        public string Name { get; } = name;

        public Callee Handler { get; } = handler;

        public Builder? Group { get; } = group;

        public string? Access { get; set; }
    }

    /// <summary>What conventions such as <c>RequireAuthorization()</c> are said about: a group, or the endpoint just mapped.</summary>
    private sealed class Builder(string prefix, string? access, ImmutableArray<Endpoint> endpoints)
    {
        public string Prefix { get; } = prefix;

        public string? Access { get; private set; } = access;

        public void Allow(string access)
        {
            if (endpoints.IsEmpty)
                Access = access;
            foreach (var endpoint in endpoints)
                endpoint.Access = access;
        }
    }
}
