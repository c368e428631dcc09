using MlGuard.Lifecycle.Checks;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Serving;
using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;
using MlGuard.Lifecycle.Requirements.Data;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Requirements.Serving;

/// <summary>The interface, who may call it, and how fast it answers.</summary>
internal static class ServingChecks
{
    /// <summary>The endpoint is described; what the training reads is part of the request.</summary>
    public static RowAnswer Described(RowContext context)
    {
        var (file, endpoint) = (context.Entry("serving.api.openapi"), context.Entry("serving.api.endpoint"));
        var (api, fault) = context.Product.Files.Api(file.Text!);
        if (api is null)
            return RowAnswer.Of(fault!.IsAbsent
                ? Problem.Absent(
                    $"the description '{Quoted.Short(file.Text!)}' is not there", "Let the build write it, and commit it.", file.Span)
                : Problem.Broken($"'{Quoted.Short(file.Text!)}' {fault.Text}", "Correct the file.", file.Span));
        return api.Find(endpoint.Text!) is null
            ? RowAnswer.Of(Problem.Failed(
                $"'{Quoted.Short(endpoint.Text!)}' is not in '{Quoted.Short(file.Text!)}', so clients guess",
                Nearest.Remedy(
                    EntryPoint.Normalized(endpoint.Text!), api.Operations.Select(operation => operation.Endpoint),
                    "Write verb and path as they stand there."),
                endpoint.Span))
            : RowAnswer.Proven($"{endpoint.Text} is described");
    }

    /// <summary>The code maps the described endpoint, and its request carries what the data's type holds.</summary>
    public static RowAnswer IsTheCodes(RowContext context)
    {
        var declared = context.Entry("serving.api.endpoint");
        if (!context.Product.Serving!.Entries.Any(entry => EntryPoint.IsEndpoint(entry.Name)))
            return RowAnswer.Declared("the code shows no endpoint to compare with");
        if (Unmapped(context, declared) is { } unmapped)
            return RowAnswer.Of(unmapped);
        var properties = context.Product.Files.Api(context.Text("serving.api.openapi")!).Value?.Find(declared.Text!)?.RequestProperties
            ?? [];
        var columns = context.Product.Manifest.Texts(ManifestPaths.DataSourcesSchema)
            .SelectMany(type => DataChecks.ColumnsOf(context.Product, type)).Distinct().ToImmutableArray();
        var missing = columns.Where(column => column is not "Label" && !properties.Contains(column, StringComparer.OrdinalIgnoreCase))
            .ToImmutableArray();
        // Where a feed makes the features, a request carries what they are made of.
        return properties.IsEmpty
            || missing.IsEmpty
            || missing.Length == columns.Length
            || context.Text(ManifestPaths.PipelinesToProduction) is not null
            ? RowAnswer.Proven("the code maps it")
            : RowAnswer.Proven("the code maps it") with { Notice = Problem.Failed(
                $"the request does not carry '{Quoted.Short(missing[0])}', which the data's type has",
                "Add it to the request, or say where serving gets it.", declared.Span) };
    }

    /// <summary>Nobody asks a model unknown, where the manifest says that everybody is.</summary>
    public static RowAnswer Authorized(RowContext context)
    {
        var declared = context.Entry("serving.security.auth");
        if (declared.Text == "none")
            return RowAnswer.Declared("everybody may ask");
        var serving = context.Product.Serving!;
        var endpoints = Asked(context, serving);
        if (endpoints.IsEmpty)
            return RowAnswer.Declared(serving.Entries.Any(entry => EntryPoint.IsEndpoint(entry.Name))
                ? "no endpoint that the code maps can be followed to a prediction, and none is the declared one"
                : "the code shows no endpoint to compare with");
        var all = context.Product.Facts!.Graph.Methods.Any(method => !method.Assembly.IsTestProject
            && method.Calls.Any(call => RoleIndex.Authorizes(call.Type, call.Name)));
        var asserted = new AssertedAccess(context.Product.Facts, serving.Entries);
        return RowAnswer.Of(
            [
                .. endpoints.Where(entry => entry.IsAuthorized != true && !(all && entry.IsAuthorized is null))
                    .Select(entry => Problem.Failed(
                        $"the manifest says {Quoted.Short(declared.Text!)}, and {entry.Name} answers everybody",
                        entry.IsAuthorized == false
                            ? "Remove 'AllowAnonymous', which outdoes whatever asks who is calling."
                            : "Add 'RequireAuthorization()' or '[Authorize]' to it, and to the program 'AddAuthentication' with a scheme, "
                                + "such as '.AddJwtBearer()', and 'UseAuthorization'.",
                        declared.Span) with { Scope = entry.Name }),
                .. OwnAuthentication.Problems(context.Product.Facts, declared),
            ],
            endpoints.FirstOrDefault(asserted.Guards) is { } believed
                ? RowAnswer.Declared(
                    $"the policy of {believed.Name} rests on an assertion in code, and neither 'RequireAuthenticatedUser' nor a claim "
                        + "stands beside it")
                : RowAnswer.Proven("every endpoint that predicts asks who is calling"));
    }

    /// <summary>The endpoints that predict; where no reading of code follows them so far, the one that the manifest declares.</summary>
    private static ImmutableArray<EntryPoint> Asked(RowContext context, ServingMap serving)
    {
        ImmutableArray<EntryPoint> predicting = [.. serving.Predicting.Where(entry => EntryPoint.IsEndpoint(entry.Name))];
        return predicting.IsEmpty && context.Text("serving.api.endpoint") is { } declared
            ? [.. serving.Entries.Where(entry => EntryPoint.IsEndpoint(entry.Name) && Matches(entry, declared))]
            : predicting;
    }

