using MlGuard.Analyzers.Tests.Infrastructure;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Serving.NamelessToolAnalyzer, MlGuard.CodeFixes.Serving.NamelessToolCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Serving.NamelessToolAnalyzer>;

namespace MlGuard.Analyzers.Tests.Serving;

public class NamelessToolTests
{
    [Fact]
    public Task Named_tools_and_methods_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        private static string Weather() => "sunny";
        public static AITool[] All(AIFunctionFactoryOptions options) =>
        [
            AIFunctionFactory.Create(Weather),
            AIFunctionFactory.Create(() => "sunny", "weather"),
            AIFunctionFactory.Create(() => "sunny", new AIFunctionFactoryOptions { Name = "weather" }),
            AIFunctionFactory.Create(() => "sunny", options),
        ];
        """));

    [Fact]
    public Task A_function_gets_its_own_name_or_its_variables() => Fix.Code(
        ChatCode.Class("""
            public static void All()
            {
                string GetWeather() => "sunny";
                var all = new List<AITool> { AIFunctionFactory.Create({|MLG4032:GetWeather|}) };
                var get_time = AIFunctionFactory.Create({|MLG4032:() => "noon"|});
            }
            """),
        ChatCode.Class("""
            public static void All()
            {
                string GetWeather() => "sunny";
                var all = new List<AITool> { AIFunctionFactory.Create(GetWeather, name: "GetWeather") };
                var get_time = AIFunctionFactory.Create(() => "noon", name: "get_time");
            }
            """));

    [Fact]
    public Task Options_without_a_name_Trigger() => Rule.Code(ChatCode.Class("""
        public static AITool Made() => AIFunctionFactory.Create({|MLG4032:() => "noon"|}, new AIFunctionFactoryOptions { Description = "Says the time." });
        """));
}
