namespace MlGuard.Lifecycle.Facts.Il.Tensors;

/// <summary>An array, whose length is known and which is filled where it is made. What is written into it elsewhere makes it unknown.</summary>
/// <param name="element">The type of its elements.</param>
/// <param name="length">How many.</param>
/// <param name="block">The run of instructions in which it is made.</param>
internal sealed class WalkedItems(string element, int length, int block) : Walked
{
    private readonly Walked?[] _items = new Walked?[length];
    private bool _isOpen;

    public string Element => element;

    public int Length => length;

    /// <summary>What each place holds. Final once all is read.</summary>
    public IEnumerable<Walked> All => _items.Select(item => _isOpen ? Unknown : item ?? Unknown);

    public static WalkedItems Of(IEnumerable<Walked> values)
    {
        var all = values.ToImmutableArray();
        var items = new WalkedItems("", all.Length, 0);
        for (var i = 0; i < all.Length; i++)
            items._items[i] = all[i];
        return items;
    }

    /// <summary>What is stored once, before the code branches, is there whenever the array is used.</summary>
    public void Store(Walked index, Walked value, int at)
    {
        if (index is not WalkedNumber { Value: var place } || place < 0 || place >= length)
            Open();
        else
            _items[place] = at == block && _items[place] is null ? value : Unknown;
    }

    /// <summary>All of it at once; nothing is known where <paramref name="numbers"/> is default.</summary>
    public void Fill(ImmutableArray<long> numbers)
    {
        if (numbers.IsDefault || Array.Exists(_items, item => item is not null))
            Open();
        else
            for (var i = 0; i < length; i++)
                _items[i] = new WalkedNumber(numbers[i]);
    }

    /// <summary>Somebody else may write into it.</summary>
    public void Open() => _isOpen = true;
}
