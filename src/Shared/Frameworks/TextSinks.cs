namespace MlGuard.Frameworks;

/// <summary>Where text may do harm when somebody else wrote it, and what makes it harmless.</summary>
internal static class TextSinks
{
    private const string Instructions = "the instructions";
    private const string Statement = "a database statement";
    private const string Page = "a page's HTML";
    private const string Path = "a file path";
    private const string Folder = "a folder's path";
    private const string Address = "an address";
    private const string Shell = "a command";
    private const string Compiled = "code that runs";
    private const string Template = "a prompt template";

    public static ImmutableArray<TextRow> All { get; } =
        [.. InstructionRows(), .. PromptRows(), .. CommandRows(), .. DatabaseRows(), .. PageRows(), .. PathRows(), .. AddressRows(),
            .. LogRows(), .. ParseRows(), .. Cleaners()];

    /// <summary>Whether a row is about what a model is told to do, as against what a tool says of itself.</summary>
    public static bool GivesInstructions(TextRow row) => row is { Role: TextRole.Instruction, What: Instructions };

    /// <summary>Whether a row is about a path of a folder, as against that of a file.</summary>
    public static bool NamesFolder(TextRow row) => row.What.StartsWith(Folder, StringComparison.Ordinal);

    private static IEnumerable<TextRow> InstructionRows() =>
    [
        OfRole(new("Microsoft.Extensions.AI.ChatMessage", ".ctor", TextRole.Instruction, "content", Instructions), "role"),
        new("Microsoft.Extensions.AI.ChatOptions", "Instructions", TextRole.Instruction, null, Instructions),
        new("Microsoft.Extensions.AI.AIFunctionFactoryOptions", "Description", TextRole.Instruction, null, "a tool's description"),
        new("Microsoft.Extensions.AI.AIFunctionFactory", "Create", TextRole.Instruction, "description", "a tool's description")
        {
            IsNotFirst = true,
        },
        new("Microsoft.Agents.AI.ChatClientAgent", ".ctor", TextRole.Instruction, "instructions", Instructions),
        new("Microsoft.Extensions.AI.ChatClientExtensions", "AsAIAgent", TextRole.Instruction, "instructions", Instructions),
        new("Microsoft.Extensions.AI.ChatClientBuilderExtensions", "BuildAIAgent", TextRole.Instruction, "instructions", Instructions),
        new("OpenAI.Chat.SystemChatMessage", ".ctor", TextRole.Instruction, "content", Instructions),
        new("OpenAI.Chat.DeveloperChatMessage", ".ctor", TextRole.Instruction, "content", Instructions),
        new("OpenAI.Chat.ChatMessage", "CreateSystemMessage", TextRole.Instruction, "content", Instructions),
        new("OpenAI.Chat.ChatMessage", "CreateDeveloperMessage", TextRole.Instruction, "content", Instructions),
        new("OpenAI.Responses.CreateResponseOptions", "Instructions", TextRole.Instruction, null, Instructions),
        new("OpenAI.Responses.ResponseItem", "CreateSystemMessageItem", TextRole.Instruction, null, Instructions),
        new("OpenAI.Responses.ResponseItem", "CreateDeveloperMessageItem", TextRole.Instruction, null, Instructions),
        new("Azure.AI.Inference.ChatRequestSystemMessage", ".ctor", TextRole.Instruction, "content", Instructions),
        new("Microsoft.SemanticKernel.ChatCompletion.ChatHistory", ".ctor", TextRole.Instruction, "systemMessage", Instructions)
        {
            OtherwiseWith = "AuthorRole",
        },
        new("Microsoft.SemanticKernel.ChatCompletion.ChatHistory", "AddSystemMessage", TextRole.Instruction, "content", Instructions),
        new("Microsoft.SemanticKernel.ChatCompletion.ChatHistory", "AddDeveloperMessage", TextRole.Instruction, "content", Instructions),
        OfRole(
            new("Microsoft.SemanticKernel.ChatCompletion.ChatHistory", "AddMessage", TextRole.Instruction, "content", Instructions),
            "authorRole"),
        OfRole(new("Microsoft.SemanticKernel.ChatMessageContent", ".ctor", TextRole.Instruction, "content", Instructions), "role")
            with { OtherwiseWith = "ChatMessageContentItemCollection" },
        new("Microsoft.SemanticKernel.Connectors.OpenAI.OpenAIPromptExecutionSettings", "Chat*Prompt", TextRole.Instruction, null,
            Instructions),
        new("Microsoft.SemanticKernel.Agents.Agent", "Instructions", TextRole.Instruction, null, Instructions),
        new("OllamaSharp.Chat", ".ctor", TextRole.Instruction, "systemPrompt", Instructions),
        new("OllamaSharp.Models.GenerateRequest", "System", TextRole.Instruction, null, Instructions),
        new("Anthropic.Models.Messages.MessageCreateParams", "System", TextRole.Instruction, null, Instructions),
        new("ModelContextProtocol.Server.McpServerOptions", "ServerInstructions", TextRole.Instruction, null, Instructions),
        new("ModelContextProtocol.Server.McpServerToolCreateOptions", "Description", TextRole.Instruction, null, "a tool's description"),
    ];

