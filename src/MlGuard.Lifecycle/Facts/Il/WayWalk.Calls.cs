using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Facts.Il;

/// <content>What is called.</content>
internal sealed partial class WayWalk
{
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
        var isNew = opCode == ILOpCode.Newobj;
        ImmutableArray<WayValue> arguments = [.. Enumerable.Range(0, Call.CountOf(callee.Parameters)).Select(_ => values.Pop()).Reverse()];
        var receiver = callee.IsInstance && !isNew ? values.Pop() : WayValue.Nothing;
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
        else if (_reader.CallOf(callee, opCode == ILOpCode.Callvirt) is { } number)
            Called(call, IsAccess(instruction, callee) ? MoveKind.Access : MoveKind.Call, number, values);
        else
            Library(call, values);
        if (!LibraryCalls.Awaits(callee))
            KeepMembers(MetadataTokens.EntityHandle(instruction.Token), call, values);
    }

    private bool IsAccess(Instruction instruction, Callee callee) =>
        MetadataTokens.EntityHandle(instruction.Token) is var token
            && (_members.Given(token, callee) is not null || _members.Set(token, callee) is not null);

    /// <summary>What an object says of itself: whether it stands for a failure, for one.</summary>
    private void KeepMembers(EntityHandle token, WayCall call, WayStack values)
    {
        if (call.IsNew)
        {
            var stored = _members.Stored(token, call.Callee);
            foreach (var field in stored.Zero)
                values.Member(field, new([], 0));
            foreach (var pair in stored.Arguments.OrderBy(pair => pair.Value))
                if (pair.Value < call.Arguments.Length && call.Arguments[pair.Value].AsCondition is { } constant)
                    values.Member(pair.Key, new([], constant));
            for (var i = 0; i < call.Arguments.Length; i++)
                if (call.Arguments[i].AsCondition is { } constant && OwnMembers.OfTuple(call.Callee.Type, i) is { } item)
                    values.Member(item, new([], constant));
            if (!LibraryCalls.MakesValue(call.Callee))
                values.Push(values.Pop() with { IsNew = true });
        }
        else if (_members.Given(token, call.Callee) is var (member, isNegated))
        {
            values.Get(member, isNegated, call.Receiver);
        }
        else if (_members.Set(token, call.Callee) is { } set && call.Arguments is [var value])
        {
            values.Member(set, value.AsCondition is { } known ? new([], known) : value, call.Receiver.Registers);
        }
    }

    private static void Called(WayCall call, MoveKind kind, int number, WayStack values)
    {
        call.NameDelegates(values);
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
            call.Make(LibraryCalls.Runs(call.Callee) ? MoveKind.Run : MoveKind.Pass, 0, values);
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
