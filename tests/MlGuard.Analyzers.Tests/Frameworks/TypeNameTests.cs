using Microsoft.CodeAnalysis;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Tests.Infrastructure;

namespace MlGuard.Analyzers.Tests.Frameworks;

public class TypeNameTests
{
    private const string Source = """
        namespace Microsoft.ML { public class MLContext { public class Inner<T> { } } public class MLContext<T> { } }
        namespace Microsoft { public class MLContext { } }
        public class MLContext : Microsoft.ML.MLContext { Missing.ML.MLContext Unbound; Microsoft.ML.MLContext.Inner<int> Nested; }
        """;

    [Theory]
    [InlineData("Microsoft.ML.MLContext", "Microsoft.ML.MLContext", true)]
    [InlineData("Microsoft.ML.MLContext", "Microsoft.MLContext", false)]
    [InlineData("Microsoft.ML.MLContext", "MLContext", false)]
    [InlineData("Microsoft.ML.MLContext", "Microsoft.ML.MLContext`1", false)]
    [InlineData("Microsoft.ML.MLContext", "Microsoft.ML.MLContext+Inner`1", false)]
    [InlineData("MLContext", "MLContext", true)]
    [InlineData("ML.MLContext", "Microsoft.ML.MLContext", false)]
    [InlineData("Microsoft.ML.MLContext`1", "Microsoft.ML.MLContext`1", true)]
    [InlineData("Microsoft.ML.MLContext+Inner`1", "Microsoft.ML.MLContext+Inner`1", true)]
    [InlineData("Inner`1", "Microsoft.ML.MLContext+Inner`1", false)]
    public void A_name_is_that_of_one_type(string name, string type, bool isIt) =>
        Assert.Equal(isIt, TypeName.Of(name).IsOf(Compiled().GetTypeByMetadataName(type)!));

    [Fact]
    public void A_constructed_type_has_the_name_of_its_definition_and_one_that_does_not_bind_has_none()
    {
        var type = Compiled().GetTypeByMetadataName("MLContext")!;
        var fields = type.GetMembers().OfType<IFieldSymbol>().ToDictionary(field => field.Name, field => field.Type);

        Assert.True(TypeName.Of("Microsoft.ML.MLContext+Inner`1").IsOf(fields["Nested"]));
        Assert.False(TypeName.Of("Missing.ML.MLContext").IsOf(fields["Unbound"]));
    }

    /// <summary>A stub in the sources stands before the library's type of the same name.</summary>
    [Theory]
    [InlineData("Microsoft.ML.MLContext")]
    [InlineData("Microsoft.ML.MLContext+Inner`1")]
    [InlineData("System.Collections.Generic.Dictionary`2+KeyCollection")]
    [InlineData("TorchSharp.torch+nn+Module`2")]
    [InlineData("Microsoft.ML.Nothing")]
    [InlineData("Nothing.At.All")]
    public void What_is_looked_up_is_what_the_compiler_finds(string name)
    {
        var compilation = AllAnalyzers.Compile([("Stub.cs", name.StartsWith("Microsoft.ML.MLContext", StringComparison.Ordinal) ? Source : "")]);

        Assert.Equal(compilation.GetTypeByMetadataName(name), new MlSymbols(compilation, null).Type(name), SymbolEqualityComparer.Default);
    }

    private static Compilation Compiled() => AllAnalyzers.Compile([("Types.cs", Source)]);
}
