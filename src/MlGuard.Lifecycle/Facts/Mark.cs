using MlGuard.Frameworks;

namespace MlGuard.Lifecycle.Facts;

/// <summary>What an attribute says about a method or a type, as far as a row asks for it: <c>kind</c> or <c>kind=value</c>.</summary>
internal static class Mark
{
    public const string Authorized = "authorize";

    /// <summary>A guard of its own, and the name of its policy; empty where it is a role, a scheme or not known.</summary>
    public const string AuthorizedBy = "authorize-by=";

    /// <summary>A guard that only asserts, see <see cref="Serving.PolicyWalk"/>.</summary>
    public const string Asserted = "asserted";

    /// <summary>A policy of assertions that a method gives the program, and its name.</summary>
    public const string AssertedPolicy = "asserted-policy=";

    /// <summary>That the program's default policy only asserts.</summary>
    public const string AssertedDefault = "asserted-default";

    /// <summary>That the policy of endpoints that say nothing only asserts.</summary>
    public const string AssertedFallback = "asserted-fallback";

    public const string Anonymous = "anonymous";
    public const string Controller = "controller";
    public const string NoAction = "no-action";

    /// <summary>An entry point of serving and its name.</summary>
    public const string Entry = "entry=";

    /// <summary>What a library calls now and then, and its name.</summary>
    public const string Callback = "callback=";

    /// <summary>What a language model calls, and its name.</summary>
    public const string Tool = "tool=";

    /// <summary>A function that the method offers to a language model, see <see cref="Serving.OfferedTool"/>.</summary>
    public const string Offers = "offers=";

    /// <summary>Verb and template of a controller's action.</summary>
    public const string Http = "http=";

    /// <summary>Route template.</summary>
    public const string Route = "route=";

    /// <summary>A test of the ML Test Score that the method claims, such as <c>infra-3</c>.</summary>
    public const string MlTest = "mltest=";

    /// <summary>A test that passes where it fails.</summary>
    public const string ExpectsFailure = "expects-failure";

    /// <summary>The parameters of which a method uses nothing, or only what names a model, by their places from 0.</summary>
    public const string Ignores = "ignores=";

    /// <summary>A method that returns a parameter as it is, and does nothing else.</summary>
    public const string GivesBack = "gives-back";

    private static readonly ImmutableArray<string> s_entries = [Entry, Callback, Tool];

    /// <summary>How an entry point of some kind is marked.</summary>
    public static string Of(EntryPointKind kind) => kind switch
    {
        EntryPointKind.Callback => Callback,
        EntryPointKind.Tool => Tool,
        _ => Entry,
    };

    /// <summary>The kind and name of an entry point; null where nothing marks one.</summary>
    public static (string Kind, string Name)? EntryOf(ImmutableArray<string> marks)
    {
        if (marks.IsEmpty)
            return null;
        foreach (var kind in s_entries)
        {
            if (ValueOf(marks, kind) is { } name)
                return (kind, name);
        }

        return null;
    }

    public static string? ValueOf(ImmutableArray<string> marks, string kind) =>
        marks.FirstOrDefault(mark => mark.StartsWith(kind, StringComparison.Ordinal))?.Substring(kind.Length);

    public static IEnumerable<string> ValuesOf(ImmutableArray<string> marks, string kind) =>
        marks.Where(mark => mark.StartsWith(kind, StringComparison.Ordinal)).Select(mark => mark.Substring(kind.Length));
}
