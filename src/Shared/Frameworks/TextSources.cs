namespace MlGuard.Frameworks;

/// <summary>
/// Where text comes from that no developer of the program wrote. What a model answers is known by <see cref="Role.Predict"/>, what a
/// request brings by <see cref="EntryPointTable"/>; here stands the rest.
/// </summary>
internal static class TextSources
{
    private const string Request = "the request";
    private const string Network = "the network";
    private const string Rows = "a database";
    private const string Search = "a search result";
    private const string Tool = "a tool's answer";
    private const string Mail = "a mail";

    public static ImmutableArray<TextRow> All { get; } =
    [
        .. From("Microsoft.AspNetCore.Http.HttpRequest", TextRole.UserText, Request,
            "Query", "QueryString", "Form", "Headers", "Body", "BodyReader", "RouteValues", "Path", "ReadFormAsync"),
        .. From("Microsoft.AspNetCore.Http.HttpRequestJsonExtensions", TextRole.UserText, Request, "ReadFromJsonAsync"),
        .. From("Microsoft.AspNetCore.Http.IFormFile", TextRole.UserText, "an uploaded file", "OpenReadStream", "FileName"),
        .. From("Microsoft.Azure.Functions.Worker.Http.HttpRequestData", TextRole.UserText, Request, "Query", "Body", "Url"),
        .. From("Microsoft.Bot.Schema.Activity", TextRole.UserText, "the message", "Text"),
        .. From("Microsoft.Bot.Schema.IMessageActivity", TextRole.UserText, "the message", "Text"),
        .. From("Telegram.Bot.Types.Message", TextRole.UserText, "the message", "Text"),
        .. From("Discord.IMessage", TextRole.UserText, "the message", "Content"),
        .. From("MassTransit.ConsumeContext`1", TextRole.UserText, "the message", "Message"),
        .. From("System.Console", TextRole.ConsoleText, "what the user types", "ReadLine"),
        .. From("System.Net.Http.HttpClient", TextRole.ForeignText, Network, "Get*", "Send*", "Post*"),
        .. From("System.Net.Http.HttpContent", TextRole.ForeignText, Network, "ReadAs*"),
        .. From("System.Net.Http.Json.HttpClientJsonExtensions", TextRole.ForeignText, Network, "GetFromJson*"),
        .. From("System.Net.WebClient", TextRole.ForeignText, Network, "Download*"),
        .. From("System.Data.IDataRecord", TextRole.ForeignText, Rows, "Get*"),
        .. From("System.Data.Common.DbDataReader", TextRole.ForeignText, Rows, "Get*"),
        .. From("System.Data.Common.DbCommand", TextRole.ForeignText, Rows, "ExecuteScalar*"),
        .. From("Microsoft.EntityFrameworkCore.DbContext", TextRole.ForeignText, Rows, "Find*", "Set"),
        .. From("Microsoft.EntityFrameworkCore.DbSet`1", TextRole.ForeignText, Rows, "Find*"),
        .. From("Dapper.SqlMapper", TextRole.ForeignText, Rows, "Query*"),
        .. From("Microsoft.Extensions.VectorData.VectorStoreCollection`2", TextRole.ForeignText, Search, "Search*"),
        .. From("Microsoft.Extensions.VectorData.IVectorSearchable`1", TextRole.ForeignText, Search, "Search*"),
        .. From("Microsoft.SemanticKernel.Data.ITextSearch", TextRole.ForeignText, Search, "Get*"),
        .. From("Microsoft.KernelMemory.IKernelMemory", TextRole.ForeignText, Search, "Search*"),
        .. From("Azure.Search.Documents.SearchClient", TextRole.ForeignText, Search, "Search*", "GetDocument*"),
        .. From("ModelContextProtocol.Client.McpClient", TextRole.ForeignText, Tool,
            "CallTool*", "GetPrompt*", "ReadResource*", "ServerInstructions"),
        .. From("ModelContextProtocol.Client.McpClientTool", TextRole.ForeignText, Tool, "CallAsync", "Description"),
        .. From("MimeKit.MimeMessage", TextRole.ForeignText, Mail, "TextBody", "HtmlBody", "Subject"),
    ];

    private static IEnumerable<TextRow> From(string type, TextRole role, string what, params string[] members) =>
        members.Select(member => new TextRow(type, member, role, null, what));
}
