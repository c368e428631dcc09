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
        Claim[] claims = [.. NameOf("Support:Staff", given, new Claim(ClaimTypes.Role, Staff)), .. NameOf("Support:Customers", given)];
        return Task.FromResult(claims.Length == 0
            ? AuthenticateResult.NoResult()
            : AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName)), SchemeName)));
    }

    private IEnumerable<Claim> NameOf(string section, byte[] given, params Claim[] more) =>
        Of(section, given) is { } name ? more.Prepend(new Claim(ClaimTypes.Name, name)) : [];

    private string? Of(string section, byte[] given) => configuration.GetSection(section).GetChildren()
        .FirstOrDefault(entry => !string.IsNullOrEmpty(entry.Value)
            && CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(entry.Value)))?.Key;
}
