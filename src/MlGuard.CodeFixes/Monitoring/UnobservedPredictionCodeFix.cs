using System.Composition;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using MlGuard.Catalogue;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace MlGuard.CodeFixes.Monitoring;

/// <summary>
/// Counts the prediction and measures how long it took, with a <c>Meter</c> of the type that predicts. Top-level programs hold no fields,
/// so they get no fix.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UnobservedPredictionCodeFix()
    : MlGuardCodeFix(RuleIds.UnobservedPrediction, "Count the prediction and record its duration")
{
    private const string Count = "s_predictions";
    private const string Duration = "s_predictionDuration";

    private protected override SyntaxNode? ApplyFix(
        SyntaxNode root, SyntaxNode blamed, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        if (blamed.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || PredictionStatement.Around(call) is not { } target
            || call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } holder || holder is InterfaceDeclarationSyntax
            || IsRecorded(call)
            || !HasMeters(model.Compilation))
            return null;

        var stopwatch = FreeName.Near("stopwatch", call.SpanStart, model);
        var type = TypeNameOf(target, model);
        var measured = PredictionStatement.OnlyIn(target) is { Finally: null, Parent: BlockSyntax } attempt
            ? root.ReplaceNode(attempt, Measured(attempt, stopwatch))
            : PredictionStatement.Replace(root, target, model, statement => Measured(statement, stopwatch, type));
        // The type begins before the statement, so its name stands where it stood.
        return measured.FindToken(holder.Identifier.SpanStart).Parent is TypeDeclarationSyntax current
            ? measured.ReplaceNode(current, WithInstruments(current, model.Compilation.AssemblyName ?? "Predictions"))
            : null;
    }

    /// <summary>One measure in a block is enough for all its predictions.</summary>
    private static bool IsRecorded(SyntaxNode call) =>
        call.FirstAncestorOrSelf<BlockSyntax>()?.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Any(name => name.Identifier.ValueText == Duration) == true;

#pragma warning disable RS0030 // A fix runs once, at a click.
    private static bool HasMeters(Compilation compilation) =>
        compilation.GetTypeByMetadataName("System.Diagnostics.Metrics.Meter") is not null;
#pragma warning restore RS0030

    /// <summary>The type of a variable that is used behind the measure, and so is declared before it; null where none can be.</summary>
    private static TypeSyntax? TypeNameOf(SyntaxNode target, SemanticModel model) =>
        target is LocalDeclarationStatementSyntax local ? PredictionStatement.TypeName(local, model) : null;

    /// <summary>A prediction that fails is counted and measured, too.</summary>
    private static IEnumerable<StatementSyntax> Measured(StatementSyntax statement, string stopwatch, TypeSyntax? type)
    {
        if (statement is LocalDeclarationStatementSyntax local)
            return type is null
                ? [Start(stopwatch), statement, .. Record(stopwatch)]
                : [Start(stopwatch), .. PredictionStatement.Split(local.Declaration.Variables[0], type, InTry)];
        return [Start(stopwatch), InTry(statement)];

        StatementSyntax InTry(StatementSyntax attempt) =>
            TryStatement(PredictionStatement.Lines(attempt), default, FinallyClause(PredictionStatement.Lines(Record(stopwatch))));
    }

    /// <summary>A <c>try</c> around the prediction alone takes the measure in.</summary>
    private static StatementSyntax[] Measured(TryStatementSyntax attempt, string stopwatch) =>
    [
        Start(stopwatch).WithLeadingTrivia(attempt.GetLeadingTrivia()).WithTrailingTrivia(LineFeed)
            .WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation),
        attempt.WithLeadingTrivia().WithFinally(FinallyClause(PredictionStatement.Lines(Record(stopwatch))))
            .WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation),
    ];

    private static StatementSyntax Start(string stopwatch) =>
        ParseStatement($"var {stopwatch} = global::System.Diagnostics.Stopwatch.StartNew();");

    private static StatementSyntax[] Record(string stopwatch) =>
        [ParseStatement($"{Count}.Add(1);"), ParseStatement($"{Duration}.Record({stopwatch}.Elapsed.TotalSeconds);")];

    private static TypeDeclarationSyntax WithInstruments(TypeDeclarationSyntax type, string meter)
    {
        if (type.Members.OfType<FieldDeclarationSyntax>()
            .Any(field => field.Declaration.Variables.Any(variable => variable.Identifier.ValueText == Duration)))
            return type;

        string[] fields =
        [
            $"private static readonly global::System.Diagnostics.Metrics.Meter s_meter = new({Literal(meter)});",
            $"private static readonly global::System.Diagnostics.Metrics.Counter<long> {Count} = s_meter.CreateCounter<long>(\"ml.predictions\", \"{{prediction}}\", \"Predictions made\");",
            $"private static readonly global::System.Diagnostics.Metrics.Histogram<double> {Duration} = s_meter.CreateHistogram<double>(\"ml.prediction.duration\", \"s\", \"Time that a prediction took\");",
        ];
        return type.WithMembers(type.Members.InsertRange(0, fields.Select(Field)));
    }

    private static MemberDeclarationSyntax Field(string text) =>
        ParseMemberDeclaration(text)!.WithTrailingTrivia(ElasticCarriageReturnLineFeed)
            .WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);
}
