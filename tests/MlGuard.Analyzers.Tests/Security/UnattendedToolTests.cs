using MlGuard.Analyzers.Tests.Infrastructure;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Security.UnattendedToolAnalyzer, MlGuard.CodeFixes.Security.UnattendedToolCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Security.UnattendedToolAnalyzer>;

namespace MlGuard.Analyzers.Tests.Security;

public class UnattendedToolTests
{
    [Fact]
    public Task Reading_and_asking_tools_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        private static string Read() => File.ReadAllText("a.txt");
        private static void Delete() => File.Delete("a.txt");
        public static AITool[] All() =>
        [
            AIFunctionFactory.Create(Read), new ApprovalRequiredAIFunction(AIFunctionFactory.Create(Delete)),
            AIFunctionFactory.Create(() => DateTime.Now, "now"),
        ];
        public static AITool Later()
        {
            var tool = AIFunctionFactory.Create(Delete);
            return new ApprovalRequiredAIFunction(tool);
        }
        public static void NoTool() => Delete();
        """));

    [Fact]
    public Task Tools_that_ask_themselves_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        private static string Delete(string path)
        {
            Console.Write($"Delete {path}? ");
            var answer = Console.ReadLine();
            if (answer != "y")
                return "refused";
            File.Delete(path);
            return "done";
        }
        public static AITool One() => AIFunctionFactory.Create(Delete);
        public static AITool Lambda() => AIFunctionFactory.Create((string path) =>
        {
            if (Console.ReadKey().Key == ConsoleKey.Y)
                File.Delete(path);
        }, "delete");
        """));

    [Fact]
    public Task The_tool_asks() => Fix.Code(
        ChatCode.Class("""
            private static void Delete() => Remove("a.txt");
            private static void Remove(string path) => File.Delete(path);
            public static AITool One() => AIFunctionFactory.Create({|MLG7011:Delete|});
            public static List<AITool> All(HttpClient http) => [AIFunctionFactory.Create({|MLG7011:(string text) => http.PostAsync("/orders", null)|}, "order")];
            """),
        ChatCode.Class("""
            private static void Delete() => Remove("a.txt");
            private static void Remove(string path) => File.Delete(path);
            public static AITool One() => new ApprovalRequiredAIFunction(AIFunctionFactory.Create(Delete));
            public static List<AITool> All(HttpClient http) => [new ApprovalRequiredAIFunction(AIFunctionFactory.Create((string text) => http.PostAsync("/orders", null), "order"))];
            """));
}
