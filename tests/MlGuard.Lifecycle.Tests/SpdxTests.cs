using MlGuard.Lifecycle.Checks;

namespace MlGuard.Lifecycle.Tests;

public sealed class SpdxTests
{
    [Theory]
    [InlineData("MIT")]
    [InlineData("mit")]
    [InlineData("GPL-2.0+")]
    [InlineData("LicenseRef-Proprietary")]
    [InlineData("DocumentRef-terms:LicenseRef-1")]
    [InlineData("OpenRAIL-M", false)]
    [InlineData("MIT OR Apache-2.0")]
    [InlineData("(MIT OR Apache-2.0) AND CC-BY-4.0")]
    [InlineData("GPL-2.0-only WITH Classpath-exception-2.0")]
    [InlineData("MIT AND (GPL-3.0-or-later WITH GCC-exception-3.1 OR Zlib)")]
    [InlineData("", false)]
    [InlineData("MIT Apache-2.0", false)]
    [InlineData("MIT OR", false)]
    [InlineData("OR", false)]
    [InlineData("(MIT", false)]
    [InlineData("MIT)", false)]
    [InlineData("()", false)]
    [InlineData("MIT or Zlib", false)]
    [InlineData("MIT WITH Zlib", false)]
    [InlineData("(MIT) WITH Classpath-exception-2.0", false)]
    [InlineData("LicenseRef-", false)]
    [InlineData("proprietary", false)]
    public void An_expression_is_read_as_the_specification_writes_it(string text, bool holds = true) =>
        Assert.Equal(holds, Spdx.Holds(text));
}
