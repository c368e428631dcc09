using MlGuard.Analyzers.Tests.Infrastructure;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Security.MislabelledToolAnalyzer, MlGuard.CodeFixes.Security.MislabelledToolCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Security.MislabelledToolAnalyzer>;

namespace MlGuard.Analyzers.Tests.Security;

public class MislabelledToolTests
{
    [Fact]
    public Task Honest_labels_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        [McpServerTool(ReadOnly = true)] public static string Read() => File.ReadAllText("a.txt");
        [McpServerTool(ReadOnly = false)] public static void Write() => File.WriteAllText("a.txt", "");
        [McpServerTool(Destructive = false)] public static void Add() => File.AppendAllText("a.txt", "x");
        [McpServerTool] public static void Unlabelled() => File.Delete("a.txt");
        """));

    /// <summary>
    /// What is posted, saved or inserted may be new, and a new thing takes nothing away; the protocol calls that not destructive.
    /// </summary>
    [Fact]
    public Task What_may_only_add_is_not_destructive_DoesNotTrigger() => Rule.Code(ChatCode.Class("""
        private static readonly System.Net.Http.HttpClient s_http = new();
        [McpServerTool(Destructive = false)] public static System.Threading.Tasks.Task Create(string title) => s_http.PostAsync("tasks", null);
        [McpServerTool(ReadOnly = false, Destructive = false)] public static void Insert(System.Data.IDbCommand command) =>
            command.ExecuteNonQuery();
        [McpServerTool(Destructive = false)] public static void Open() => System.Diagnostics.Process.Start("notepad");
        [{|MLG7012:McpServerTool(ReadOnly = true)|}]
        public static System.Threading.Tasks.Task Post() => s_http.PostAsync("tasks", null);
        [{|MLG7012:McpServerTool(Destructive = false)|}]
        public static System.Threading.Tasks.Task Replace() => s_http.PutAsync("tasks/1", null);
        """));

    [Fact]
    public Task What_is_written_only_where_nothing_is_DoesNotTrigger() => Rule.Code(ChatCode.Class("""
        [McpServerTool(Destructive = false)] public static void Create(string name) => Write(name);
        private static void Write(string name)
        {
            if (File.Exists(name))
                throw new InvalidOperationException("There is one.");
            File.WriteAllText(name, "");
        }
        [McpServerTool(Destructive = false)]
        public static void CreateWith(string name)
        {
            if (!Path.Exists(name))
                using (new StreamWriter(name)) { }
        }
        [{|MLG7012:McpServerTool(ReadOnly = true)|}] public static void Find(string name) => Write(name);
        [{|MLG7012:McpServerTool(Destructive = false)|}]
        public static void Renew(string name)
        {
            if (File.Exists(name))
                File.Delete(name);
        }
        [{|MLG7012:McpServerTool(Destructive = false)|}]
        public static void CreateIn(string name)
        {
            if (Directory.Exists("a"))
                File.WriteAllText(name, "");
        }
        """));

    [Fact]
    public Task The_label_says_what_the_tool_does() => Fix.Code(
        ChatCode.Class("""
            [{|MLG7012:McpServerTool(ReadOnly = true)|}] public static void Log() => Append();
            private static void Append() => File.AppendAllText("a.txt", "x");
            [{|MLG7012:McpServerTool(Destructive = false)|}] public static void Clean() => Directory.Delete("a", true);
            """),
        ChatCode.Class("""
            [McpServerTool(ReadOnly = false)] public static void Log() => Append();
            private static void Append() => File.AppendAllText("a.txt", "x");
            [McpServerTool(Destructive = true)] public static void Clean() => Directory.Delete("a", true);
            """));
}
