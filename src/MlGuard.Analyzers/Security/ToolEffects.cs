using MlGuard.Analyzers.Flow.Calls;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Security;

/// <summary>Which effects the code of a tool has, followed through the methods of the program that it calls.</summary>
internal sealed class ToolEffects(MlCompilation compilation)
{
    private const int MaximumBodies = 64;

    private static readonly ImmutableArray<(string Type, string Member, ToolEffect Effect)> s_members =
    [
        ("System.IO.File", "Delete", new("deletes files", true)),
        ("System.IO.File", "Write*", new("writes files", true)),
        ("System.IO.File", "Append*", new("writes files", false)),
        ("System.IO.File", "Create*", new("writes files", false)),
        ("System.IO.File", "Move", new("moves files", true)),
        ("System.IO.File", "Copy", new("writes files", false)),
        ("System.IO.FileInfo", "Delete", new("deletes files", true)),
        ("System.IO.Directory", "Delete", new("deletes folders", true)),
        ("System.IO.Directory", "Move", new("moves folders", true)),
        ("System.IO.DirectoryInfo", "Delete", new("deletes folders", true)),
        ("System.IO.StreamWriter", ".ctor", new("writes files", true)),
        ("System.Diagnostics.Process", "Start", new("starts a program", true)),
        ("System.Data.IDbCommand", "ExecuteNonQuery", new("changes a database", true)),
        ("System.Data.Common.DbCommand", "ExecuteNonQuery*", new("changes a database", true)),
        ("Dapper.SqlMapper", "Execute", new("changes a database", true)),
        ("Dapper.SqlMapper", "ExecuteAsync", new("changes a database", true)),
        ("Microsoft.EntityFrameworkCore.DbContext", "SaveChanges*", new("changes a database", true)),
        ("Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions", "ExecuteSql*", new("changes a database", true)),
        ("Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions", "ExecuteDelete*", new("changes a database", true)),
        ("Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions", "ExecuteUpdate*", new("changes a database", true)),
        ("Microsoft.EntityFrameworkCore.RelationalQueryableExtensions", "Execute*", new("changes a database", true)),
        ("System.Net.Mail.SmtpClient", "Send*", new("sends mail", true)),
        ("MailKit.MailTransport", "Send*", new("sends mail", true)),
        ("MailKit.Net.Smtp.SmtpClient", "Send*", new("sends mail", true)),
        ("System.Net.Http.HttpClient", "Post*", new("posts to another service", true)),
        ("System.Net.Http.HttpClient", "Put*", new("changes another service", true)),
        ("System.Net.Http.HttpClient", "Patch*", new("changes another service", true)),
        ("System.Net.Http.HttpClient", "Delete*", new("deletes at another service", true)),
        ("System.Net.Http.Json.HttpClientJsonExtensions", "Post*", new("posts to another service", true)),
        ("System.Net.Http.Json.HttpClientJsonExtensions", "Put*", new("changes another service", true)),
        ("System.Net.Http.Json.HttpClientJsonExtensions", "Patch*", new("changes another service", true)),
        ("System.Net.Http.Json.HttpClientJsonExtensions", "Delete*", new("deletes at another service", true)),
    ];

    /// <summary>The first effect of <paramref name="method"/> that is <paramref name="wanted"/>, or null.</summary>
    public ToolEffect? Of(IMethodSymbol method, Func<ToolEffect, bool> wanted, CancellationToken cancellationToken)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var pending = new Queue<ISymbol>([CallPaths.NodeOf(method)]);
        while (pending.Count > 0 && seen.Count < MaximumBodies)
        {
            var code = pending.Dequeue();
            if (!seen.Add(code))
                continue;
            if (OwnEffect(code, wanted, cancellationToken) is { } effect)
                return effect;
            foreach (var edge in compilation.Calls.CalleesOf(code, cancellationToken))
            {
                pending.Enqueue(edge.Callee);
                foreach (var body in compilation.Calls.ImplementationsOf(edge.Callee))
                    pending.Enqueue(body);
            }
        }

        return null;
    }

    private ToolEffect? OwnEffect(ISymbol code, Func<ToolEffect, bool> wanted, CancellationToken cancellationToken)
    {
        var calls = compilation.Calls.BodiesOf(CallPaths.OwnerOf(code), cancellationToken)
            .SelectMany(body => body.ForeignCallsFrom(code));
        return calls.Select(EffectOf).FirstOrDefault(effect => effect is not null && wanted(effect));
    }

    private static ToolEffect? EffectOf(IMethodSymbol method)
    {
        var name = method.MethodKind == MethodKind.Constructor ? ".ctor" : method.Name;
        for (var type = method.ContainingType; type is not null; type = type.BaseType)
        {
            foreach (var (owner, member, effect) in s_members)
            {
                if (NamePattern.Matches(member, name) && owner.EndsWith(type.Name, StringComparison.Ordinal)
                    && type.FullMetadataName() == owner)
                    return effect;
            }
        }

        return null;
    }
}
