using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.Onnx;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4045: a local model is given plain text where its tokenizer or library has a chat template.</summary>
/// <remarks>
/// ONNX Runtime GenAI 0.18: <c>Tokenizer.ApplyChatTemplate</c>; LLamaSharp 0.30: <c>StatelessExecutor.ApplyTemplate</c>,
/// <c>LLamaTemplate</c>, transforms of a session. A text that holds marks of a template was written for one; text from elsewhere may hold
/// them.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RawPromptAnalyzer() : MlGuardAnalyzer(RuleIds.RawPrompt, [LocalLanguageModels.Framework])
{
    private const StringComparison Comparison = StringComparison.OrdinalIgnoreCase;

    /// <summary>Names that show that the program knows of templates.</summary>
    private static readonly string[] s_templates = ["ApplyChatTemplate", "ApplyTemplate", "LLamaTemplate", "PromptTemplateTransformer"];

    /// <summary>What stands in texts that are written in the form of a template or of a transcript.</summary>
    private static readonly string[] s_marks = ["<|", "|>", "[INST", "<start_of", "<s>", "###", "User:", "Assistant:", "Human:"];

    private static readonly ImmutableHashSet<string> s_takers = ["AppendTokenSequences", "SetInputSequences", "AppendTokens"];

    private static readonly ImmutableHashSet<string> s_executors = ["StatelessExecutor", "InteractiveExecutor", "StatefulExecutorBase"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(
            context =>
            {
                var call = (IInvocationOperation)context.Operation;
                if (RemedyFor(call) is { } remedy
                    && call.Arguments.FirstOrDefault(IsText) is { } text
                    && IsRaw(text.Value)
                    && !s_templates.Any(name => compilation.Calls.BodiesNaming(name, context.CancellationToken).Any()))
                    Report(context, compilation, Diagnostic.Create(Rule, text.Syntax.GetLocation(), remedy));
            },
            OperationKind.Invocation);

    /// <summary>What the call's library has instead; null for a call that gives no prompt to a model.</summary>
    private static string? RemedyFor(IInvocationOperation call)
    {
        if (OnnxTypes.IsGenerativeLibrary(call.TargetMethod) && call.TargetMethod.Name == "Encode")
            return Sink.Walk(call, Sink.OfUsing).Any(IsGenerated) ? "Pass it through ApplyChatTemplate of the tokenizer" : null;
        return LLamaTypes.Declares(call.TargetMethod)
            && call.TargetMethod.Name == "InferAsync"
            && call.Instance is { } executor
            && s_executors.Contains(LocalValues.Origin(executor).Type?.Name ?? "")
            ? "Use a ChatSession with a history transform, or LLamaTemplate"
            : null;
    }

    private static bool IsText(IArgumentOperation argument) => argument.Parameter?.Type.SpecialType == SpecialType.System_String;

    private static bool IsGenerated(Sink sink) =>
        sink.User is IArgumentOperation { Parent: IInvocationOperation taker } && s_takers.Contains(taker.TargetMethod.Name);

    /// <summary>Whether the text is written here, or typed by a user, and none of its parts looks like a template.</summary>
    private static bool IsRaw(IOperation text) => LocalValues.Origin(text) switch
    {
        { ConstantValue: { HasValue: true, Value: string constant } } => !s_marks.Any(mark => constant.IndexOf(mark, Comparison) >= 0),
        IInterpolatedStringOperation interpolated => interpolated.Parts.All(part => part switch
        {
            IInterpolatedStringTextOperation { Text: var words } => IsRaw(words),
            IInterpolationOperation { Expression: var value } => IsRawPart(value),
            _ => false,
        }),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => IsRawPart(sum.LeftOperand) && IsRawPart(sum.RightOperand),
        IInvocationOperation { TargetMethod: { Name: "ReadLine", ContainingType.Name: "Console" } } => true,
        _ => false,
    };

    /// <summary>What is put between words of one's own is what they are about, unless it is a text made elsewhere in whole.</summary>
    private static bool IsRawPart(IOperation value) =>
        LocalValues.Origin(value) is IParameterReferenceOperation || value.Type?.SpecialType != SpecialType.System_String || IsRaw(value);
}