    private static TextRow OfRole(TextRow row, string parameter) =>
        row with { DecidingArgument = parameter, DecidingValues = ["System", "Developer"] };

    private static IEnumerable<TextRow> PromptRows() =>
    [
        new("Microsoft.SemanticKernel.KernelExtensions", "InvokePrompt*", TextRole.Template, "promptTemplate", Template),
        new("Microsoft.SemanticKernel.KernelExtensions", "CreateFunctionFromPrompt", TextRole.Template, "promptTemplate", Template),
        new("Microsoft.SemanticKernel.KernelFunctionFactory", "CreateFromPrompt", TextRole.Template, "promptTemplate", Template),
        new("Microsoft.SemanticKernel.PromptTemplateConfig", ".ctor", TextRole.Template, "template", Template),
        new("Microsoft.SemanticKernel.PromptTemplateConfig", "Template", TextRole.Template, null, Template),
        new("Microsoft.SemanticKernel.ChatCompletion.ChatCompletionServiceExtensions", "Get*", TextRole.ParsedPrompt, "prompt",
            "a prompt"),
    ];

    private static IEnumerable<TextRow> CommandRows() =>
    [
        new("System.Diagnostics.Process", "Start", TextRole.Command, "fileName|arguments", Shell) { OtherwiseWith = "SecureString" },
        new("System.Diagnostics.ProcessStartInfo", ".ctor", TextRole.Command, "fileName|arguments", Shell),
        new("System.Diagnostics.ProcessStartInfo", "FileName", TextRole.Command, null, Shell),
        new("System.Diagnostics.ProcessStartInfo", "Arguments", TextRole.Command, null, Shell),
        new("Microsoft.CodeAnalysis.CSharp.Scripting.CSharpScript", "*", TextRole.Code, "code|expression", Compiled),
        new("System.Reflection.Assembly", "Load*", TextRole.Code, null, Compiled),
        new("System.Management.Automation.PowerShell", "AddScript", TextRole.Code, "script", Compiled),
    ];

