using System.Reflection.Metadata;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>How many values an instruction takes off the stack and leaves there, ECMA-335 III. Calls say it in their signature.</summary>
internal static class StackEffect
{
    private const int TwoBytes = 0xFE00;

    /// <summary>Runs of opcodes with one effect, by their first and last code.</summary>
    private static readonly ImmutableArray<(int First, int Last, byte Pops, byte Pushes)> s_runs =
    [
        (0x02, 0x09, 0, 1),
        (0x0A, 0x0D, 1, 0), (0x0E, 0x0F, 0, 1), (0x10, 0x10, 1, 0), (0x11, 0x12, 0, 1), (0x13, 0x13, 1, 0), (0x14, 0x23, 0, 1),
        (0x26, 0x26, 1, 0), (0x2C, 0x2D, 1, 0), (0x2E, 0x37, 2, 0), (0x39, 0x3A, 1, 0), (0x3B, 0x44, 2, 0), (0x45, 0x45, 1, 0),
        (0x46, 0x50, 1, 1),
        (0x51, 0x57, 2, 0), (0x58, 0x64, 2, 1), (0x65, 0x6E, 1, 1), (0x70, 0x70, 2, 0), (0x71, 0x71, 1, 1), (0x72, 0x72, 0, 1),
        (0x74, 0x76, 1, 1),
        (0x79, 0x79, 1, 1), (0x7A, 0x7A, 1, 0), (0x7B, 0x7C, 1, 1), (0x7D, 0x7D, 2, 0), (0x7E, 0x7F, 0, 1), (0x80, 0x80, 1, 0),
        (0x81, 0x81, 2, 0),
        (0x82, 0x8E, 1, 1), (0x8F, 0x9A, 2, 1), (0x9B, 0xA2, 3, 0), (0xA3, 0xA3, 2, 1), (0xA4, 0xA4, 3, 0), (0xA5, 0xA5, 1, 1),
        (0xB3, 0xC6, 1, 1), (0xD0, 0xD0, 0, 1), (0xD1, 0xD5, 1, 1), (0xD6, 0xDB, 2, 1), (0xDF, 0xDF, 2, 0), (0xE0, 0xE0, 1, 1),
        (TwoBytes, TwoBytes, 0, 1),
        (TwoBytes + 0x01, TwoBytes + 0x05, 2, 1), (TwoBytes + 0x06, TwoBytes + 0x06, 0, 1), (TwoBytes + 0x07, TwoBytes + 0x07, 1, 1),
        (TwoBytes + 0x09, TwoBytes + 0x0A, 0, 1),
        (TwoBytes + 0x0B, TwoBytes + 0x0B, 1, 0), (TwoBytes + 0x0C, TwoBytes + 0x0D, 0, 1), (TwoBytes + 0x0E, TwoBytes + 0x0E, 1, 0),
        (TwoBytes + 0x0F, TwoBytes + 0x0F, 1, 1),
        (TwoBytes + 0x11, TwoBytes + 0x11, 1, 0), (TwoBytes + 0x15, TwoBytes + 0x15, 1, 0), (TwoBytes + 0x17, TwoBytes + 0x18, 3, 0),
        (TwoBytes + 0x1C, TwoBytes + 0x1C, 0, 1), (TwoBytes + 0x1D, TwoBytes + 0x1D, 1, 1),
    ];

    private static readonly (byte Pops, byte Pushes)[] s_oneByte = Table(0), s_twoBytes = Table(TwoBytes);

    public static (int Pops, int Pushes) Of(ILOpCode opCode)
    {
        var (pops, pushes) = ((int)opCode >= TwoBytes ? s_twoBytes : s_oneByte)[(int)opCode & 0xFF];
        return (pops, pushes);
    }

    /// <summary>Whether what stands after it runs only when something jumps there.</summary>
    public static bool Ends(ILOpCode opCode) => opCode is
        ILOpCode.Br or ILOpCode.Br_s or ILOpCode.Ret or ILOpCode.Throw or ILOpCode.Rethrow or ILOpCode.Leave or ILOpCode.Leave_s
            or ILOpCode.Endfinally or ILOpCode.Endfilter or ILOpCode.Jmp;

    private static (byte Pops, byte Pushes)[] Table(int page)
    {
        var table = new (byte, byte)[256];
        foreach (var (first, last, pops, pushes) in s_runs.Where(run => run.First >= TwoBytes == page > 0))
            for (var code = first; code <= last; code++)
                table[code & 0xFF] = (pops, pushes);
        return table;
    }
}
