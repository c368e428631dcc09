using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Text.RegularExpressions;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>Where a body's steps begin, what is caught where, and which <c>finally</c> blocks run on a way out.</summary>
internal sealed class WayRegions
{
    private static readonly Regex s_odd = new(@"[^\w.+`]", RegexOptions.CultureInvariant);

    /// <summary>Somebody gave up, or the process is lost: no failure of a prediction.</summary>
    private static readonly ImmutableHashSet<string> s_others =
    [
        "System.OperationCanceledException", "System.Threading.Tasks.TaskCanceledException", "System.OutOfMemoryException",
        "System.StackOverflowException", "System.Threading.ThreadAbortException", "System.AccessViolationException",
    ];

    private readonly ImmutableArray<(ExceptionRegion Region, int Try, string Type, bool IsFiltered)> _catches;
    private readonly ImmutableArray<ExceptionRegion> _finallys;
    private readonly HashSet<int> _leaders = [];

    public WayRegions(
        ImmutableArray<ExceptionRegion> regions, ImmutableArray<Instruction> code, TypeNames names)
    {
        HandlerStarts =
        [
            .. regions.Where(region => region.Kind is ExceptionRegionKind.Catch or ExceptionRegionKind.Filter)
                .Select(region => region.HandlerOffset),
        ];
        _finallys = [.. regions.Where(region => region.Kind == ExceptionRegionKind.Finally)];
        _catches =
        [
            .. regions.Where(region => region.Kind is ExceptionRegionKind.Catch or ExceptionRegionKind.Filter)
                .Where(region => !IsFinalizer(region, code, names)).Select(region => Catch(region, code, names)),
        ];
        foreach (var region in regions)
            foreach (var offset in new[] { region.TryOffset, region.TryOffset + region.TryLength, region.HandlerOffset,
                region.HandlerOffset + region.HandlerLength })
                _leaders.Add(offset);
        foreach (var instruction in code)
        {
            if (IlReader.Target(instruction) is { } target)
                _leaders.Add(target);
            if (!instruction.Targets.IsDefaultOrEmpty)
                _leaders.UnionWith(instruction.Targets);
        }
    }

    public ImmutableHashSet<int> HandlerStarts { get; }

    public bool IsLeader(int offset) => _leaders.Contains(offset);

    public IEnumerable<(int Try, string Type, bool IsFiltered, int Handler)> Around(int offset) =>
        _catches.Where(entry => IsIn(offset, entry.Region.TryOffset, entry.Region.TryLength))
            .Select(entry => (entry.Try, entry.Type, entry.IsFiltered, entry.Region.HandlerOffset));

    /// <summary>The <c>finally</c> blocks that run when a jump leaves their <c>try</c>, the innermost first.</summary>
    public ImmutableArray<int> Leaving(int from, int to) =>
        [
            .. _finallys.Where(region => IsIn(from, region.TryOffset, region.TryLength) && !IsIn(to, region.TryOffset, region.TryLength))
                .Select(region => region.HandlerOffset),
        ];

    private static bool IsIn(int offset, int start, int length) => offset >= start && offset < start + length;

    private static (ExceptionRegion Region, int Try, string Type, bool IsFiltered) Catch(
        ExceptionRegion region, ImmutableArray<Instruction> code, TypeNames names)
    {
        var isPlain = region.Kind == ExceptionRegionKind.Catch;
        var type = isPlain ? names.Of(region.CatchType) : AskedFirst(region, code, names);
        return (region, region.TryOffset, s_odd.Replace(type, "_"), !isPlain && !LetsOnlyOthersPass(region, code, names));
    }

    /// <summary>The type before the condition: a filter begins with asking for it.</summary>
    private static string AskedFirst(ExceptionRegion region, ImmutableArray<Instruction> code, TypeNames names)
    {
        var first = code.FirstOrDefault(instruction => instruction.Offset >= region.FilterOffset);
        return first.OpCode == ILOpCode.Isinst ? names.Of(MetadataTokens.EntityHandle(first.Token)) : "System.Exception";
    }

    /// <summary>The handler that a compiler puts around an async method.</summary>
    private static bool IsFinalizer(ExceptionRegion region, ImmutableArray<Instruction> code, TypeNames names) =>
        code.Where(instruction => IsIn(instruction.Offset, region.HandlerOffset, region.HandlerLength) && instruction.Token != 0)
            .Any(instruction => instruction.OpCode is ILOpCode.Call or ILOpCode.Callvirt
                && names.CalleeAt(MetadataTokens.EntityHandle(instruction.Token))?.Name == "SetException");

    /// <summary><c>when (exception is not OperationCanceledException)</c>, which asks nothing else.</summary>
    private static bool LetsOnlyOthersPass(ExceptionRegion region, ImmutableArray<Instruction> code, TypeNames names)
    {
        var filter = code.Where(instruction => instruction.Offset >= region.FilterOffset && instruction.Offset < region.HandlerOffset)
            .ToImmutableArray();
        if (AsksOnlyWhetherCancelled(filter, names))
            return true;
        if (filter.Any(instruction => instruction.OpCode is ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Ldfld or ILOpCode.Ldsfld
            || (instruction.OpCode is >= ILOpCode.Ldarg_0 and <= ILOpCode.Ldarg_3)))
            return false;
        var asked = 0;
        for (var i = 0; i < filter.Length; i++)
        {
            if (filter[i].OpCode != ILOpCode.Isinst || names.Of(MetadataTokens.EntityHandle(filter[i].Token)) is "System.Exception")
                continue;
            asked++;
            if (!s_others.Contains(names.Of(MetadataTokens.EntityHandle(filter[i].Token))) || !IsDenied(filter, i + 1))
                return false;
        }

        return asked > 0;
    }

    /// <summary><c>when (!token.IsCancellationRequested)</c>, which asks nothing else.</summary>
    private static bool AsksOnlyWhetherCancelled(ImmutableArray<Instruction> filter, TypeNames names)
    {
        var asked = 0;
        for (var i = 0; i < filter.Length; i++)
        {
            if (filter[i].OpCode is ILOpCode.Ldfld or ILOpCode.Ldsfld
                || (filter[i].OpCode == ILOpCode.Isinst
                    && names.Of(MetadataTokens.EntityHandle(filter[i].Token)) is not "System.Exception"))
                return false;
            if (filter[i].OpCode is not (ILOpCode.Call or ILOpCode.Callvirt))
                continue;
            var callee = names.CalleeAt(MetadataTokens.EntityHandle(filter[i].Token));
            if (callee is not { Type: "System.Threading.CancellationToken", Name: "get_IsCancellationRequested" }
                || i + 2 >= filter.Length || IlReader.Constant(filter[i + 1]) != 0 || filter[i + 2].OpCode != ILOpCode.Ceq)
                return false;
            asked++;
        }

        return asked == 1;
    }

    /// <summary>Whether what follows a question for a type asks that it is not that one, and nothing else.</summary>
    private static bool IsDenied(ImmutableArray<Instruction> filter, int next)
    {
        var isDenied = false;
        for (; next + 1 < filter.Length; next += 2)
        {
            if (filter[next].OpCode != ILOpCode.Ldnull && IlReader.Constant(filter[next]) != 0)
                return isDenied && filter[next].OpCode is (ILOpCode.Endfilter or ILOpCode.Stloc or ILOpCode.Stloc_s
                    or (>= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3));
            if (filter[next + 1].OpCode is not (ILOpCode.Ceq or ILOpCode.Cgt_un))
                return false;
            isDenied ^= filter[next + 1].OpCode == ILOpCode.Ceq;
        }

        return isDenied;
    }
}
