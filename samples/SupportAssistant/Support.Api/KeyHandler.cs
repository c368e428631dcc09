using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Support.Api;

/// <summary>Knows customers and people of the shop by the keys that the platform gives them.</summary>
internal sealed class KeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IConfiguration configuration)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Key";
    public const string Header = "X-Support-Key";
    public const string Staff = "staff";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var given = Encoding.UTF8.GetBytes(Request.Headers[Header].ToString());
        var claims = Of("Support:Staff", given) is { } person
            ? [new Claim(ClaimTypes.Name, person), new Claim(ClaimTypes.Role, Staff)]
            : Of("Support:Customers", given) is { } customer ? new[] { new Claim(ClaimTypes.Name, customer) } : null;
        return Task.FromResult(claims is null
            ? AuthenticateResult.NoResult()
            : AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName)), SchemeName)));
    }

    private string? Of(string section, byte[] given) => configuration.GetSection(section).GetChildren()
        .FirstOrDefault(entry => !string.IsNullOrEmpty(entry.Value)
            && CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(entry.Value)))?.Key;
}
