using MlGuard.Lifecycle.Manifest;
using MlGuard.Lifecycle.Product;

namespace MlGuard.Lifecycle.Checks;

/// <summary>Columns of the declared data that can only be about a person.</summary>
internal static class PersonalColumns
{
    private static readonly ImmutableHashSet<string> s_names = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Email", "EmailAddress", "Mail", "Phone", "PhoneNumber", "FirstName", "LastName", "Surname", "FullName", "BirthDate", "DateOfBirth",
        "Iban", "PassportNumber", "SocialSecurityNumber", "IpAddress", "HomeAddress", "PostalAddress");

    public static bool AreIn(ProductSnapshot product) =>
        product.Facts is { } facts
            && product.Manifest.Texts(ManifestPaths.DataSourcesSchema)
                .SelectMany(symbol => facts.Types(symbol)).SelectMany(type => type.Columns).Any(s_names.Contains);
}
