using MlGuard.Frameworks;

namespace MlGuard.Lifecycle.Facts;

/// <summary>The framework tables by type, as the facts ask them.</summary>
internal static class RoleIndex
{
    private static readonly ILookup<string, RoleRow> s_byType =
        FrameworkTable.All.SelectMany(framework => framework.Rows).ToLookup(row => row.Type, StringComparer.Ordinal);

    private static readonly ImmutableHashSet<string> s_remote =
        [.. FrameworkTable.All.Where(framework => framework.IsRemote).SelectMany(framework => framework.Rows).Select(row => row.Type)];

    /// <summary>
    /// Members without a role that a row of the manifest forbids under a symbol: training that waits for a person is no pipeline.
    /// </summary>
    private static readonly ImmutableHashSet<string> s_interactive =
        ["System.Console::ReadLine", "System.Console::ReadKey", "System.Console::Read"];

    /// <summary>Members that ask every request who it is, whatever the endpoint says.</summary>
    private static readonly ImmutableHashSet<string> s_authorizing =
        [
            "Microsoft.AspNetCore.Authorization.AuthorizationOptions::set_FallbackPolicy",
            "Microsoft.AspNetCore.Authorization.AuthorizationBuilder::SetFallbackPolicy",
            "Microsoft.AspNetCore.Authorization.AuthorizationBuilder::AddFallbackPolicy",
        ];

    /// <summary>Members by which an authentication handler learns something of a request, and the one that lets it in.</summary>
    private static readonly ImmutableHashSet<string> s_identifying =
        [
            "Microsoft.AspNetCore.Authentication.AuthenticationHandler`1::get_Request",
            "Microsoft.AspNetCore.Authentication.AuthenticationHandler`1::get_Context",
            "Microsoft.AspNetCore.Http.IHttpContextAccessor::get_HttpContext",
        ];

    private const string HttpInvoker = "System.Net.Http.HttpMessageInvoker";
    private const string HttpClient = "System.Net.Http.HttpClient", HttpClientJson = "System.Net.Http.Json.HttpClientJsonExtensions";

    private const string HttpResponse = "System.Net.Http.HttpResponseMessage";
    private const string HttpContent = "System.Net.Http.HttpContent", HttpContentJson = "System.Net.Http.Json.HttpContentJsonExtensions";

    private static readonly ImmutableArray<string> s_answering =
        ["GetString", "GetByteArray", "GetStream", "GetFromJson", "DeleteFromJson"];
    private static readonly ImmutableArray<string> s_httpVerbs = ["Get", "Post", "Put", "Patch", "Delete", "Send"];

    private const string LetsIn = "Microsoft.AspNetCore.Authentication.AuthenticateResult::Success";

    private const string ClearsLogs = "Microsoft.Extensions.Logging.LoggingBuilderExtensions::ClearProviders";

    private const string LoggingNamespace = "Microsoft.Extensions.Logging.";

    /// <summary>Members that distinguish a number from what is none.</summary>
    private static readonly ImmutableHashSet<string> s_finite =
        [
            "System.Single::IsFinite", "System.Double::IsFinite", "System.Single::IsNaN", "System.Double::IsNaN",
            "System.Single::IsInfinity", "System.Double::IsInfinity",
        ];

    /// <summary>Whether any member of the type has a role.</summary>
    public static bool Knows(string type) => s_byType.Contains(type);

    public static bool Plays(string type, string member, Role role)
    {
        foreach (var row in s_byType[type])
            if (row.Role == role && row.Names(member))
                return true;
        return false;
    }

    /// <summary>Whether the type belongs to a library whose models answer over HTTP.</summary>
    public static bool IsRemote(string type) => s_remote.Contains(type);

    public static bool IsOfInterest(string type, string member)
    {
        foreach (var row in s_byType[type])
            if (row.Names(member))
                return true;
        return IsInteractive(type, member) || Authorizes(type, member) || AsksFinite(type, member) || Identifies(type, member)
            || LetsRequestIn(type, member) || SendsRequest(type, member) || ClearsLogProviders(type, member)
            || ReadsAnswer(type, member) || AddsLogProvider(type, member);
    }

    public static bool IsInteractive(string type, string member) => s_interactive.Contains($"{type}::{member}");

    public static bool Authorizes(string type, string member) => s_authorizing.Contains($"{type}::{member}");

    public static bool AsksFinite(string type, string member) => s_finite.Contains($"{type}::{member}");

    /// <summary>Whether an authentication handler reads something of a request by it.</summary>
    public static bool Identifies(string type, string member) => s_identifying.Contains($"{type}::{member}");

    /// <summary>Whether a member sends a request over HTTP; a client is asked through the class that it derives from, too.</summary>
    public static bool SendsRequest(string type, string member) =>
        type is HttpClient or HttpClientJson or HttpInvoker && s_httpVerbs.Any(verb => member.StartsWith(verb, StringComparison.Ordinal));

    /// <summary>
    /// Whether a member reads what was answered over HTTP, or that there was an answer; a status by itself may be that of a refusal.
    /// </summary>
    public static bool ReadsAnswer(string type, string member) => type switch
    {
        HttpResponse => member is "EnsureSuccessStatusCode" or "get_IsSuccessStatusCode",
        HttpContent or HttpContentJson => member.StartsWith("Read", StringComparison.Ordinal) || member == "CopyToAsync",
        HttpClient or HttpClientJson => s_answering.Any(verb => member.StartsWith(verb, StringComparison.Ordinal)),
        _ => false,
    };

    public static bool LetsRequestIn(string type, string member) => $"{type}::{member}" == LetsIn;

    public static bool ClearsLogProviders(string type, string member) => $"{type}::{member}" == ClearsLogs;

    /// <summary>Whether a member of .NET's own logging adds a place that the logs go to.</summary>
    public static bool AddsLogProvider(string type, string member) =>
        type.StartsWith(LoggingNamespace, StringComparison.Ordinal)
        && type.EndsWith("Extensions", StringComparison.Ordinal)
        && member.StartsWith("Add", StringComparison.Ordinal)
        && member is not ("AddFilter" or "AddConfiguration");
}
