using System.Net;
using System.Net.Http.Json;
using Fraud.Api;
using Fraud.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Fraud.Tests;

/// <summary>The service as its clients meet it, over HTTP and with the model that is shipped.</summary>
public sealed class ScoreApiTests : IAsyncLifetime
{
    private static readonly Payment Suspicious = new("card-1", 900, 90, 3, 4, 2, true, true, "DE", "web");

    private readonly WebApplication _app = FraudApi.Create(["--urls", "http://127.0.0.1:0", "--Fraud:ApiKey", "secret-of-the-test"]);
    private HttpClient _client = new();

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync();
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        _client = new HttpClient { BaseAddress = new Uri(addresses.First()) };
        _client.DefaultRequestHeaders.Add("X-Api-Key", "secret-of-the-test");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    [Trait("mltest", "infra-6")]
    public async Task The_shipped_model_opens_and_answers()
    {
        using var response = await _client.PostAsJsonAsync("/v1/score", Suspicious);
        var answer = await response.Content.ReadFromJsonAsync<ScoreResponse>();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(ModelScorer.ModelVersion, answer!.By);
        Assert.InRange(answer.Probability, 0, 1);
    }

    [Fact]
    [Trait("mltest", "monitor-5")]
    public async Task A_number_that_is_none_is_refused_and_never_scored()
    {
        using var response = await _client.PostAsJsonAsync("/v1/score", Suspicious with { Amount = -1 });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Nobody_asks_unknown()
    {
        using var stranger = new HttpClient { BaseAddress = _client.BaseAddress };
        using var response = await stranger.PostAsJsonAsync("/v1/score", Suspicious);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
