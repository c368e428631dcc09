using Microsoft.CodeAnalysis.Simplification;
using MlGuard.Analyzers.Pipelines;

namespace MlGuard.CodeFixes.Data;

/// <summary>Changes to a pipeline that several fixes make.</summary>
internal static class PipelineEdit
{
    private const string Append = "Append";
    private const string Calibrators = "Calibrators";
    private const string DefaultLabel = "Label";

    /// <summary>
    /// Puts a conversion, or a normalisation, of <paramref name="column"/> in front of the step that <paramref name="blamed"/> stands in.
    /// Only where the step is
    /// chained with others: elsewhere the type of a variable could change.
    /// </summary>
    /// <param name="root">The file.</param>
    /// <param name="blamed">A part of the step.</param>
    /// <param name="column">The column to convert.</param>
    /// <param name="kind">A <c>DataKind</c>, or one of the names of <see cref="PipelineRules"/>.</param>
    /// <param name="model">Of the file.</param>
    public static SyntaxNode? WithConversion(SyntaxNode root, SyntaxNode blamed, string column, string kind, SemanticModel model)
    {
        var step = blamed.AncestorsAndSelf().OfType<InvocationExpressionSyntax>()
            .FirstOrDefault(call => MlContextOf(call, model) is not null);
        if (step is null || MlContextOf(step, model) is not { } context || !IsChained(step) || !IsAppendInReach(step, model))
            return null;

        var literal = SymbolDisplay.FormatLiteral(column, quote: true);
        var conversion = kind switch
        {
            PipelineRules.Key => $"{context.WithoutTrivia()}.Transforms.Conversion.MapValueToKey({literal})",
            PipelineRules.Normalize => $"{context.WithoutTrivia()}.Transforms.NormalizeMinMax({literal})",
            _ => $"{context.WithoutTrivia()}.Transforms.Conversion.ConvertType({literal}, "
                + $"outputKind: global::Microsoft.ML.Data.DataKind.{kind})",
        };
        var converting = SyntaxFactory.ParseExpression(conversion);
        converting = converting.ReplaceNodes(
            converting.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>()
                .Where(access => access.Name.Identifier.ValueText == kind),
            (_, current) => current.WithAdditionalAnnotations(Simplifier.Annotation));
        return AppendOf(step) is { Expression: MemberAccessExpressionSyntax access } append
            ? root.ReplaceNode(access, access.WithExpression(Appended(access, converting)).WithOperatorToken(DotBehind(append)))
            : root.ReplaceNode(step, Appended(Access(converting), step.WithoutTrivia()).WithTriviaFrom(step));
    }

    /// <summary>
    /// Puts a calibrator behind <paramref name="trainer"/>, which learns from <paramref name="label"/>. Null where one stands already, and
    /// where the context has no name to be mentioned by a second time.
    /// </summary>
    public static SyntaxNode? WithCalibrator(SyntaxNode root, InvocationExpressionSyntax trainer, string label, SemanticModel model)
    {
        if (MlContextOf(trainer, model) is not { } context
            || context is not (IdentifierNameSyntax or MemberAccessExpressionSyntax)
            || !IsAppendInReach(trainer, model))
            return null;

        var chain = AppendOf(trainer) ?? trainer;
        if (chain.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: Append, Parent: InvocationExpressionSyntax next }
            && next.ArgumentList.ToString().Contains(Calibrators))
            return null;

        var argument = label == DefaultLabel ? "" : $"labelColumnName: {SymbolDisplay.FormatLiteral(label, quote: true)}";
        var calibrator = SyntaxFactory.ParseExpression($"{context.WithoutTrivia()}.BinaryClassification.{Calibrators}.Platt({argument})");
        return root.ReplaceNode(
            chain, Appended(Access(chain).WithOperatorToken(DotBehind(chain)), calibrator).WithTrailingTrivia(chain.GetTrailingTrivia()));
    }

    /// <summary>The call that appends <paramref name="step"/> to what comes before it.</summary>
    private static InvocationExpressionSyntax? AppendOf(InvocationExpressionSyntax step) =>
        step.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax append } list } argument
            && IsAppend(append)
            && list.Arguments[0] == argument
            ? append
            : null;

    private static bool IsAppend(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: Append };

    private static MemberAccessExpressionSyntax Access(ExpressionSyntax chain) =>
        SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, chain, SyntaxFactory.IdentifierName(Append));

    private static InvocationExpressionSyntax Appended(MemberAccessExpressionSyntax append, ExpressionSyntax step) =>
        SyntaxFactory.InvocationExpression(
            append, SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(step))));

    /// <summary>The dot of a further call: on a line of its own where the chain has one call a line.</summary>
    private static SyntaxToken DotBehind(InvocationExpressionSyntax chain)
    {
        var dot = SyntaxFactory.Token(SyntaxKind.DotToken);
        return chain.Expression is MemberAccessExpressionSyntax { OperatorToken: var last, Name.Identifier.ValueText: Append }
            && last.GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia)
            ? dot.WithLeadingTrivia(
                last.GetPreviousToken().TrailingTrivia.Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))
                    .Concat(last.LeadingTrivia.Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))))
            : dot;
    }

    /// <summary>The expression of type <c>MLContext</c> at the head of the call's own members.</summary>
    private static ExpressionSyntax? MlContextOf(InvocationExpressionSyntax call, SemanticModel model)
    {
        var expression = (call.Expression as MemberAccessExpressionSyntax)?.Expression;
        while (expression is not null and not InvocationExpressionSyntax)
        {
            if (model.GetTypeInfo(expression).Type is { Name: "MLContext" })
                return expression;
            expression = (expression as MemberAccessExpressionSyntax)?.Expression;
        }

        return null;
    }

    private static bool IsChained(InvocationExpressionSyntax step) => step.Parent switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: Append, Parent: InvocationExpressionSyntax } => true,
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } => IsAppend(call),
        _ => false,
    };

    /// <summary>Chaining two estimators takes an extension method.</summary>
    private static bool IsAppendInReach(InvocationExpressionSyntax step, SemanticModel model) =>
        model.GetTypeInfo(step).Type is { } type
        && !model.LookupSymbols(step.SpanStart, type, Append, includeReducedExtensionMethods: true).IsEmpty;

    /// <summary>The type or member with an attribute more.</summary>
    public static MemberDeclarationSyntax WithAttribute(MemberDeclarationSyntax member, string attribute)
    {
        var parsed =
            ((ClassDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(
                $"[global::Microsoft.ML.Data.{attribute}] class C {{ }}")!).AttributeLists[0];
        parsed = parsed.ReplaceNode(parsed.Attributes[0].Name, parsed.Attributes[0].Name.WithAdditionalAnnotations(Simplifier.Annotation));
        var first = member.GetFirstToken();
        var isAlone = member.AttributeLists.Count > 0 && member.AttributeLists.Last().GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);
        var indent = SyntaxFactory.TriviaList(
            first.LeadingTrivia.Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
        var list = parsed.WithLeadingTrivia(first.LeadingTrivia)
            .WithTrailingTrivia(isAlone ? SyntaxFactory.ElasticLineFeed : SyntaxFactory.Space);
        var rest = member.ReplaceToken(first, first.WithLeadingTrivia(isAlone ? indent : default));
        return rest.WithAttributeLists(rest.AttributeLists.Insert(0, list));
    }
}
