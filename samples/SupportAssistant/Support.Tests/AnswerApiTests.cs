using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Support.Api;

namespace Support.Tests;

/// <summary>The service as its clients meet it, over HTTP.</summary>
public sealed class AnswerApiTests : IAsyncLifetime
{
    private readonly WebApplication _app = SupportApi.Create(
        [
            "--urls", "http://127.0.0.1:0", "--Support:Customers:mira", "key-of-mira", "--Support:Customers:jonas", "key-of-jonas",
            "--Support:Staff:ines", "key-of-ines",
        ]);

    private Uri _address = new("http://127.0.0.1");

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync();
        _address = new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_customer_asks_and_a_person_of_the_shop_decides()
    {
        using var mira = Client("key-of-mira");
        using var ines = Client("key-of-ines");

        var asked = await Posted<Answered>(mira, "/v1/answers", new Question("I want my money back for A-1001."));
        using var own = await mira.PostAsJsonAsync($"/v1/conversations/{asked.Conversation}/approval", new Approval(true));
        var decided = await Posted<Answered>(ines, $"/v1/conversations/{asked.Conversation}/approval", new Approval(true));

        Assert.True(asked.Waits);
        Assert.Equal(HttpStatusCode.Forbidden, own.StatusCode);
        Assert.Contains("was paid back", decided.Text);
    }

    [Fact]
    public async Task Nobody_goes_on_with_the_conversation_of_another()
    {
        using var mira = Client("key-of-mira");
        using var jonas = Client("key-of-jonas");

        var asked = await Posted<Answered>(mira, "/v1/answers", new Question("Where is A-1001?"));
        using var other = await jonas.PostAsJsonAsync("/v1/answers", new Question("And now?", asked.Conversation));

        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task Nobody_asks_unknown()
    {
        using var stranger = Client("");
        using var response = await stranger.PostAsJsonAsync("/v1/answers", new Question("Where is A-1001?"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private HttpClient Client(string key)
    {
        var client = new HttpClient { BaseAddress = _address };
        client.DefaultRequestHeaders.Add("X-Support-Key", key);
        return client;
    }

    private static async Task<T> Posted<T>(HttpClient client, string path, object body)
    {
        using var response = await client.PostAsJsonAsync(path, body);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<T>())!;
    }
}