    private static IEnumerable<TextRow> DatabaseRows() =>
    [
        new("System.Data.IDbCommand", "CommandText", TextRole.Sql, null, Statement),
        new("System.Data.Common.DbCommand", "CommandText", TextRole.Sql, null, Statement),
        new("Microsoft.Data.Sqlite.SqliteCommand", ".ctor", TextRole.Sql, "commandText", Statement),
        new("Microsoft.Data.SqlClient.SqlCommand", ".ctor", TextRole.Sql, "cmdText", Statement),
        new("System.Data.SqlClient.SqlCommand", ".ctor", TextRole.Sql, "cmdText", Statement),
        new("Npgsql.NpgsqlCommand", ".ctor", TextRole.Sql, "cmdText", Statement),
        new("MySqlConnector.MySqlCommand", ".ctor", TextRole.Sql, "commandText", Statement),
        new("Microsoft.EntityFrameworkCore.RelationalQueryableExtensions", "FromSqlRaw", TextRole.Sql, "sql", Statement),
        new("Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions", "ExecuteSqlRaw*", TextRole.Sql, "sql", Statement),
        new("Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions", "SqlQueryRaw", TextRole.Sql, "sql", Statement),
        new("Dapper.SqlMapper", "Query*", TextRole.Sql, "sql", Statement) { OtherwiseWith = "CommandDefinition" },
        new("Dapper.SqlMapper", "Execute*", TextRole.Sql, "sql", Statement),
        new("Npgsql.NpgsqlDataSource", "CreateCommand", TextRole.Sql, "commandText", Statement),
        new("Neo4j.Driver.IAsyncQueryRunner", "RunAsync", TextRole.Sql, "query", Statement),
        new("Neo4j.Driver.IQueryRunner", "Run", TextRole.Sql, "query", Statement),
        new("Neo4j.Driver.IDriver", "ExecutableQuery", TextRole.Sql, "cypher", Statement),
        new("Microsoft.Azure.Cosmos.QueryDefinition", ".ctor", TextRole.Sql, "query", Statement),
        new("Microsoft.Azure.Cosmos.Container", "GetItemQuery*", TextRole.Sql, "queryText", Statement),
    ];

    private static IEnumerable<TextRow> PageRows() =>
    [
        new("Microsoft.AspNetCore.Components.MarkupString", ".ctor", TextRole.Html, "value", Page),
        new("Microsoft.AspNetCore.Components.MarkupString", "op_Explicit", TextRole.Html, null, Page),
        new("Microsoft.AspNetCore.Html.HtmlString", ".ctor", TextRole.Html, "value", Page),
        new("Microsoft.AspNetCore.Mvc.Rendering.IHtmlHelper", "Raw", TextRole.Html, "value", Page),
        OfHtml(new("Microsoft.AspNetCore.Http.Results", "Content", TextRole.Html, "content", Page)),
        OfHtml(new("Microsoft.AspNetCore.Http.Results", "Text", TextRole.Html, "content", Page)),
        OfHtml(new("Microsoft.AspNetCore.Http.TypedResults", "Content", TextRole.Html, "content", Page)),
        OfHtml(new("Microsoft.AspNetCore.Http.TypedResults", "Text", TextRole.Html, "content", Page)),
        OfHtml(new("Microsoft.AspNetCore.Mvc.ControllerBase", "Content", TextRole.Html, "content", Page)),
    ];

    private static TextRow OfHtml(TextRow row) => row with { DecidingArgument = "contentType", DecidingValues = ["html"] };

    private static IEnumerable<TextRow> PathRows() =>
    [
        new("System.IO.File", "Write*", TextRole.WrittenPath, "path", Path),
        new("System.IO.File", "Append*", TextRole.WrittenPath, "path", Path),
        new("System.IO.File", "Create*", TextRole.WrittenPath, "path", Path),
        new("System.IO.File", "Delete", TextRole.WrittenPath, "path", Path),
        new("System.IO.File", "Copy", TextRole.WrittenPath, "destFileName", Path) { IsNotFirst = true },
        new("System.IO.File", "Move", TextRole.WrittenPath, "sourceFileName|destFileName", Path),
        new("System.IO.File", "OpenWrite", TextRole.WrittenPath, "path", Path),
        new("System.IO.StreamWriter", ".ctor", TextRole.WrittenPath, "path", Path),
        new("System.IO.Directory", "Delete", TextRole.WrittenPath, "path", Folder),
        new("System.IO.Directory", "CreateDirectory", TextRole.WrittenPath, "path", Folder),
        new("System.IO.Directory", "Move", TextRole.WrittenPath, "sourceDirName|destDirName", Folder),
        new("System.IO.FileStream", ".ctor", TextRole.WrittenPath, "path", Path),
        new("System.IO.File", "Read*", TextRole.ReadPath, "path", Path),
        new("System.IO.File", "Open*", TextRole.ReadPath, "path", Path),
        new("System.IO.StreamReader", ".ctor", TextRole.ReadPath, "path", Path),
        new("System.IO.Directory", "Get*", TextRole.ReadPath, "path", Folder),
        new("System.IO.Directory", "Enumerate*", TextRole.ReadPath, "path", Folder),
    ];

