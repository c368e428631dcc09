using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.Torch;

namespace MlGuard.Analyzers.Networks;

/// <summary>Which questions to a model are asked for their answer, and not to learn from it.</summary>
internal static class Inference
{
    /// <summary>Whether the body belongs to a model, whose parts are asked inside of it.</summary>
    public static bool IsPartOfModel(TorchBody body, MlSymbols symbols) => symbols.IsModule(body.Owner?.ContainingType);

    /// <summary>Whether no backward pass follows the question in its round.</summary>
    public static bool IsInference(TorchEvent asked, TorchBody body)
    {
        var at = body.IndexOf(asked);
        if (asked.Subject is null)
            return false;
        return asked.Loop is { } loop
            ? !body.Of(TorchMeaning.Backward).Any(it => it.IsIn(loop) && body.IndexOf(it) > at)
            : !body.Of(TorchMeaning.Backward).Any(it => body.IndexOf(it) > at && it.Loop is null);
    }

    public static bool SetsMode(TorchEvent it) => it.Meaning is TorchMeaning.Evaluate or TorchMeaning.Train;

    /// <summary>Whether it switches to evaluation: <c>eval()</c>, or <c>train(false)</c>.</summary>
    public static bool Evaluates(TorchEvent it) => it.Meaning == TorchMeaning.Evaluate
        || (it.Meaning == TorchMeaning.Train
            && it.Call.Arguments.Any(argument => argument.Value.ConstantValue is { HasValue: true, Value: false }));
}
