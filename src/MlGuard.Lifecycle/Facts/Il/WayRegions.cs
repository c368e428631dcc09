using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Text.RegularExpressions;
using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>Where a body's steps begin, what is caught where, and which <c>finally</c> blocks run on a way out.</summary>
internal sealed class WayRegions
{
    private static readonly Regex s_odd = new(@"[^\w.+`]", RegexOptions.CultureInvariant);

    private readonly ImmutableArray<(ExceptionRegion Region, int Try, string Type, HandlerFilter Filter)> _catches;
    private readonly ImmutableArray<ExceptionRegion> _finallys;
    private readonly HashSet<int> _leaders = [];

    public WayRegions(
        ImmutableArray<ExceptionRegion> regions, ImmutableArray<Instruction> code, TypeNames names, OwnMembers members)
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
                .Where(region => !IsFinalizer(region, code, names)).Select(region => Catch(region, code, names, members)),
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

    public IEnumerable<(int Try, string Type, HandlerFilter Filter, int Handler)> Around(int offset) =>
        _catches.Where(entry => IsIn(offset, entry.Region.TryOffset, entry.Region.TryLength))
            .Select(entry => (entry.Try, entry.Type, entry.Filter, entry.Region.HandlerOffset));

    /// <summary>The <c>finally</c> blocks that run when a jump leaves their <c>try</c>, the innermost first.</summary>
    public ImmutableArray<int> Leaving(int from, int to) =>
        [
            .. _finallys.Where(region => IsIn(from, region.TryOffset, region.TryLength) && !IsIn(to, region.TryOffset, region.TryLength))
                .Select(region => region.HandlerOffset),
        ];

    /// <summary>A type's name without what would end it in the facts.</summary>
    public static string Plain(string type) => s_odd.Replace(type, "_");

    private static bool IsIn(int offset, int start, int length) => offset >= start && offset < start + length;

    private static (ExceptionRegion Region, int Try, string Type, HandlerFilter Filter) Catch(
        ExceptionRegion region, ImmutableArray<Instruction> code, TypeNames names, OwnMembers members)
    {
        var isPlain = region.Kind == ExceptionRegionKind.Catch;
        var type = isPlain ? names.Of(region.CatchType) : AskedFirst(region, code, names);
        var filter = isPlain ? HandlerFilter.Everything : ExceptionFilter.Of(region, code, names, members);
        return (region, region.TryOffset, Plain(type), filter);
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
}
