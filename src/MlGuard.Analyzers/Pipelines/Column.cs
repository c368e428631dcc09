using MlGuard.Analyzers.Frameworks.MlNet;

namespace MlGuard.Analyzers.Pipelines;

/// <summary>What is known about one column at one point of a pipeline.</summary>
internal sealed record Column(string Name)
{
    public Presence Presence { get; init; } = Presence.Present;

    public ColumnType Type { get; init; } = ColumnType.Any;

    /// <summary>What the keys stand for, as far as the column says it; <see cref="ItemKinds.Nothing"/> when it does not.</summary>
    public ItemKinds KeyValues { get; init; } = ItemKinds.Any | ItemKinds.Nothing;

    /// <summary>What the names of the slots are made of; <see cref="ItemKinds.Text"/> among others while nobody knows.</summary>
    public ItemKinds SlotNames { get; init; } = ItemKinds.Any;

    /// <summary>
    /// What the values come from, in a form that compares: the row's member, the name in data of which nothing is known, or the step that
    /// made them. What only renames, converts or encodes a column keeps its origin.
    /// </summary>
    public object Origin { get; init; } = Name;

    /// <summary>The columns that were put together into this one.</summary>
    public ImmutableArray<Part> Parts { get; init; } = [];

    /// <summary>Whether the values are numbers as the source has them, of any scale.</summary>
    public bool IsRaw { get; init; }

    public bool IsAbsent => Presence == Presence.Absent;

    public static Column Absent(string name) => new(name) { Presence = Presence.Absent, KeyValues = ItemKinds.Nothing };

    public static Column Unknown(string name) => new(name) { Presence = Presence.Maybe };

    /// <summary>Either this or <paramref name="other"/>, depending on how the code runs.</summary>
    public Column Or(Column other)
    {
        if (ReferenceEquals(this, other))
            return this;
        if (IsAbsent || other.IsAbsent)
            return (IsAbsent ? other : this) with { Presence = Presence | other.Presence };

        return this with
        {
            Presence = Presence | other.Presence,
            Type = Type.Or(other.Type),
            KeyValues = KeyValues | other.KeyValues,
            SlotNames = SlotNames | other.SlotNames,
            Origin = Equals(Origin, other.Origin) ? Origin : new object(),
            Parts = Parts.SequenceEqual(other.Parts) ? Parts : [],
            IsRaw = IsRaw && other.IsRaw,
        };
    }
}
