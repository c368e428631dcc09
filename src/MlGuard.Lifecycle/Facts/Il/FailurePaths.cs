using System.Reflection.Metadata;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>Which instructions of a body are caught, and which run after something was caught.</summary>
internal sealed class FailurePaths
{
    private readonly ImmutableArray<(ExceptionRegion Region, int After)> _regions;

    /// <param name="regions">The body's handlers.</param>
    /// <param name="instructions">The body.</param>
    /// <param name="isFinalizer">Whether an instruction passes the exception to the builder of an async method: that handler is the
    /// compiler's.</param>
    public FailurePaths(
        ImmutableArray<ExceptionRegion> regions, ImmutableArray<Instruction> instructions, Func<Instruction, bool> isFinalizer) =>
        _regions =
        [
            .. regions.Where(region => region.Kind is ExceptionRegionKind.Catch or ExceptionRegionKind.Filter)
                .Where(region => !HandlerOf(region, instructions).Any(isFinalizer))
                .Select(region => (region, ContinuesAt(HandlerOf(region, instructions)))),
        ];

    public bool IsGuarded(int offset) =>
        _regions.Any(pair => offset >= pair.Region.TryOffset && offset < pair.Region.TryOffset + pair.Region.TryLength);

    public bool IsOnFailure(int offset) =>
        _regions.Any(pair => (offset >= pair.Region.HandlerOffset && offset < pair.Region.HandlerOffset + pair.Region.HandlerLength)
            || offset >= pair.After);

    private static IEnumerable<Instruction> HandlerOf(ExceptionRegion region, ImmutableArray<Instruction> instructions) =>
        instructions.Where(instruction => instruction.Offset >= region.HandlerOffset
            && instruction.Offset < region.HandlerOffset + region.HandlerLength);

    /// <summary>Where a handler goes on; an await in a handler makes the compiler move its code there.</summary>
    private static int ContinuesAt(IEnumerable<Instruction> handler) =>
        handler.Where(instruction => instruction.OpCode is ILOpCode.Leave or ILOpCode.Leave_s).Select(instruction => instruction.Operand)
            .DefaultIfEmpty(int.MaxValue).Min();
}
