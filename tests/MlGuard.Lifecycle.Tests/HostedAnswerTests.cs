using Microsoft.CodeAnalysis;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>A service that asks a hosted model, puts its answer through a policy and writes down what it gives.</summary>
public sealed class HostedAnswerTests
{
    private const string Policy = "serving/postProcessing", Log = "serving/log", Id = "gpt-4.1-mini-2025-04-14";

    private const string Asks = "await AskAsync(ticket, cancellation)";

    /// <summary>A log and whether it says which model answered.</summary>
    public static TheoryData<string, object, string> Naming => new()
    {
        { "\"{Length} by {Model}\", draft.Text.Length, Models.Draft", RowState.Proven, Id },
        { "\"{Length} by {ModelId}\", draft.Text.Length, Models.Draft", RowState.Proven, Id },
        { "\"{Length} by {ModelVersion}\", draft.Text.Length, Models.Draft", RowState.Proven, Id },
        { "\"{Length} by {ModelVersion}\", draft.Text.Length, \"openai/\" + Models.Draft", RowState.Proven, Id },
        { "\"{Length} by {ModelVersion}\", draft.Text.Length, Models.Version", RowState.Proven, "1.1.0" },
        { "\"{Length} by {Model} of {ModelVersion}\", draft.Text.Length, Models.Draft, Models.Version", RowState.Proven, "" },
        { "\"{Length} by {Model} of {ModelVersion}\", draft.Text.Length, \"assistant\", Models.Version", RowState.Proven, "1.1.0" },
        { "\"{Length} by {Model}\", draft.Text.Length, options.Model", RowState.Proven, "Model" },
        { "\"{Length} by {By}\", draft.Text.Length, draft.ModelId", RowState.Proven, "ModelId" },
        { "$\"{draft.Text.Length} by \" + Models.Draft", RowState.Proven, Id },
        { "\"{Length} by {Model}\", draft.Text.Length, \"gpt-4.1-mini\"", RowState.Failed, "writes 'gpt-4.1-mini' as Model" },
        { "\"{Length} by {Model}\", draft.Text.Length, Models.Draft + \"-preview\"", RowState.Failed, "which is neither" },
        { "\"{Length} by {ModelId}\", draft.Text.Length, \"gpt-4o-2024-08-06\"", RowState.Failed, "writes 'gpt-4o-2024-08-06' as ModelId" },
        { "\"{Length} by {ModelVersion}\", draft.Text.Length, \"1.0.0\"", RowState.Failed, "writes '1.0.0' as ModelVersion" },
        { "\"{Length}\", draft.Text.Length", RowState.Failed, "neither receives nor writes which model answered" },
    };

    [Theory]
    [MemberData(nameof(Naming))]
    public void The_declared_id_says_which_hosted_model_answered(string written, object expected, string says)
    {
        foreach (var optimization in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            using var product = Product(
                $"var draft = DraftPolicy.Apply({Asks} ?? CannedReplies.For(ticket)); log.Write(draft); return draft;", written,
                optimization);

            var row = product.Row(Log);

            Assert.True(Equals(row.State, expected), $"{optimization} {row.State}: {row.Reason}");
            Assert.Contains(says, row.Reason);
        }
    }

    /// <summary>What the log is passed as the model, and whether that is the one that the manifest pins.</summary>
    [Theory]
    [InlineData("Models.Draft", RowState.Proven)]
    [InlineData("\"gpt-4o-2024-08-06\"", RowState.Failed)]
    [InlineData("\"desk-assistant\"", RowState.Proven)]
    public void A_constant_that_the_log_is_passed_is_no_other_provider_s_model(string passed, object expected)
    {
        using var product = Product(
            $"var draft = DraftPolicy.Apply({Asks} ?? CannedReplies.For(ticket)); log.Write(draft, {passed}); return draft;",
            "\"{Length} by {Model}\", draft.Text.Length, model", code: text => LaterRowTests.Replaced(
                text, "public void Write(Draft draft)", "public void Write(Draft draft, string model = Models.Draft)"));

        var row = product.Row(Log);

        Assert.True(Equals(row.State, expected), $"{row.State}: {row.Reason}");
    }

    /// <summary>A model that the product trains has a version, whatever else it pins.</summary>
    [Theory]
    [InlineData("  artifact: { path: models/drafts.zip }\n", "approach: hosted")]
    [InlineData("", "approach: fine-tuned transformer")]
    public void An_id_is_no_version_of_a_trained_model(string artifact, string approach)
    {
        using var product = Product(
            $"var draft = DraftPolicy.Apply({Asks} ?? CannedReplies.For(ticket)); log.Write(draft); return draft;",
            "\"{Length} by {Model}\", draft.Text.Length, Models.Draft",
            change: text => text.Replace("approach: hosted", approach) + $"training:\n  run: Desk.Train.RunAsync\n{artifact}");

        var row = product.Row(Log);

        Assert.True(row.State == RowState.Failed, row.Reason);
        Assert.Contains("neither receives nor writes which model answered", row.Reason);
    }

