using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Fallback;

/// <summary>Failures that the code around a read of an answer takes.</summary>
internal static class ExpectedFailure
{
    /// <summary>Whether a <c>catch</c> around <paramref name="read"/> takes one of <paramref name="types"/>, or anything.</summary>
    public static bool IsCaught(IOperation read, ImmutableHashSet<string> types) => Bodies.AroundInFunction(read).OfType<ITryOperation>()
        .Where(attempt => Bodies.IsInside(read, attempt.Body))
        .SelectMany(attempt => attempt.Catches)
        .Any(clause => clause.Filter is not null || TakesAll(clause) || types.Contains(clause.ExceptionType.Name));

    /// <summary>The compiler gives a <c>catch</c> without a type that of all objects.</summary>
    private static bool TakesAll(ICatchClauseOperation clause) =>
        clause.ExceptionType is null or { SpecialType: SpecialType.System_Object };
}
