namespace MlGuard.Lifecycle.Facts;

/// <summary>A text that a method hands on as it got it.</summary>
/// <param name="From">Where it has it from.</param>
/// <param name="To">Where it goes.</param>
internal sealed record ParameterFlow(ParameterFlow.Source From, ParameterFlow.Target To)
{
    /// <summary>The <see cref="Source.Parameter"/> of a field.</summary>
    public const int NoParameter = -1;

    /// <summary>A parameter of the method, or a field of its own type.</summary>
    /// <param name="Parameter">Which parameter, from 0; none for a field.</param>
    /// <param name="Field">The field; empty for a parameter.</param>
    internal sealed record Source(int Parameter, string Field);

    /// <summary>An argument of a call, or a field of the method's own type.</summary>
    /// <param name="Call">What is called, as <see cref="Facts.Call"/> writes it; empty for a field.</param>
    /// <param name="Argument">Which of its parameters, from 0.</param>
    /// <param name="Field">The field; empty for a call.</param>
    /// <param name="Letter">The constant of the first <c>char</c> that the call is given, or null.</param>
    internal sealed record Target(string Call, int Argument, string Field, char? Letter);
}
