using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Facts.Il;

/// <content>What is called.</content>
internal sealed partial class WayWalk
{
    /// <summary>What scores are given as. Whole numbers and truths say where an answer comes from as often as what it is.</summary>
    private static readonly ImmutableHashSet<string> s_measured = [nameof(PrimitiveTypeCode.Single), nameof(PrimitiveTypeCode.Double)];

    private static readonly char[] s_made = ['`', '<', '[', '&', '*'];

    private void Delegate(ILOpCode opCode, Callee? callee, WayStack values)
    {
        if (callee is null)
        {
            values.Push(WayValue.Nothing);
            return;
        }

        var result = LibraryCalls.ResultOf(callee);
        int? body = callee.IsOwnGenerated && !callee.Own.IsNil ? _reader.BodyOf(callee.Own) : null;
        if (body is null && _reader.CallOf(callee, opCode == ILOpCode.Ldvirtftn) is { } call)
            body = _reader.BodyOf(call, result);
        if (body is { } number)
            values.Make(MoveKind.Delegate, number, result, []);
        else
            values.Push(WayValue.Nothing);
    }

    private void Invoke(Instruction instruction, Callee callee, WayStack values)
    {
        var opCode = instruction.OpCode;
        ImmutableArray<WayValue> arguments = [.. Enumerable.Range(0, Call.CountOf(callee.Parameters)).Select(_ => values.Pop()).Reverse()];
        var receiver = callee.IsInstance && opCode != ILOpCode.Newobj ? values.Pop() : WayValue.Nothing;
        var depth = values.Depth;
        // A value can be made where it is kept.
        var isMadeThere = callee.Name == ".ctor" && receiver is { IsAddress: true, Registers.IsEmpty: false };
        var isNew = opCode == ILOpCode.Newobj || isMadeThere;
        if (isNew)
            arguments = Saved(arguments, values);
        else if (receiver.Registers.Contains(values.Depth) && IsAccess(instruction, callee))
            receiver = Saved(receiver, values.Depth + 1, values);
        var call = new WayCall(callee, isNew, receiver, arguments);
        if (LibraryCalls.Answers(callee) && _machine.IsOne)
        {
            if (arguments is [var answer])
                Answer(answer, [], values);
        }
        else if (callee.IsOwnGenerated && !callee.Own.IsNil)
            Own(call, values);
        else if (LibraryCalls.Awaits(callee))
            call.Make(MoveKind.Await, LibraryCalls.AwaitNumber(callee), values);
        else if (LibraryCalls.GivesFirst(callee))
            call.Make(MoveKind.First, 0, values);
        else if (LibraryCalls.Forgets(callee, arguments is [{ Constant: { } option }] ? option : null))
            values.Push(WayValue.Nothing);
        else if (!LibraryCalls.MakesDelegate(callee) && _reader.CallOf(callee, opCode == ILOpCode.Callvirt) is { } number)
            Called(call, KindOf(instruction, call), number, values);
        else
            Library(call, values);
        if (!LibraryCalls.Awaits(callee))
            KeepMembers(MetadataTokens.EntityHandle(instruction.Token), call, values);
        if (isMadeThere)
            values.Become(receiver.Registers, values.Pop());
        else if (values.Depth > depth)
            values.Push(Seen(call, values.Pop(), values) with
            {
                Type = TypeOf(opCode == ILOpCode.Newobj ? callee.Type : callee.Result),
                Holder = IsAccess(instruction, callee) && IsOfOwnType(callee) ? instruction.Token : 0,
            });
        if (receiver.Claim is { Move: { } assertion } claim && IsLast(instruction) && Holds(claim, call))
            values.SetIdle(assertion);
    }

    /// <summary>Whether the type asks itself: what a field of another object holds may be another object each time.</summary>
    private bool IsOfOwnType(Callee callee)
    {
        if (callee.Own.IsNil)
            return false;
        var declaring = _metadata.GetMethodDefinition(callee.Own).GetDeclaringType();
        return declaring == _type || declaring == _metadata.GetTypeDefinition(_type).GetDeclaringType();
    }

    private MoveKind KindOf(Instruction instruction, WayCall call)
    {
        if (IsAccess(instruction, call.Callee))
            return MoveKind.Access;
        return IsAssertion(call.Callee) && !IsSubject(call.Callee) && IdleAssertions.Holds(call) ? MoveKind.Idle : MoveKind.Call;
    }

    private static bool IsAssertion(Callee callee) => RoleIndex.Plays(callee.Type, callee.Name, Role.Assert);

    /// <summary>Whether an assertion is begun that the next member ends: <c>score.Should()</c>.</summary>
    private static bool IsSubject(Callee callee) => callee.Name == AssertionNames.Subject;

    /// <summary>Whether nothing more is asked of what a call gives.</summary>
    private bool IsLast(Instruction instruction) =>
        _at[instruction.Offset] + 1 is var next
        && next < _code.Length
        && _code[next].OpCode is ILOpCode.Pop or ILOpCode.Nop or ILOpCode.Ret;

