using System.Globalization;
using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Security.TrustedToolArgumentAnalyzer>;

namespace MlGuard.Analyzers.Tests.Security;

public class TrustedToolArgumentTests
{
    [Fact]
    public Task Checked_arguments_and_methods_that_no_model_calls_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public static string Plain(string path) => File.ReadAllText(path);
        [KernelFunction] public static string Number(int id) => File.ReadAllText($"{id}.txt");
        [KernelFunction] public static string Name(string name) => File.ReadAllText(Path.Combine("notes", Path.GetFileName(name)));
        [KernelFunction] public static string Checked(string name) =>
            name.Contains("..") ? "" : File.ReadAllText(Path.Combine("notes", name));
        private static bool IsAllowed(string path) => path.Length < 3;
        [McpServerTool] public static string Helped(string path)
        {
            if (!IsAllowed(path))
                throw new ArgumentException(path);
            return File.ReadAllText(path);
        }
        [McpServerTool] public static async Task<string> Weather(HttpClient http, string city) =>
            await http.GetStringAsync($"https://weather.example.com/{Uri.EscapeDataString(city)}");
        [McpServerTool] public static string Known(string kind) => kind switch { "a" => File.ReadAllText(kind), _ => "" };
        """));

    /// <summary>
    /// A helper of the program cleans what it is handed; what the object was made of is no argument of the helper, whatever its place.
    /// </summary>
    [Fact]
    public Task Paths_that_a_helper_cleans_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public sealed class Options { public string Folder { get; set; } = ""; }
        public sealed class Files(Options options)
        {
            private readonly string _folder = options.Folder;
            [KernelFunction] public string Read(string filename)
            {
                var path = ResolvePath(filename);
                if (!File.Exists(path))
                    return $"{filename} is not there";
                using var reader = new StreamReader(path, System.Text.Encoding.UTF8);
                return reader.ReadToEnd();
            }
            [KernelFunction] public string Kept(string filename) => File.ReadAllText(Path.Combine(_folder, Path.GetFileName(filename)));
            [KernelFunction] public string Log(string line) { Append(line); return "done"; }
            private string ResolvePath(string filename)
            {
                var safe = Path.GetFileName(filename);
                return Path.Combine(options.Folder, safe);
            }
            private void Append(string line) => File.AppendAllText(options.Folder, line);
        }
        """));

    /// <summary>What was checked goes into a tuple beside what was not, and comes out of its own place.</summary>
    [Fact]
    public Task Parts_of_tuples_that_were_checked_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        private static string Guard(string path)
        {
            var whole = Path.GetFullPath(Path.Combine("/data", path));
            if (!whole.StartsWith("/data/"))
                throw new ArgumentException(path);
            return whole;
        }
        [McpServerTool] public static int Move(string from, string to)
        {
            var valid = new System.Collections.Generic.List<(string Name, string From, string To)>();
            valid.Add((from, Guard(from), Guard(to)));
            foreach (var (name, source, target) in valid)
                File.Move(source, target);
            foreach (var one in valid)
                File.Delete(one.From);
            var (first, second) = (Guard(from), to);
            File.Delete(first);
            return valid.Count;
        }
        [McpServerTool] public static void Raw(string from, string to)
        {
            var all = new System.Collections.Generic.List<(string From, string To)>();
            all.Add((from, Guard(to)));
            foreach (var (source, target) in all)
                File.Move({|MLG7009:source|}, target);
            foreach (var one in all)
                File.Delete({|MLG7009:one.From|});
        }
        """));

    /// <summary>A method that throws at what it does not like has looked at the text for whoever comes back from it.</summary>
    [Fact]
    public Task Arguments_that_a_method_refuses_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        private static void EnsureInside(string path)
        {
            var whole = Path.GetFullPath(Path.Combine("/data", path));
            if (!whole.StartsWith("/data/", StringComparison.Ordinal))
            {
                Console.WriteLine(path);
                throw new ArgumentException(path);
            }
        }
        private static void EnsureGiven(string path)
        {
            if (string.IsNullOrEmpty(path))
                throw new ArgumentException(path);
        }
        [McpServerTool] public static string Inside(string path)
        {
            EnsureInside(path);
            return File.ReadAllText(Path.Combine("/data", path));
        }
        [McpServerTool] public static string Outside(string path)
        {
            EnsureGiven(path);
            return File.ReadAllText({|MLG7009:path|});
        }
        """));

    /// <summary>Whoever sits at the console sees what would run, and may refuse.</summary>
    [Fact]
    public Task What_a_person_agrees_to_DoesNotTrigger() => Rule.Code(ChatCode.Class("""
        [KernelFunction] public static string Run(string program, string arguments)
        {
            Console.Write($"Execute {program} {arguments}? [Y]es / [A]bort > ");
            string? input = Console.ReadLine()?.Trim().ToUpperInvariant();
            if (input == "A")
                return "ABORTED";
            using var process = new Process();
            process.StartInfo = new ProcessStartInfo { FileName = program, Arguments = arguments };
            process.Start();
            return "done";
        }
        [KernelFunction] public static string Read(string path)
        {
            if (Console.ReadKey().Key == ConsoleKey.Y)
                return File.ReadAllText(path);
            return "refused";
        }
        """));

    [Fact]
    public Task What_a_person_is_asked_afterwards_Triggers() => Rule.Code(ChatCode.Class("""
        [KernelFunction] public static string Read(string path)
        {
            var text = File.ReadAllText({|MLG7009:path|});
            if (Console.ReadLine() == "A")
                return "";
            return text;
        }
        """));

    [Fact]
    public Task Paths_that_a_helper_only_joins_Trigger() => Rule.Code(ChatCode.Class("""
        public sealed class Files(string folder)
        {
            [KernelFunction] public string Read(string filename) => File.ReadAllText({|MLG7009:ResolvePath(filename)|});
            private string ResolvePath(string filename) => Path.Combine(folder, filename);
        }
        """));

    /// <summary>Whoever fills in a part behind the host does not choose the host.</summary>
    [Fact]
    public Task Addresses_whose_host_is_fixed_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        private const string Template = "https://docs.example.com/{folder}/{file}";
        private static readonly CompositeFormat s_format = CompositeFormat.Parse("https://docs.example.com/{0}");
        [McpServerTool] public static async Task<string> Filled(HttpClient http, string folder, string file) =>
            await http.GetStringAsync(Template.Replace("{folder}", folder).Replace("{file}", file));
        [McpServerTool] public static async Task<string> Formatted(HttpClient http, string file) =>
            await http.GetStringAsync(string.Format("https://docs.example.com/{0}", file));
        [McpServerTool] public static async Task<string> Invariant(HttpClient http, string file) =>
            await http.GetStringAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, "https://docs.example.com/{0}", file));
        [McpServerTool] public static async Task<string> Joined(HttpClient http, string file) =>
            await http.GetStringAsync(string.Concat("https://docs.example.com/", file));
        [McpServerTool] public static async Task<string> Built(HttpClient http, string file)
        {
            var url = Template.Replace("{folder}", "a").Replace("{file}", file);
            return await http.GetStringAsync(url);
        }
        [McpServerTool] public static async Task<string> Appended(HttpClient http, string text)
        {
            var url = new StringBuilder("/api/items?");
            if (text.Length > 0)
                url.Append($"text={text}");
            return await http.GetStringAsync(url.ToString());
        }
        [McpServerTool] public static async Task<string> Chained(HttpClient http, string file) =>
            await http.GetStringAsync(new StringBuilder().Append("https://docs.example.com/").Append(file).ToString());
        """));

    [Fact]
    public Task Addresses_whose_host_is_filled_in_Trigger() => Rule.Code(ChatCode.Class("""
        [McpServerTool] public static async Task<string> Filled(HttpClient http, string host) =>
            await http.GetStringAsync({|MLG7009:"https://{host}/index.html".Replace("{host}", host)|});
        [McpServerTool] public static async Task<string> Sub(HttpClient http, string name, string file) =>
            await http.GetStringAsync({|MLG7009:"https://{name}.example.com/{file}".Replace("{file}", "a").Replace("{name}", name)|});
        [McpServerTool] public static async Task<string> Formatted(HttpClient http, string host) =>
            await http.GetStringAsync({|MLG7009:string.Format("https://{0}/index.html", host)|});
        [McpServerTool] public static async Task<string> Second(HttpClient http, string host) =>
            await http.GetStringAsync({|MLG7009:string.Format("{1}{0}", "/index.html", host)|});
        [McpServerTool] public static async Task<string> Joined(HttpClient http, string host) =>
            await http.GetStringAsync({|MLG7009:string.Concat("https://", host)|});
        [McpServerTool] public static async Task<string> Cleaned(HttpClient http, string url) =>
            await http.GetStringAsync({|MLG7009:url.Replace(" ", "%20")|});
        [McpServerTool] public static async Task<string> Appended(HttpClient http, string host) =>
            await http.GetStringAsync({|MLG7009:new StringBuilder("https://").Append(host).ToString()|});
        [McpServerTool] public static async Task<string> Chained(HttpClient http, string host) =>
            await http.GetStringAsync({|MLG7009:new StringBuilder().Append(host).Append("/index.html").ToString()|});
        """));

    /// <summary>A provider of files finds nothing above its root.</summary>
    [Fact]
    public Task Paths_that_a_provider_of_files_found_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        private static readonly Microsoft.Extensions.FileProviders.IFileProvider s_files = null!;
        [KernelFunction] public static string[] List(string folder)
        {
            if (!s_files.GetDirectoryContents(folder).Exists)
                return [];
            return Directory.GetFiles(Path.Combine("notes", folder));
        }
        [KernelFunction] public static string Read(string name) =>
            s_files.GetFileInfo(name).Exists ? File.ReadAllText(Path.Combine("notes", name)) : "";
        """));

    [Fact]
    public Task Paths_that_a_file_found_Trigger() => Rule.Code(ChatCode.Class("""
        [KernelFunction] public static string Read(string name) =>
            new FileInfo(Path.Combine("notes", name)).Exists ? File.ReadAllText({|MLG7009:Path.Combine("notes", name)|}) : "";
        """));

    [Fact]
    public Task Unchecked_arguments_Trigger() => Rule.Code(ChatCode.Class("""
        [KernelFunction] public static string Read(string path) => File.ReadAllText({|MLG7009:path|});
        [McpServerTool] public static string Missing(string path)
        {
            if (string.IsNullOrEmpty(path) || !File.Exists(path))
                return "not found";
            return File.ReadAllText({|MLG7009:Path.Combine("notes", path)|});
        }
        [McpServerTool] public static async Task<string> Fetch(HttpClient http, string url) => await http.GetStringAsync({|MLG7009:url|});
        [McpServerTool] public static string Run(string command) =>
            Process.Start(new ProcessStartInfo("sh", {|MLG7009:$"-c \"{command}\""|}))!.StandardOutput.ReadToEnd();
        private static string Query(DbConnection connection, string where)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT * FROM orders WHERE " + where;
            return command.ExecuteScalar()!.ToString()!;
        }
        private static string Find(string where) => Query(null!, {|MLG7009:where|});
        public static AIFunction[] Tools() =>
        [
            AIFunctionFactory.Create(Find),
            AIFunctionFactory.Create((string path) => File.ReadAllText({|MLG7009:path|}), "read"),
        ];
        """));

    [Fact]
    public Task Statements_of_checked_or_passed_values_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        [KernelFunction] public static string Passed(DbConnection connection, string name)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT * FROM orders WHERE name = @name";
            return command.ExecuteScalar()!.ToString()!;
        }
        [KernelFunction] public static object Single(DbConnection connection, string sql) =>
            sql.Contains(';') ? "" : Dapper.SqlMapper.Query(connection, sql);
        [KernelFunction] public static string Below(string path) =>
            Path.GetFullPath(path) is var full && full.StartsWith("/data/") ? File.ReadAllText(full) : "";
        """));

    [Fact]
    public Task Statements_of_which_only_the_beginning_is_looked_at_Trigger() => Rule.Code(ChatCode.Class("""
        [KernelFunction] public static async Task<object> Whole(DbConnection connection, string sql)
        {
            if (!sql.Trim().StartsWith("SELECT", StringComparison.OrdinalIgnoreCase))
                return "Only SELECT queries are allowed.";
            return await Dapper.SqlMapper.QueryAsync(connection, {|MLG7009:sql|});
        }
        [McpServerTool] public static string Column(string table, string type) => new Schema("").Add(table, {|MLG7009:type|});
        """, """
        public class Schema(string connectionString)
        {
            public string Add(string table, string type)
            {
                if (string.IsNullOrWhiteSpace(table) || string.IsNullOrWhiteSpace(type))
                    throw new ArgumentException("Both.");
                try
                {
                    var sql = $"ALTER TABLE {Quote(table)} ADD COLUMN x {type};";
                    using var connection = Open(connectionString);
                    Dapper.SqlMapper.Execute(connection, sql);
                    return "Added";
                }
                catch (Exception error)
                {
                    return error.Message;
                }
            }
            private static DbConnection Open(string connection) => null!;
            private static string Quote(string name) => "\"" + name.Replace("\"", "\"\"") + "\"";
        }
        """));

    [Fact]
    public Task One_argument_in_two_of_a_call_Triggers_once() => Rule.Code(ChatCode.Class("""
        [KernelFunction] public static void Archive(string name) => File.Move({|MLG7009:Path.Combine("in", name)|}, Path.Combine("done", name));
        [KernelFunction] public static void Rename(string name, string other) => File.Move({|MLG7009:name|}, {|MLG7009:other|});
        """));

    [Fact]
    public async Task A_folder_is_called_a_folder()
    {
        var source = ChatCode.Class("[KernelFunction] public static string[] List(string folder) => Directory.GetFiles(folder);");
        var findings = await AllAnalyzers.RunAsync(AllAnalyzers.Compile([("A.cs", source)]), isAsked: id => id == "MLG7009");

        Assert.Equal(
            "The argument 'folder' comes from a model and becomes a folder's path unchecked, so whoever steers the model decides which "
                + "folder is read. Refuse what Path.GetFullPath does not place below a fixed folder.",
            Assert.Single(findings).GetMessage(CultureInfo.InvariantCulture));
    }
}
