using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Tagging.Api;

namespace Tagging.Tests;

/// <summary>The service as its clients meet it, over HTTP and with the model that is shipped.</summary>
public sealed class TagApiTests : IAsyncLifetime
{
    private readonly WebApplication _app = TaggingApi.Create(["--urls", "http://127.0.0.1:0"]);
    private HttpClient _client = new();

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync();
        _client = new HttpClient
        {
            BaseAddress = new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
        };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_picture_is_tagged()
    {
        using var response = await _client.PostAsJsonAsync("/v1/tags", new Picture(1, 1, [230, 235, 240]));

        Assert.Equal("snow", (await response.Content.ReadFromJsonAsync<Tag>())!.Name);
    }

    [Fact]
    public async Task What_is_no_picture_is_a_bad_request()
    {
        using var response = await _client.PostAsJsonAsync("/v1/tags", new Picture(2, 2, [1, 2, 3]));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