    private static IEnumerable<TextRow> AddressRows() =>
    [
        new("System.Net.Http.HttpClient", "*Async", TextRole.Address, "requestUri", Address),
        new("System.Net.Http.HttpRequestMessage", ".ctor", TextRole.Address, "requestUri", Address),
        new("System.Net.Http.HttpRequestMessage", "RequestUri", TextRole.Address, null, Address),
        new("System.Net.Http.Json.HttpClientJsonExtensions", "*Async", TextRole.Address, "requestUri", Address),
        new("System.Net.WebClient", "Download*", TextRole.Address, "address", Address),
        new("System.Net.WebRequest", "Create*", TextRole.Address, "requestUriString|requestUri", Address),
    ];

    private static IEnumerable<TextRow> LogRows() =>
    [
        new("Microsoft.Extensions.Logging.LoggerExtensions", "Log*", TextRole.Log, "message|args", "a log"),
        new("System.Diagnostics.Activity", "SetTag", TextRole.Log, "value", "a trace"),
        new("System.Diagnostics.Activity", "AddTag", TextRole.Log, "value", "a trace"),
        new("Serilog.Log", "*", TextRole.Log, "messageTemplate|propertyValue|propertyValues", "a log"),
        new("Serilog.ILogger", "*", TextRole.Log, "messageTemplate|propertyValue|propertyValues", "a log"),
        new("System.Console", "Write*", TextRole.Log, "value|format|arg|arg0", "the console"),
    ];

    private static IEnumerable<TextRow> ParseRows() =>
    [
        new("System.Text.Json.JsonSerializer", "Deserialize", TextRole.Parse, "json", "JSON"),
        new("System.Text.Json.JsonDocument", "Parse", TextRole.Parse, "json", "JSON"),
        new("System.Text.Json.Nodes.JsonNode", "Parse", TextRole.Parse, "json", "JSON"),
        new("Newtonsoft.Json.JsonConvert", "DeserializeObject", TextRole.Parse, "value", "JSON"),
        new("Newtonsoft.Json.Linq.JObject", "Parse", TextRole.Parse, "json", "JSON"),
        .. from number in new[] { "Int32", "Int64", "Double", "Single", "Decimal", "Boolean", "DateTime", "Guid" }
           select new TextRow($"System.{number}", "Parse", TextRole.Parse, "s|value|input", number),
        new("System.Enum", "Parse", TextRole.Parse, "value", "an enumeration"),
    ];

    private static IEnumerable<TextRow> Cleaners() =>
    [
        .. from member in new[] { "HtmlEncode", "UrlEncode" }
           select new TextRow("System.Net.WebUtility", member, TextRole.Cleaner, null, ""),
        new("System.Text.Encodings.Web.TextEncoder", "Encode", TextRole.Cleaner, null, ""),
        new("System.Web.HttpUtility", "*Encode", TextRole.Cleaner, null, ""),
        new("System.Uri", "EscapeDataString", TextRole.Cleaner, null, ""),
        new("System.IO.Path", "GetFileName*", TextRole.Cleaner, null, ""),
        new("System.IO.Path", "GetExtension", TextRole.Cleaner, null, ""),
        new("System.Convert", "*", TextRole.Cleaner, null, ""),
        new("System.Text.RegularExpressions.Regex", "Replace", TextRole.Cleaner, null, ""),
        new("System.Security.Cryptography.HashAlgorithm", "*", TextRole.Cleaner, null, ""),
        new("Ganss.Xss.IHtmlSanitizer", "Sanitize*", TextRole.Cleaner, null, ""),
    ];
}
