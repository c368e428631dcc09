using MlGuard.Analyzers.Flow.Texts;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Fallback;

/// <summary>MLG5009: what a model answers is parsed as if it always had that form.</summary>
/// <remarks>Silent where the answer's format is asked for, and where a <c>catch</c> takes what the parser throws.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandParsedAnswerAnalyzer() : TextAnalyzer(RuleIds.HandParsedAnswer)
{
    private static readonly ImmutableHashSet<string> s_taken = [
        "Exception", "SystemException", "JsonException", "FormatException", "ArgumentException", "OverflowException",
        "JsonReaderException", "JsonSerializationException"];

    private static readonly ImmutableHashSet<string> s_formats = ["ResponseFormat", "TextOptions", "Format", "OutputConfig"];

    private static readonly OncePerBody<bool> s_asksForFormat = new((body, _, _) => body.Any(operation =>
        operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name } }
            ? s_formats.Contains(name)
            : operation is IArgumentOperation argument && HoldsSettings(argument)));

    /// <summary>What form an agent answers in is said where it is made.</summary>
    private static readonly OncePerBody<bool> s_asksAgent = new((body, _, _) => body.OfType<IInvocationOperation>().Any(call =>
        call.TargetMethod.ContainingType.Name.EndsWith("Agent", StringComparison.Ordinal)));

    private protected override bool IsMeant(TextFinding finding, MlCompilation compilation) =>
        finding is { Sink.Role: TextRole.Parse, Origin.Source: TextSource.Model }
        && !IsArguments(finding.Value)
        && !ExpectedFailure.IsCaught(finding.Value, s_taken)
        && !s_asksForFormat.Of(finding.Value, compilation)
        && !(s_asksAgent.Of(finding.Value, compilation) && compilation.Calls.BodiesNaming("ResponseFormat").Any());

    private protected override object[] ArgumentsOf(TextFinding finding) => [finding.Sink.What];

    /// <summary>
    /// The arguments of a tool call are JSON by their form, and there is no other way to read them: the advice of the rule is none.
    /// </summary>
    private static bool IsArguments(IOperation text) => LocalValues.Origin(text).DescendantsAndSelf().Any(part =>
        part is IPropertyReferenceOperation { Property: { Name: "Arguments" or "FunctionArguments", ContainingType: var owner } }
        && LanguageModels.IsOfLibrary(owner));

    /// <summary>Settings that come from elsewhere may ask for a format.</summary>
    private static bool HoldsSettings(IArgumentOperation argument) =>
        argument.IsWritten()
        && argument.Parameter?.Type.Name is "ChatOptions" or "PromptExecutionSettings" or "ChatCompletionOptions" or "KernelArguments"
        && argument.Value.ConstantValue is not { HasValue: true, Value: null }
        && LocalValues.Origin(argument.Value) is not IObjectCreationOperation;
}
