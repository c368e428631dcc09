namespace MlGuard.Lifecycle.Facts.Il.Texts;

/// <summary>
/// What the variables of a method hold, whichever way it is run: whatever is ever stored. One that is given several values, of which one is
/// unknown, may have been cleaned and says nothing.
/// </summary>
internal sealed class TextPlaces
{
    private readonly Dictionary<long, ulong> _texts = [];
    private readonly HashSet<long> _unknown = [];
    private readonly Dictionary<long, HashSet<int>> _stores = [];

    /// <summary>Whether something was learnt since it was last asked.</summary>
    public bool IsChanged { get; private set; }

    public void Settle() => IsChanged = false;

    public ulong this[long place] => _unknown.Contains(place) || !_texts.TryGetValue(place, out var texts) ? TextMask.None : texts;

    /// <param name="place">The variable.</param>
    /// <param name="texts">What it is given.</param>
    /// <param name="at">Which instruction gives it.</param>
    public void Store(long place, ulong texts, int at)
    {
        if (!_stores.TryGetValue(place, out var stores))
            _stores.Add(place, stores = []);
        stores.Add(texts == TextMask.None ? ~at : at);
        if (stores.Count > 1 && stores.Any(store => store < 0 && !stores.Contains(~store)) && _unknown.Add(place))
            IsChanged = true;
        Fill(place, texts);
    }

    /// <summary>It holds more, beside what it held.</summary>
    public void Fill(long place, ulong texts)
    {
        var known = _texts.TryGetValue(place, out var before) ? before : TextMask.None;
        if ((known | texts) == known)
            return;
        _texts[place] = known | texts;
        IsChanged = true;
    }
}
