using MlGuard.Catalogue;
using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Decisions;

/// <summary>Decides rows: does it apply, is it there, does it hold, is it waived or attested?</summary>
internal sealed class RowDecision
{
    private const int WarnDaysAhead = 30;

    private readonly ProductSnapshot _product;
    private readonly ImmutableArray<Waiver> _waivers;
    private readonly ILookup<string, Attestation> _attestations;
    private readonly ImmutableArray<Remark>.Builder _remarks = ImmutableArray.CreateBuilder<Remark>();

    private RowDecision(ProductSnapshot product, Acceptances acceptances)
    {
        _product = product;
        _waivers = acceptances.Waivers;
        _attestations = acceptances.Attestations.ToLookup(attestation => attestation.Rule, StringComparer.Ordinal);
    }

    /// <summary>The rows, and what to say about the waivers that cover them.</summary>
    public static (ImmutableArray<DecidedRow> Rows, ImmutableArray<Remark> Remarks) Run(ProductSnapshot product, Acceptances acceptances)
    {
        var decision = new RowDecision(product, acceptances);
        ImmutableArray<DecidedRow> rows = [.. RequirementTable.All.Select(decision.Decide)];
        return (rows, decision._remarks.ToImmutable());
    }

    /// <summary>One row alone, as it is decided among all.</summary>
    public static DecidedRow Of(Row row, ProductSnapshot product, Acceptances acceptances) =>
        new RowDecision(product, acceptances).Decide(row);

    private DecidedRow Decide(Row row)
    {
        var context = new RowContext(row, _product);
        var answer = Answer(context);
        var span = answer.Problems.IsEmpty ? Place(context) : answer.Problems[0].Span;
        ImmutableArray<Waiver> waivers = [.. _waivers.Where(waiver => waiver.Rule == row.Id)];
        ImmutableArray<Waiver> valid = [.. waivers.Where(waiver => !waiver.IsExpired(_product.Today))];
        ImmutableArray<Problem> open = [.. answer.Problems.Where(problem => !valid.Any(waiver => waiver.Covers(problem)))];
        foreach (var waiver in valid)
            Judge(waiver, row, answer);
        if (!answer.Problems.IsEmpty && open.IsEmpty)
            return new DecidedRow(
                row, RowState.Waived,
                $"accepted until {Days.Written(valid.Where(waiver => answer.Problems.Any(waiver.Covers)).Min(waiver => waiver.Expires))}",
                [], null, span) { Reaches = answer.Reaches is null ? Stage.Maturity : _product.Declared };
        if (CanBeAttested(answer, open) && _attestations[row.Id].FirstOrDefault() is { } attestation)
            return new(row, RowState.Attested, $"attested by {attestation.By} on {attestation.Date}", [], null, span);
        if (open.IsEmpty)
            return Reaching(new(row, answer.State, answer.Reason, [], answer.Notice, span), answer.Reaches);
        if (open.FirstOrDefault(problem => problem.IsSeen) is { } seen)
            foreach (var useless in _attestations[row.Id])
                _remarks.Add(Remark.Contradicted(row.Id, seen.What, useless.Line));
        open = [.. open.Select(problem => WithExpiry(problem, waivers))];
        var said = Said(open, problem => problem.What, "; ");
        return Reaching(new(row, open.Max(problem => problem.State), said, open, null, open[0].Span), answer.Reaches);
    }

    /// <summary>A document and what the row asks beside it are said together; of other problems, the first stands for all.</summary>
    public static string Said(ImmutableArray<Problem> open, Func<Problem, string> text, string between) =>
        open.Any(problem => problem.IsOfDocument) ? string.Join(between, open.Select(text).Distinct()) : text(open[0]);

    private static DecidedRow Reaching(DecidedRow row, Stage? reaches) => reaches is null ? row : row with { Reaches = reaches };

