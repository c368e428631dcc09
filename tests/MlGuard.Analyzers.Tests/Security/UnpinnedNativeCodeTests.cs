using MlGuard.Analyzers.Security;
using MlGuard.Analyzers.Tests.Models;

namespace MlGuard.Analyzers.Tests.Security;

/// <summary>MLG7007.</summary>
public class UnpinnedNativeCodeTests
{
    [Fact]
    public Task Pinned_paths_DoNotTrigger() => OnnxSubject.Check<UnpinnedNativeCodeAnalyzer>("""
        void Constant(SessionOptions options) => options.RegisterCustomOpLibrary("custom_ops.dll");
        void Based(SessionOptions options, string name) => options.RegisterCustomOpLibrary(Path.Combine(AppContext.BaseDirectory, name));
        void Called(SessionOptions options) => Register(options, "custom_ops.dll");
        private static void Register(SessionOptions options, string path) => options.RegisterCustomOpLibrary(path);
        """);

    [Fact]
    public Task A_path_of_somebody_else_Triggers() => OnnxSubject.Check<UnpinnedNativeCodeAnalyzer>("""
        void Given(SessionOptions options, string path) => options.RegisterCustomOpLibrary({|MLG7007:path|});
        void Variable(SessionOptions options) => options.RegisterCustomOpLibraryV2({|MLG7007:Environment.GetEnvironmentVariable("OPS")|}, out _);
        void Provider(string path) => OrtEnv.Instance().RegisterExecutionProviderLibrary("mine", {|MLG7007:path|});
        """);
}
