namespace MlGuard.Lifecycle.Product;

/// <summary>Which of a call's arguments are delegates that matter to a question; bits by the arguments' places.</summary>
/// <param name="Predicting">Those that may ask for a prediction which fails.</param>
/// <param name="Declared">Those that answer with the declared member.</param>
internal readonly record struct DelegateArguments(uint Predicting, uint Declared)
{
    public const int Most = 32;

    public (bool Predicts, bool IsDeclared) At(int place) =>
        ((Predicting & (1u << place)) != 0, (Declared & (1u << place)) != 0);

    public DelegateArguments With(int place, bool predicts, bool isDeclared) => new(
        Predicting | (predicts ? 1u << place : 0), Declared | (isDeclared && !predicts ? 1u << place : 0));
}