    public static RowAnswer Load(RowContext context)
    {
        var (latency, throughput) = (context.Entry("serving.load.latencyP99"), context.Entry("serving.load.throughput"));
        var model = ModelBinding.Of(context.Product);
        var problems = ImmutableArray.CreateBuilder<Problem>();
        foreach (var entry in new[] { latency, throughput })
            if (context.Product.Files.Metric(entry.Text!).Value is { } metric && model.ProblemOf(entry, metric) is { } unbound)
                problems.Add(unbound);
        if (problems.Count > 0)
            return RowAnswer.Of(problems.ToImmutable());
        var (slow, rate) = (context.Product.Files.Metric(latency.Text!).Value!.Value,
            context.Product.Files.Metric(throughput.Text!).Value!.Value);
        if (slow.Kind != MeasureKind.Duration)
            problems.Add(Problem.Broken(
                $"'{Quoted.Short(latency.Text!)}' holds {Numbers.Written(slow.Amount)} without a unit",
                "End its name with 'Ms', or write text such as '41ms'.", latency.Span));
        else if (slow.Amount <= 0)
            problems.Add(Problem.Broken(
                $"'{Quoted.Short(latency.Text!)}' says that a request takes {Numbers.Written(slow.Amount * 1000)}ms, which none does",
                "Measure it again.", latency.Span));
        else if (slow.Amount > context.Measure("architecture.business.latencyP99")?.Amount)
            problems.Add(Problem.Failed(
                $"one request in a hundred takes {Numbers.Written(slow.Amount * 1000)}ms, longer than "
                    + $"{context.Text("architecture.business.latencyP99")}",
                "Make it faster, or ask the business.", latency.Span));
        var perSecond = rate.IsRate ? rate.PerSecond : rate.Amount;
        if (rate.Kind is MeasureKind.Duration or MeasureKind.Money or MeasureKind.Percent)
            problems.Add(Problem.Broken(
                $"'{Quoted.Short(throughput.Text!)}' holds no requests a second", "Write a bare number, or text such as '342/s'.",
                throughput.Span));
        else if (perSecond < context.Measure(ManifestPaths.ArchitectureBusinessPeak)?.PerSecond)
            problems.Add(Problem.Failed(
                $"{Numbers.Written(perSecond)} requests a second were served, and the peak has "
                    + $"{context.Text(ManifestPaths.ArchitectureBusinessPeak)}",
                "Serve more, and measure again.", throughput.Span));
        var shown = $"{Numbers.Written(slow.Amount * 1000)}ms at {Numbers.Written(perSecond)}/s";
        return RowAnswer.Of(
            problems.ToImmutable(),
            (LoadTarget.DoubtOf(context, latency) ?? LoadTarget.DoubtOf(context, throughput)) is { } doubt
                ? RowAnswer.Declared($"{shown}; {doubt}")
                : RowAnswer.Proven(shown));
    }

    /// <summary>Training and serving are built by the same people: they stand below one manifest.</summary>
    public static RowAnswer Coupled(RowContext context)
    {
        var facts = context.Product.Facts!;
        var training = facts.Playing(Frameworks.Role.Fit).Select(method => method.Assembly.Project).Distinct().ToImmutableArray();
        var serving = context.Product.Serving!.Predictions.Select(method => method.Assembly.Project).Distinct().ToImmutableArray();
        return training.IsEmpty || serving.IsEmpty
            ? RowAnswer.Of(Problem.Absent(
                $"the code {(training.IsEmpty ? "trains" : "asks")} no model below this manifest, so training and serving are led apart",
                "Put both below one manifest, or attest who owns both.", context.Entry("training").Span))
            : RowAnswer.Proven(training[0] == serving[0]
                ? $"{training[0]} trains and serves"
                : $"{training[0]} and {serving[0]} stand below one manifest");
    }

    /// <summary>
    /// Where no description holds the endpoint, nothing else compares it with the code; tests that ask it are tests of something else then.
    /// </summary>
    public static RowAnswer EndpointIsMapped(RowContext context)
    {
        var declared = context.Entry("serving.api.endpoint");
        return declared.Text is not null && context.Text("serving.api.openapi") is null && Unmapped(context, declared) is { } problem
            ? RowAnswer.Proven("") with { Notice = problem }
            : RowAnswer.Proven("");
    }

    private static Problem? Unmapped(RowContext context, ManifestEntry declared)
    {
        var entries = context.Product.Serving!.Entries.Where(entry => EntryPoint.IsEndpoint(entry.Name)).ToImmutableArray();
        return entries.IsEmpty || entries.Any(entry => Matches(entry, declared.Text!))
            ? null
            : Problem.Failed(
                $"'serving.api.endpoint' says '{Quoted.Short(declared.Text!)}', which the code does not map",
                Nearest.Remedy(
                    EntryPoint.Normalized(declared.Text!), entries.Select(entry => entry.Endpoint), "Correct the one that is wrong."),
                declared.Span);
    }

    private static bool Matches(EntryPoint entry, string endpoint)
    {
        var wanted = EntryPoint.Normalized(endpoint);
        return entry.Endpoint == wanted
            || (entry.Endpoint.StartsWith("ANY ", StringComparison.Ordinal)
                && entry.Endpoint.Substring(4) == wanted.Substring(1 + wanted.IndexOf(' ')));
    }
}
