using MlGuard.Lifecycle.Facts;

namespace MlGuard.Lifecycle.Checks;

/// <summary>A request over HTTP, as far as the code that sends it shows.</summary>
/// <param name="Verb">In capitals; null where it is not known.</param>
/// <param name="Path">Without host and query; null where it is not known.</param>
internal sealed record SentRequest(string? Verb, string? Path)
{
    private static readonly ImmutableArray<string> s_verbs = ["Get", "Post", "Put", "Patch", "Delete"];

    /// <summary>The requests that a method sends by one of its calls.</summary>
    public static IEnumerable<SentRequest> Of(ProductMethod method, Call call)
    {
        var verb = s_verbs.FirstOrDefault(verb => call.Name.StartsWith(verb, StringComparison.Ordinal))?.ToUpperInvariant();
        ImmutableArray<ConstantCall> seen = [.. method.Constants.Where(constant => constant.Callee == $"{call.Type}::{call.Name}")];
        return seen.IsEmpty ? [new(verb, null)] : seen.Select(constant => new SentRequest(verb, PathOf(constant)));
    }

    /// <summary>Whether it may be one to an endpoint; a client's own address can hold the path's beginning.</summary>
    /// <param name="endpoint">As <see cref="Facts.Serving.EntryPoint.Normalized"/> writes it.</param>
    public bool MayReach(string endpoint)
    {
        var space = endpoint.IndexOf(' ');
        if (Verb is not null && endpoint.Substring(0, space) is not ("ANY" or "") and var wanted && wanted != Verb)
            return false;
        if (Path is null)
            return true;
        ImmutableArray<string> route = Parts(endpoint.Substring(space + 1)), path = Parts(Path);
        var common = Math.Min(route.Length, path.Length);
        return (common > 0 || route.Length == path.Length)
            && Enumerable.Range(1, common).All(i => route[route.Length - i] is "{}" || route[route.Length - i] == path[path.Length - i]);
    }

    /// <summary>The first constant need not be the address, which a variable may hold: then it is what is sent.</summary>
    private static string? PathOf(ConstantCall constant) =>
        constant.Values is [var address, ..] && address.IndexOf('/') >= 0 && !address.Any(char.IsWhiteSpace) ? Bare(address) : null;

    private static string Bare(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? address : address.Substring(scheme + 3);
        var path = scheme < 0 ? rest : rest.Substring(rest.IndexOf('/') is var at and >= 0 ? at : rest.Length);
        return path.Split('?', '#')[0];
    }

    private static ImmutableArray<string> Parts(string path) =>
        [.. path.ToLowerInvariant().Split('/').Where(part => part.Length > 0)];
}
