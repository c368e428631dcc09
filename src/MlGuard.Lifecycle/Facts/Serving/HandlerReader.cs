using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts.Il;

namespace MlGuard.Lifecycle.Facts.Serving;

/// <summary>
/// The handlers that a method hands over: endpoints (<c>app.MapPost("/v1/score", ...)</c>, also in route groups), middleware, callbacks of
/// threads, timers and events. Each is a method of its own: nobody gave the lambda behind it a name.
/// </summary>
internal sealed class HandlerReader(
    PEReader assembly, MetadataReader metadata, TypeNames names, CarriedTypes types, KnownCode known)
{
    private const string Routes = "Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions";

    private static readonly ImmutableDictionary<string, string> s_verbs = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["MapGet"] = "GET",
        ["MapPost"] = "POST", ["MapPut"] = "PUT", ["MapDelete"] = "DELETE", ["MapPatch"] = "PATCH", ["Map"] = "ANY", ["MapMethods"] = "ANY",
        ["MapFallback"] = "ANY",
    }.ToImmutableDictionary();

    private const string Subscription = "add_";

    private static readonly ImmutableArray<EntryPointRow> s_takers =
        [.. EntryPointTable.All.Where(row => row.Mark == EntryPointMark.PassedTo)];

    private readonly Dictionary<int, Builder> _locals = [];
    private readonly Dictionary<int, Callee> _delegates = [];
    private readonly List<Handler> _handlers = [];
    private readonly Stack<Builder?> _below = new();
    private readonly List<Callee> _passed = [];
    private PolicyWalk _policies = new();
    private Builder? _current;
    private string _literal = "";
    private int _literals;

    /// <summary>Whether the assembly hands over handlers at all; most do not, and their methods are then read once.</summary>
    public static bool IsOfUse(MetadataReader metadata, TypeNames names) =>
        metadata.EventDefinitions.Count > 0
        || metadata.MemberReferences.Any(handle => metadata.GetMemberReference(handle) is var member
            && metadata.GetString(member.Name) is var name
            && (IsSubscription(name) || s_takers.Any(row => row.Names(name) && row.Type == names.Of(member.Parent))));

    public static IEnumerable<MethodFact> Read(
        PEReader assembly, MetadataReader metadata, TypeNames names, CarriedTypes types, KnownCode known,
        MethodDefinitionHandle method)
    {
        try
        {
            return new HandlerReader(assembly, metadata, names, types, known).Read(method);
        }
        catch (Exception exception) when (UnreadableImage.Explains(exception))
        {
            // The method's own facts say that it cannot be read.
            return [];
        }
    }

    private ImmutableArray<MethodFact> Read(MethodDefinitionHandle handle)
    {
        foreach (var body in OwnBodies.Of(assembly, metadata, names, handle))
        {
            Enter();
            var before = ILOpCode.Nop;
            foreach (var instruction in body)
            {
                Step(instruction, before);
                before = instruction.OpCode;
            }
        }

        var method = metadata.GetMethodDefinition(handle);
        var type = names.Of(method.GetDeclaringType());
        var place = Place(type, metadata.GetString(method.Name));
        return [.. _handlers.Select((handler, i) => Fact(type, handler, place, i))];
    }

    private static string Place(string type, string method)
    {
        var name = SymbolName.Of(type);
        name = name.Substring(1 + name.LastIndexOf('.'));
        return method == GeneratedNames.TopLevel ? name : $"{name}.{method}";
    }

    private void Enter()
    {
        _locals.Clear();
        _delegates.Clear();
        _below.Clear();
        _passed.Clear();
        _current = null;
        _literal = "";
        _literals = 0;
        _policies = new();
    }

    private void Step(Instruction instruction, ILOpCode before)
    {
        switch (instruction.OpCode)
        {
            case ILOpCode.Ldstr:
                _literal = metadata.GetUserString((UserStringHandle)MetadataTokens.Handle(instruction.Operand));
                _literals++;
                break;
            case ILOpCode.Ldftn or ILOpCode.Ldvirtftn:
                if (names.CalleeAt(MetadataTokens.EntityHandle(instruction.Token)) is { } handler)
                    _passed.Add(handler);
                break;
            case ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj when instruction.Token != 0
                && names.CalleeAt(MetadataTokens.EntityHandle(instruction.Token)) is { } callee:
                Invoke(callee, isNew: instruction.OpCode == ILOpCode.Newobj);
                break;
            case ILOpCode.Dup:
                _below.Push(_current);
                break;
            // A copy that is stored leaves the other one where it was.
            case ILOpCode.Stsfld or ILOpCode.Stfld when before == ILOpCode.Dup && _below.Count > 0 && FieldOf(instruction) is null:
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

    /// <summary>A local, or the field that stands for one in a state machine or closure.</summary>
    private void Local(Instruction instruction, ILOpCode before)
    {
        if ((IlReader.Local(instruction) ?? FieldOf(instruction)) is not { } local)
            return;
        var stores = instruction.OpCode
            is ILOpCode.Stloc or ILOpCode.Stloc_s or (>= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3) or ILOpCode.Stfld;
        if (!stores)
            Load(local);
        else if (_passed.Count > 0 && before is ILOpCode.Newobj or ILOpCode.Stsfld)
            StoreDelegate(local);
        else if (_current is not null)
            (_locals[local], _current) = (_current, before == ILOpCode.Dup && _below.Count > 0 ? _below.Pop() : null);
    }

    private int? FieldOf(Instruction instruction) =>
        instruction.OpCode is ILOpCode.Stfld or ILOpCode.Ldfld
        && names.FieldAt(MetadataTokens.EntityHandle(instruction.Token)).IsGenerated
            ? -instruction.Token
            : null;

    private void StoreDelegate(int local)
    {
        _delegates[local] = _passed[_passed.Count - 1];
        _passed.RemoveAt(_passed.Count - 1);
    }

    private void Load(int local)
    {
        if (_delegates.TryGetValue(local, out var handler) && !_passed.Contains(handler))
            _passed.Add(handler);
        else
            _current ??= _locals.TryGetValue(local, out var known) ? known : null;
    }

    private void Invoke(Callee callee, bool isNew)
    {
        _policies.Step(callee);
        if (callee.Type == Routes && callee.Name == "MapGroup")
            _current = new(Join(_current?.Prefix ?? "", _literal), _current?.Access ?? [], []);
        else if (callee.Type == Routes && s_verbs.TryGetValue(callee.Name, out var verb) && _passed.Count > 0)
            Map(verb, _passed[_passed.Count - 1]);
        else if (callee.Name is "RequireAuthorization" or "AllowAnonymous" && _current is not null)
            _current.Allow(callee.Name == "AllowAnonymous" ? Mark.Anonymous : GuardOf(callee));
        else if (_passed.Count > 0 && MarkOf(callee) is { } mark)
            Take(callee, mark);
        // A delegate is made of its method, and is still to be passed.
        if (!(isNew && callee.Parameters == "Object,IntPtr"))
            _passed.Clear();
        _literals = 0;
    }

    /// <summary>The default policy where nothing is handed over; one that is built here; or one of a name.</summary>
    private string GuardOf(Callee require)
    {
        if (require.Parameters.IndexOf(',') < 0)
            return Mark.Authorized;
        if (_passed.Count > 0)
            return new PolicyReader(assembly, metadata, names).IsAsserted(_passed[_passed.Count - 1]) ? Mark.Asserted : Mark.AuthorizedBy;
        if (require.Parameters.EndsWith(".AuthorizationPolicy", StringComparison.Ordinal))
            return _policies.TakesAsserted() ? Mark.Asserted : Mark.AuthorizedBy;
        return Mark.AuthorizedBy + (_literals == 1 ? _literal : "");
    }

    private void Map(string verb, Callee handler)
    {
        var endpoint = new Handler($"{verb} {Join(_current?.Prefix ?? "", _literal)}", Mark.Entry, handler, _current);
        _handlers.Add(endpoint);
        _current = new(_current?.Prefix ?? "", [], [endpoint]);
    }

    private void Take(Callee taker, string mark)
    {
        var name = IsSubscription(taker.Name) ? taker.Name.Substring(Subscription.Length) : taker.Name;
        if (name == ".ctor")
            name = taker.Type.Substring(1 + taker.Type.LastIndexOf('.'));
        _handlers.AddRange(_passed.Select(handler => new Handler(name, mark, handler, null)));
    }

    private static bool IsSubscription(string name) => name.StartsWith(Subscription, StringComparison.Ordinal);

    private static string? MarkOf(Callee taker)
    {
        if (IsSubscription(taker.Name))
            return Mark.Callback;
        foreach (var row in s_takers)
        {
            if (row.Type == taker.Type && row.Names(taker.Name))
                return Mark.Of(row.Kind);
        }

        return null;
    }

    private static string Join(string prefix, string route) =>
        $"{prefix.TrimEnd('/')}/{route.Trim('/')}".TrimEnd('/') is { Length: > 0 } joined ? joined : "/";

    private MethodFact Fact(string type, Handler handler, string place, int number)
    {
        var code = handler.Code;
        var folded = code.IsOwnGenerated && !code.Own.IsNil
            ? MethodFolder.Fold(assembly, metadata, names, types, known, code.Own)
            : new(MethodBody.Real, [code.Text], [], [], [], MethodReading.None, LibraryEffects.None);
        // Others than endpoints may be called alike.
        var name = EntryPoint.IsEndpoint(handler.Name) ? handler.Name : $"{handler.Name} in {place} ({number + 1})";
        ImmutableArray<string> marks = [handler.Mark + name, .. handler.Guards];
        return new(
            type, name, code.Parameters, "", SymbolVisibility.Public, false, folded.Body, false, null, marks, folded.Constants,
            [.. folded.Passed.Select(ConstantCall.Write)], folded.Calls)
        {
            Effects = folded.Effects,
            Named = folded.Named,
            Ways = code.IsOwnGenerated && !code.Own.IsNil
                ? WayReader.Read(assembly, metadata, names, known, code.Own, folded.Calls)
                : WayReader.OfCall(LibraryCalls.ResultOf(code)),
        };
    }

    private sealed class Handler(string name, string mark, Callee code, Builder? group)
    {
        public string Name { get; } = name;

        public string Mark { get; } = mark;

        public Callee Code { get; } = code;

        public Builder? Group { get; } = group;

        public ImmutableArray<string> Access { get; set; } = [];

        /// <summary>What is said at the endpoint and at its group holds together, but for a group that lets everybody in.</summary>
        public IEnumerable<string> Guards
        {
            get
            {
                var ofGroup = Group?.Access ?? [];
                return Access.IsEmpty || !ofGroup.Contains(Facts.Mark.Anonymous) ? Access.Concat(ofGroup).Distinct() : Access;
            }
        }
    }

    /// <summary>What conventions such as <c>RequireAuthorization()</c> are said about: a group, or the endpoint just mapped.</summary>
    private sealed class Builder(string prefix, ImmutableArray<string> access, ImmutableArray<Handler> endpoints)
    {
        public string Prefix { get; } = prefix;

        public ImmutableArray<string> Access { get; private set; } = access;

        public void Allow(string access)
        {
            if (endpoints.IsEmpty)
                Access = With(Access, access);
            foreach (var endpoint in endpoints)
                endpoint.Access = With(endpoint.Access, access);
        }

        /// <summary>Guards add up; between them and none the last word counts.</summary>
        private static ImmutableArray<string> With(ImmutableArray<string> said, string access) =>
            access == Mark.Anonymous || said.Contains(Mark.Anonymous) ? [access] : said.Add(access);
    }
}