    /// <summary>How the service answers, and whether each answer has passed the policy and stands in the log.</summary>
    public static TheoryData<string, bool, bool> Answers => new()
    {
        { $"var draft = DraftPolicy.Apply({Asks} ?? CannedReplies.For(ticket)); log.Write(draft); return draft;", true, true },
        { $"var draft = DraftPolicy.Apply({Asks} ?? new Draft(\"Soon.\", \"none\", \"\")); log.Write(draft); return draft;", true, true },
        {
            $"var draft = DraftPolicy.Apply({Asks} ?? (ticket.IsSpam ? new Draft(\"\", \"none\", \"\") : CannedReplies.For(ticket))); "
                + "log.Write(draft); return draft;",
            true, true
        },
        {
            $"var draft = DraftPolicy.Apply(ticket.IsSpam ? new Draft(\"\", \"none\", \"\") : {Asks} ?? CannedReplies.For(ticket)); "
                + "log.Write(draft); return draft;",
            true, true
        },
        {
            $"var draft = {Asks}; if (draft is null) draft = new Draft(\"Soon.\", \"none\", \"\"); draft = DraftPolicy.Apply(draft); "
                + "Note(draft); await Task.Yield(); return draft; } private void Note(Draft draft) { log.Write(draft);",
            true, true
        },
        {
            "Draft draft; try { " + $"draft = {Asks} ?? new Draft(\"Soon.\", \"none\", \"\");" + " } catch (TimeoutException) { "
                + "draft = new Draft(\"Late.\", \"none\", \"\"); } var checkedDraft = DraftPolicy.Apply(draft); log.Write(checkedDraft); "
                + "return checkedDraft with { ModelId = \"\" };",
            true, true
        },
        {
            $"var draft = {Asks}; var written = draft; if (ticket.IsSpam) written = new Draft(\"\", \"none\", \"\"); log.Write(written!); "
                + "return DraftPolicy.Apply(draft!);",
            true, false
        },
        {
            $"var draft = {Asks}; Draft written, given; if (ticket.IsSpam) {{ written = new(\"\", \"none\", \"\"); given = new(\"No.\", \"none\", \"\"); }} "
                + "else { written = draft!; given = draft!; } log.Write(written); return DraftPolicy.Apply(given);",
            true, false
        },
        { $"var draft = {Asks}; log.Write(new Draft(\"\", \"none\", \"\")); return DraftPolicy.Apply(draft!);", true, false },
        { $"var draft = {Asks}; log.Write(draft!); _ = DraftPolicy.Apply(new Draft(\"\", \"none\", \"\")); return draft!;", false, true },
        {
            $"var draft = {Asks} ?? new Draft(\"Soon.\", \"none\", \"\"); if (draft.Source == \"none\") return draft; "
                + "draft = DraftPolicy.Apply(draft); log.Write(draft); return draft;",
            false, false
        },
        {
            $"var draft = DraftPolicy.Apply({Asks} ?? new Draft(\"Soon.\", \"none\", \"\")); if (draft.Source == \"model\") "
                + "log.Write(draft); return draft;",
            true, false
        },
        {
            $"Draft? last = null; for (var i = 0; i < 3; i++) {{ var next = {Asks} ?? new Draft(\"Soon.\", \"none\", \"\"); "
                + "if (last is null) log.Write(next); last = DraftPolicy.Apply(next); } return last!;",
            true, false
        },
        {
            $"var draft = DraftPolicy.Apply({Asks} ?? new Draft(\"Soon.\", \"none\", \"\")); await log.WriteAsync(draft); return draft;",
            true, true
        },
        {
            $"var draft = DraftPolicy.Apply({Asks} ?? new Draft(\"Soon.\", \"none\", \"\")); "
                + "await (ticket.IsSpam ? Task.CompletedTask : log.WriteAsync(draft)); return draft;",
            true, false
        },
        {
            $"var draft = {Asks}; var written = ticket.IsSpam ? new Draft(\"\", \"none\", \"\") : draft; "
                + "var given = ticket.Question == \"\" ? written : draft; log.Write(written!); return DraftPolicy.Apply(given!);",
            true, false
        },
        {
            "return ticket.Question is { Length: > 0 } && await PassedAsync(ticket, cancellation) is { } draft ? draft : new Draft(\"\", \"none\", \"\"); } "
                + $"private async Task<Draft?> PassedAsync(Ticket ticket, System.Threading.CancellationToken cancellation) {{ if (ticket.IsSpam) return null; "
                + $"var draft = DraftPolicy.Apply({Asks} ?? CannedReplies.For(ticket)); log.Write(draft); return draft;",
            true, true
        },
        {
            "if (ticket.IsSpam) log.Write(new Draft(\"\", \"none\", \"\")); return ticket.Question is { Length: > 0 } && await AskAsync(ticket, cancellation) is { } draft && draft.Text.Length > 3 ? draft : "
                + "DraftPolicy.Apply(new Draft(\"\", \"none\", \"\"));",
            false, false
        },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void What_is_answered_passes_whatever_it_is_made_of(string answer, bool passesPolicy, bool isWritten)
    {
        foreach (var optimization in new[] { OptimizationLevel.Release, OptimizationLevel.Debug })
        {
            using var product = Product(answer, optimization: optimization);

            var (policy, log) = (product.Row(Policy), product.Row(Log));

            Assert.True(
                policy.State == (passesPolicy ? RowState.Proven : RowState.Conditional), $"{optimization} {policy.State}: {policy.Reason}");
            Assert.True(log.State == (isWritten ? RowState.Proven : RowState.Conditional), $"{optimization} {log.State}: {log.Reason}");
        }
    }

    /// <summary>The answers of the model are all in the log; those of the rule are not.</summary>
    [Fact]
    public void A_condition_around_the_log_accuses_no_method_whose_answers_are_written()
    {
        using var product = Product(
            $"var draft = DraftPolicy.Apply({Asks} ?? new Draft(\"Soon.\", \"none\", \"\")); "
                + "if (draft.Source == \"model\") log.Write(draft); return draft;");

        var row = product.Row(Log);

        Assert.Equal(RowState.Conditional, row.State);
        Assert.Contains("a way through ", row.Reason);
        Assert.Contains("DraftService.DraftAsync answers without it", row.Reason);
        Assert.DoesNotContain("AskAsync", row.Reason);
    }

    private static TestProduct Product(
        string answer, string written = "\"{Text} by {Model}\", draft.Text, Models.Draft",
        OptimizationLevel optimization = OptimizationLevel.Release, Func<string, string>? change = null,
        Func<string, string>? code = null) =>
        new TestProduct((change ?? (same => same))(Manifest))
            .WithReference(GrowthCode.AspNetStub, "Microsoft.AspNetCore.Routing")
            .WithReference(Chat, "Microsoft.Extensions.AI.Abstractions")
            .WithCode(
                (code ?? (same => same))(Service).Replace("__ANSWER__", answer).Replace("__WRITTEN__", written), "Desk", optimization);

    private const string Manifest = $$"""
        mlguard: v1
        ruleset: 2026-r1
        project: desk
        owner: desk-tools
        model: { name: desk-drafts, version: 1.1.0 }
        models: [{ name: drafts, source: "https://example.org/models", id: {{Id}}  }]
        stage: growth
        discovery: { solution: { task: text-generation, approach: hosted } }
        architecture: { technical: { fallback: { to: canned replies, symbol: Desk.CannedReplies.For } } }
        serving: { postProcessing: Desk.DraftPolicy.Apply, log: Desk.DraftLog }

        """;

    private const string Chat = """
        namespace Microsoft.Extensions.AI
        {
            public sealed class ChatResponse { public string Text { get; set; } = ""; public string? ModelId { get; set; } }
            public interface IChatClient { Task<ChatResponse> GetResponseAsync(string question, System.Threading.CancellationToken cancellation); }
        }
        """;

    private const string Service = $$"""
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.Logging;

        namespace Desk;

        public static class Models
        {
            public const string Draft = "{{Id}}";
            public const string Version = "1.1.0";
        }

        public sealed record Ticket(string Question, bool IsSpam);

        public sealed record Draft(string Text, string Source, string ModelId);

        public sealed class Settings { public string Model { get; set; } = ""; }

        public static class DraftPolicy
        {
            public static Draft Apply(Draft draft) => draft.Text.Length < 10 ? draft with { Source = "review" } : draft;
        }

        public static class CannedReplies
        {
            public static Draft For(Ticket ticket) => new(ticket.Question.Contains("refund") ? "Billing looks at it." : "We write.", "rule", "");
        }

        public sealed class DraftLog(ILogger logger, Settings options)
        {
            public void Write(Draft draft) => logger.LogInformation(__WRITTEN__);

            public async Task WriteAsync(Draft draft) { await Task.Yield(); Write(draft); }
        }

        public sealed class DraftService(IChatClient chat, DraftLog log)
        {
            public async Task<Draft> DraftAsync(Ticket ticket, System.Threading.CancellationToken cancellation)
            {
                __ANSWER__
            }

            private async Task<Draft?> AskAsync(Ticket ticket, System.Threading.CancellationToken cancellation)
            {
                try
                {
                    var response = await chat.GetResponseAsync(ticket.Question, cancellation);
                    return string.IsNullOrWhiteSpace(response.Text) ? null : new Draft(response.Text, "model", response.ModelId ?? "");
                }
                catch (Exception) when (!cancellation.IsCancellationRequested)
                {
                    return null;
                }
            }
        }

        public static class Endpoints
        {
            public static void Map(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app) =>
                Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapPost(
                    app, "/drafts", (Ticket ticket, DraftService service) => service.DraftAsync(ticket, default));
        }
        """;
}
