namespace MlGuard.Lifecycle.Facts.Il.Tensors;

/// <summary>A dictionary of inputs that a body makes and fills.</summary>
internal sealed class WalkedInputs : Walked
{
    private readonly List<(Walked Name, Walked Value)> _inputs = [];
    private bool _isOpen;

    /// <summary>What it holds by which name; default where others may have a say. Final once all is read.</summary>
    public ImmutableArray<(Walked Name, Walked Value)> All => _isOpen ? default : [.. _inputs];

    public void Add(Walked name, Walked value) => _inputs.Add((name, value));

    public void Open() => _isOpen = true;
}
