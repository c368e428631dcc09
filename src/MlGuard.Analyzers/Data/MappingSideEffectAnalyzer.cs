using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Data;

/// <summary>
/// MLG1042: a custom mapping that remembers, or asks the clock or chance. Data views are lazy: the mapping runs again on each pass.
/// </summary>
/// <remarks>dotnet/machinelearning#2719. Run against Microsoft.ML 5.0.1: two passes over one view give different rows.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MappingSideEffectAnalyzer() : MlGuardAnalyzer(RuleIds.MappingSideEffect, [MlNet.Framework])
{
    private static readonly ImmutableHashSet<string> s_changes = [
        "Add", "AddRange", "Insert", "Push", "Enqueue", "Dequeue", "Pop", "Remove", "RemoveAt", "Clear", "Append", "AppendLine"];

    private static readonly ImmutableHashSet<string> s_asked = ["the clock", "chance"];

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterOperationAction(operation => Check(operation, compilation), OperationKind.Invocation);

    private void Check(OperationAnalysisContext context, MlCompilation compilation)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!compilation.Symbols.Is(call.TargetMethod.ContainingType, MlNetTypes.CustomMappingCatalog)
            || call.Arguments.Argument("mapAction") is not { } action
            || LocalValues.Origin(action.Value) is not IAnonymousFunctionOperation mapping
            || EffectOf(mapping, compilation) is not var (what, place))
            return;

        Report(context, compilation, Diagnostic.Create(Rule, place.Syntax.GetLocation(), what));
    }

    private static (string What, IOperation Place)? EffectOf(IAnonymousFunctionOperation mapping, MlCompilation compilation)
    {
        var memoises = mapping.Body.Descendants().Any(operation =>
            operation is IInvocationOperation { TargetMethod.Name: "TryGetValue" or "ContainsKey" or "GetOrAdd" or "Contains" });
        foreach (var operation in mapping.Body.Descendants())
        {
            if (OutsideWorld.AskedBy(operation, mapping, compilation.Symbols) is { } asked && s_asked.Contains(asked))
                return ($"asks {asked}", operation);
            if (!memoises && WrittenBy(operation) is { } target && NameOfCaptured(target, mapping) is { } name)
                return ($"writes '{name}'", operation);
        }

        return null;
    }

    /// <summary>What the operation changes. A value that is only filled while it is empty is a cache.</summary>
    private static IOperation? WrittenBy(IOperation operation) => operation switch
    {
        ICoalesceAssignmentOperation => null,
        IAssignmentOperation { Target: not IDiscardOperation } assignment => assignment.Target,
        IIncrementOrDecrementOperation step => step.Target,
        IInvocationOperation { Instance: { } collection, TargetMethod: var method } when s_changes.Contains(method.Name)
            && method.ContainingNamespace?.ToDisplayString() is "System.Collections.Generic" or "System.Collections.Concurrent" or "System.Text"
            => collection,
        _ => null,
    };

    /// <summary>The name of the variable or member that lived before the mapping ran; null for its rows and its own variables.</summary>
    private static string? NameOfCaptured(IOperation target, IOperation mapping)
    {
        var root = target;
        while (root is IMemberReferenceOperation { Instance: { } } and not { Instance: IInstanceReferenceOperation }
            || root is IArrayElementReferenceOperation or IConversionOperation)
            root = root switch
            {
                IMemberReferenceOperation member => member.Instance!,
                IArrayElementReferenceOperation element => element.ArrayReference,
                IConversionOperation conversion => conversion.Operand,
                _ => root,
            };
        return root switch
        {
            IMemberReferenceOperation member => member.Member.Name,
            ILocalReferenceOperation local when !IsDeclaredIn(local.Local, mapping) => local.Local.Name,
            IParameterReferenceOperation parameter when !IsDeclaredIn(parameter.Parameter, mapping) => parameter.Parameter.Name,
            _ => null,
        };
    }

    private static bool IsDeclaredIn(ISymbol variable, IOperation mapping) => variable.DeclaringSyntaxReferences.Any(declaration =>
        declaration.SyntaxTree == mapping.Syntax.SyntaxTree && mapping.Syntax.Span.Contains(declaration.Span));
}
