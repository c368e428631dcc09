namespace MlGuard.Lifecycle.Facts;

/// <summary>A text that a method hands on, as it got it or as a part of a longer one.</summary>
/// <param name="From">Whose it is.</param>
/// <param name="Call">What is called with it, as <see cref="Facts.Call"/> writes it; empty where it is returned.</param>
/// <param name="Argument">Which of its parameters, from 0.</param>
/// <param name="IsInstruction">Whether the same call says that it is what the system tells a model.</param>
internal sealed record HandedText(HandedText.Source From, string Call, int Argument, bool IsInstruction)
{
    /// <summary>A parameter of the method, or what a call answered.</summary>
    /// <param name="Parameter">Which parameter, from 0; less for a call.</param>
    /// <param name="Call">What was called; empty for a parameter.</param>
    internal sealed record Source(int Parameter, string Call);
}