    private static bool Holds(WayClaim claim, WayCall call) =>
        claim.Operand is { } subject
        && IdleAssertions.Holds(call.Callee.Name, [subject, .. call.Arguments.Select(value => value.Subject)]);

    /// <summary>What a call gives, with what an assertion has to know of it.</summary>
    private static WayValue Seen(WayCall call, WayValue given, WayStack values)
    {
        if (IdleAssertions.IsOfOne(call))
            return given.Settled();
        if (IsAssertion(call.Callee) && IsSubject(call.Callee) && call.Arguments is [var subject, ..])
            return given with { Claim = new(call.Callee.Name, subject.Subject, values.LastMove) };
        return IdleAssertions.ClaimOf(call) is { } claim ? given with { Claim = claim } : given;
    }

    /// <summary>A type by its plain name; null for one that is made of others.</summary>
    private static string? TypeOf(string type) => type.IndexOfAny(s_made) < 0 ? WayRegions.Plain(type) : null;

    /// <summary>What stands where the new object will stand is kept beside it.</summary>
    private static ImmutableArray<WayValue> Saved(ImmutableArray<WayValue> arguments, WayStack values)
    {
        var (place, free) = (values.Depth, values.Depth + arguments.Length + 1);
        if (arguments.Length < 2 || !arguments.Any(value => value.Registers.Contains(place)))
            return arguments;
        return [.. arguments.Select((value, i) => value.Registers.Contains(place) ? Saved(value, free + i, values) : value)];
    }

    private static WayValue Saved(WayValue value, int place, WayStack values)
    {
        values.Become([place], value);
        return WayValue.Of(place, value.Constant);
    }

    private bool IsAccess(Instruction instruction, Callee callee) =>
        MetadataTokens.EntityHandle(instruction.Token) is var token
            && (_members.Given(token, callee) is not null || _members.Set(token, callee) is not null);

    /// <summary>What an object says of itself: whether it stands for a failure, for one.</summary>
    private void KeepMembers(EntityHandle token, WayCall call, WayStack values)
    {
        if (call.IsNew)
        {
            foreach (var (type, isOne) in _members.TypesOf(token, call.Callee))
                values.Add(isOne ? MoveKind.Is : MoveKind.IsNot, type, ResultKind.Value, [values.Depth - 1], []);
            var stored = _members.Stored(token, call.Callee);
            var free = values.Depth + (2 * call.Arguments.Length) + 1;
            foreach (var field in stored.Zero)
                values.Member(field, new([], 0), [values.Depth - 1], free);
            foreach (var pair in stored.Arguments.OrderBy(pair => pair.Value))
                if (pair.Value < call.Arguments.Length)
                    values.Member(pair.Key, AsMember(call.Arguments[pair.Value]), [values.Depth - 1], free);
            for (var i = 0; i < call.Arguments.Length; i++)
                if (OwnMembers.OfTuple(call.Callee.Type, i) is { } item)
                    values.Member(item, AsMember(call.Arguments[i]), [values.Depth - 1], free);
            if (!LibraryCalls.MakesValue(call.Callee))
                values.Push(values.Pop() with { IsNew = true });
        }
        else if (_members.Given(token, call.Callee) is var (member, isNegated))
        {
            values.Get(member, isNegated, call.Receiver);
        }
        else if (_members.Set(token, call.Callee) is { } set && call.Arguments is [var value])
        {
            values.Member(set, AsMember(value), call.Receiver.Registers, values.Depth + 2);
            if (s_measured.Contains(call.Callee.Parameters) && value.Registers.IsEmpty && value.Subject.IsSettled)
                values.Add(MoveKind.Alter, call.Receiver.Registers, []);
        }
    }

    private static WayValue AsMember(WayValue value) => value.AsCondition is { } known ? new([], known) : value;

    private void Called(WayCall call, MoveKind kind, int number, WayStack values)
    {
        call.NameArguments(values, _emptied.Contains);
        call.Make(kind, number, values);
    }

    private static void Library(WayCall call, WayStack values)
    {
        // What goes on after a task does so too where it failed, and need not tell.
        if (LibraryCalls.GoesOn(call.Callee))
            call = call with { Receiver = WayValue.Nothing };
        var reads = LibraryCalls.Reads(call.Callee);
        if (LibraryCalls.TakesDelegate(call.Callee) && !LibraryCalls.Keeps(call.Callee))
        {
            if (reads)
                call.Read(values);
            call.Make(
                LibraryCalls.Runs(call.Callee) ? MoveKind.Run : MoveKind.Pass,
                LibraryCalls.GivesResult(call.Callee) ? Ways.Move.GivesResult : 0, values);
        }
        else if (reads)
        {
            call.MakeByReading(values);
        }
        else
        {
            call.Plain(values);
        }
    }

    private void Own(WayCall call, WayStack values)
    {
        if (call.IsNew)
            values.Push(WayValue.Nothing);
        else
            Called(call, MoveKind.Body, _reader.BodyOf(call.Callee.Own), values);
    }
}
