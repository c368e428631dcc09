namespace MlGuard.Lifecycle.Product;

/// <summary>Which parts of what a body hands out hold what the declared member gave, where a prediction failed.</summary>
/// <param name="IsReturned">Whether what it returns does, as a whole or in some of its members.</param>
/// <param name="Members">Those members; null where they are not told apart.</param>
/// <param name="References">The parameters passed by reference that do, as bits.</param>
/// <param name="ReferenceCount">How many parameters are passed by reference.</param>
internal sealed record AnswerParts(bool IsReturned, MemberSet? Members, ulong References, int ReferenceCount)
{
    /// <summary>Whether nobody can take another part.</summary>
    public bool IsAll => IsReturned && Members is null && ReferenceCount == 0;

    public static AnswerParts All(int referenceCount) => new(true, null, ulong.MaxValue, referenceCount);

    /// <summary>What holds it in all of some answers; null where none is told apart.</summary>
    public static AnswerParts? Of(IEnumerable<WayAnswer> answers)
    {
        AnswerParts? all = null;
        foreach (var parts in answers.Select(answer => answer.Parts).OfType<AnswerParts>())
            all = all?.Meet(parts) ?? parts;
        return all;
    }

    /// <summary>What holds it in both.</summary>
    public AnswerParts Meet(AnswerParts other) => this with
    {
        IsReturned = IsReturned && other.IsReturned,
        Members = Members is { } own && other.Members is { } others ? own.Meet(others) : Members ?? other.Members,
        References = References & other.References,
    };
}
