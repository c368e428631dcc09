namespace MlGuard.Package.Tests;

public sealed class DeterminismTests
{
    /// <summary>A package is named after a hash of its content, so equal names are equal bytes of every file.</summary>
    [Fact]
    public void A_fresh_checkout_packs_byte_for_byte_what_this_folder_packed()
    {
        using var checkout = new FreshCheckout();

        var build = checkout.Build("src/MlGuard");

        Assert.True(build.Succeeded, build.ToString());
        Assert.Equal(PackedPackage.Version, PackedPackage.VersionIn(checkout.PathOf(PackedPackage.VersionFile)));
    }
}
