using System.Text.RegularExpressions;

namespace MlGuard.Lifecycle.Checks;

/// <summary>Licence identifiers of the SPDX list that code, data and models are published under, and the form for one's own.</summary>
internal static class Spdx
{
    private static readonly Regex s_own = new(@"^LicenseRef-[A-Za-z0-9.-]+$", RegexOptions.CultureInvariant);

    private static readonly ImmutableHashSet<string> s_known =
    [
        "0BSD", "AFL-3.0", "AGPL-3.0-only", "AGPL-3.0-or-later", "Apache-2.0", "Artistic-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "BUSL-1.1",
        "CC-BY-3.0", "CC-BY-4.0", "CC-BY-NC-4.0", "CC-BY-NC-ND-4.0", "CC-BY-NC-SA-4.0", "CC-BY-ND-4.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0", "CC0-1.0", "CDLA-Permissive-1.0",
        "CDLA-Permissive-2.0", "CDLA-Sharing-1.0", "ECL-2.0", "EPL-2.0", "EUPL-1.2", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later", "ISC",
        "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MIT", "MIT-0", "MPL-2.0", "MS-PL", "MS-RL", "NCSA", "O-UDA-1.0", "ODbL-1.0", "ODC-By-1.0",
        "OFL-1.1", "OGL-UK-3.0", "PDDL-1.0", "PostgreSQL", "Python-2.0", "Unlicense", "UPL-1.0", "WTFPL", "X11", "Zlib",
    ];

    /// <summary>An identifier, or an expression of some (SPDX 2.3, annex D).</summary>
    public static bool Holds(string text) =>
        text.Length < 200 && text.Split([' ', '(', ')'], StringSplitOptions.RemoveEmptyEntries).Where(word => word is not ("AND" or "OR" or "WITH")).ToImmutableArray() is { IsEmpty: false } ids
        && ids.All(id => s_known.Contains(id.TrimEnd('+')) || s_own.IsMatch(id));
}
