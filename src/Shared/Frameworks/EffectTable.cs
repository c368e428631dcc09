namespace MlGuard.Frameworks;

/// <summary>What members of .NET and of its libraries do to the world outside of the program.</summary>
internal static class EffectTable
{
    public static ImmutableArray<EffectRow> All { get; } =
    [
        new("System.IO.File", "Delete", "deletes files", true),
        new("System.IO.File", "Write*", "writes files", true),
        new("System.IO.File", "Append*", "writes files", false),
        new("System.IO.File", "Create*", "writes files", false),
        new("System.IO.File", "Move", "moves files", true),
        new("System.IO.File", "Copy", "writes files", false),
        new("System.IO.FileInfo", "Delete", "deletes files", true),
        new("System.IO.Directory", "Delete", "deletes folders", true),
        new("System.IO.Directory", "Move", "moves folders", true),
        new("System.IO.DirectoryInfo", "Delete", "deletes folders", true),
        new("System.IO.StreamWriter", ".ctor", "writes files", true),
        new("System.Diagnostics.Process", "Start", "starts a program", false),
        new("System.Data.IDbCommand", "ExecuteNonQuery", "changes a database", false),
        new("System.Data.Common.DbCommand", "ExecuteNonQuery*", "changes a database", false),
        new("Dapper.SqlMapper", "Execute", "changes a database", false),
        new("Dapper.SqlMapper", "ExecuteAsync", "changes a database", false),
        new("Microsoft.EntityFrameworkCore.DbContext", "SaveChanges*", "changes a database", false),
        new("Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions", "ExecuteSql*", "changes a database", false),
        new("Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions", "ExecuteDelete*", "changes a database", true),
        new("Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions", "ExecuteUpdate*", "changes a database", true),
        new("Microsoft.EntityFrameworkCore.RelationalQueryableExtensions", "Execute*", "changes a database", true),
        new("System.Net.Mail.SmtpClient", "Send*", "sends mail", false),
        new("MailKit.MailTransport", "Send*", "sends mail", false),
        new("MailKit.Net.Smtp.SmtpClient", "Send*", "sends mail", false),
        new("System.Net.Http.HttpClient", "Post*", "posts to another service", false),
        new("System.Net.Http.HttpClient", "Put*", "changes another service", true),
        new("System.Net.Http.HttpClient", "Patch*", "changes another service", true),
        new("System.Net.Http.HttpClient", "Delete*", "deletes at another service", true),
        new("System.Net.Http.Json.HttpClientJsonExtensions", "Post*", "posts to another service", false),
        new("System.Net.Http.Json.HttpClientJsonExtensions", "Put*", "changes another service", true),
        new("System.Net.Http.Json.HttpClientJsonExtensions", "Patch*", "changes another service", true),
        new("System.Net.Http.Json.HttpClientJsonExtensions", "Delete*", "deletes at another service", true),
    ];

    private static readonly ILookup<string, EffectRow> s_rows = All.ToLookup(row => row.Type, StringComparer.Ordinal);

    /// <summary>What a call of the member does; null where it does nothing that is known.</summary>
    /// <param name="type">Metadata name of the type that declares it.</param>
    /// <param name="member">Its name in metadata.</param>
    public static EffectRow? Of(string type, string member) =>
        s_rows[type].FirstOrDefault(row => NamePattern.Matches(row.Member, member));
}
