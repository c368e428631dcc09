using System.Security.Cryptography;

namespace MlGuard.Lifecycle.Facts;

/// <summary>The SHA-256 of many small parts, which a hash takes an order of magnitude faster in blocks.</summary>
internal sealed class HashedBlocks : IDisposable
{
    private const int Size = 1 << 16;

    private readonly SHA256 _hash = SHA256.Create();
    private readonly byte[] _block = new byte[Size];
    private int _used;

    /// <summary>Adds a number, its lowest byte first.</summary>
    public void Add(int number)
    {
        if (Size - _used < sizeof(int))
            Flush();
        for (var shift = 0; shift < 8 * sizeof(int); shift += 8)
            _block[_used++] = unchecked((byte)(number >> shift));
    }

    public void Add(ImmutableArray<byte> bytes)
    {
        for (var start = 0; start < bytes.Length;)
        {
            if (_used == Size)
                Flush();
            var part = Math.Min(Size - _used, bytes.Length - start);
            bytes.CopyTo(start, _block, _used, part);
            (_used, start) = (_used + part, start + part);
        }
    }

    /// <summary>The hash of all that was added; nothing can be added after it.</summary>
    public byte[] Hash()
    {
        _hash.TransformFinalBlock(_block, 0, _used);
        return _hash.Hash;
    }

    public void Dispose() => _hash.Dispose();

    private void Flush()
    {
        _hash.TransformBlock(_block, 0, _used, null, 0);
        _used = 0;
    }
}