    private static RowAnswer Answer(RowContext context)
    {
        var row = context.Row;
        if (!row.AppliesTo(context.Product))
            return RowAnswer.NotApplicable($"only for {row.When.Text}");
        if (row.RequiredFrom == RequiredFrom.Never && IsUnsaid(context))
            return RowAnswer.NotApplicable("said by those who know");
        if (!row.IsAskedOf(context.Product) && IsUnsaid(context))
            return RowAnswer.NotApplicable($"not asked by profile {context.Product.Profile.ToString().ToLowerInvariant()}");
        var problems = PresenceCheck.Problems(context);
        if (!problems.IsEmpty && problems.All(problem => problem.IsOfDocument))
            return WithFile(row, RowAnswer.Of([.. problems, .. row.Check(context).Problems]));
        if (!problems.IsEmpty)
            return WithFile(row, RowAnswer.Of(problems));
        return WithFile(row, FarBounds.Of(context, Grounds.Of(context, row.Check(context))));
    }

    /// <summary>Whoever writes a file learns at once what it has to hold.</summary>
    private static RowAnswer WithFile(Row row, RowAnswer answer) =>
        row.File is null || answer.Problems.IsEmpty
            ? answer
            : answer with
            {
                Problems =
                [
                    .. answer.Problems.Select(problem => !problem.IsGap && problem.State is RowState.Broken or RowState.Pending
                        ? problem with { Remedy = $"{problem.Remedy} 'mlguard explain {row.Id}' shows the whole file." }
                        : problem),
                ],
            };

    private static bool IsUnsaid(RowContext context) =>
        context.Row.Fields.All(field => context.Entries(field.Path).All(entry => entry.Value is null));

    /// <summary>An attestation stands in for what nobody saw, never against what was seen.</summary>
    private static bool CanBeAttested(RowAnswer answer, ImmutableArray<Problem> open) =>
        open.IsEmpty
            ? answer.State is RowState.Declared or RowState.Unbound or RowState.Pending
            : !open.Any(problem => problem.IsSeen);

    private Problem WithExpiry(Problem problem, ImmutableArray<Waiver> waivers) =>
        waivers.FirstOrDefault(waiver => waiver.IsExpired(_product.Today) && waiver.Covers(problem)) is { } expired
            ? problem with { What = $"{problem.What}; the waiver expired on {Days.Written(expired.Expires)}", IsOfDate = true }
            : problem;

    private void Judge(Waiver waiver, Row row, RowAnswer answer)
    {
        if (answer.Problems.Any(waiver.Covers))
        {
            var left = (waiver.Expires - _product.Today.Date).Days;
            if (left <= WarnDaysAhead)
                _remarks.Add(Remark.Unneeded(
                    row.Id, $"it expires on {Days.Written(waiver.Expires)}, in {Numbers.Counted(left, "day")}",
                    "Fulfil the row, or have the waiver renewed.", waiver.Span));
        }
        else if (answer.Problems.FirstOrDefault(problem => !problem.IsWaivable) is not null)
        {
            _remarks.Add(Remark.Void(row.Id, "what is wrong with this row cannot be waived", "Remove it.", waiver.Span));
        }
        else if (_product.IsAtGate)
        {
            var of = waiver.Scope.Length == 0 ? "it" : $"'{Quoted.Short(waiver.Scope)}'";
            _remarks.Add(Remark.Unneeded(row.Id, $"nothing of {of} fails, so it would hide the next failure", "Remove it.", waiver.Span));
        }
    }

    /// <summary>The first of its keys, else the item that it wants, else where a key of its name stands or would stand.</summary>
    private static Span Place(RowContext context)
    {
        if (!context.Row.Fields.IsEmpty)
            return context.First.Span;
        if (context.Row.Item is not { } item)
            return context.Entry(context.Row.Id.Replace('/', '.')).Span;
        var entries = context.Entries(item.Path);
        return (entries.FirstOrDefault(entry => entry.Text is { } text && item.Values.Contains(text)) ?? entries[0]).Span;
    }
}
