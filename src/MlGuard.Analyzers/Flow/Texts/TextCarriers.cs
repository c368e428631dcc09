using MlGuard.Analyzers.Flow.Values;

namespace MlGuard.Analyzers.Flow.Texts;

/// <summary>Members of .NET, and of libraries in general, whose result holds the text that they are given.</summary>
internal static class TextCarriers
{
    private static readonly ImmutableHashSet<string> s_joins = ["Format", "Concat", "Join", "Create", "Copy", "Intern"];

    private static readonly ImmutableHashSet<string> s_keepers = [
        "StringBuilder", "Uri", "UriBuilder", "List", "ArrayList", "Dictionary", "StringReader", "StreamReader", "KeyValuePair", "Tuple",
        "StringContent"];

    private static readonly ImmutableHashSet<string> s_ofArguments = [
        "System.IO.Path.Combine", "System.IO.Path.Join", "System.IO.Path.GetFullPath", "System.IO.Path.Concat",
        "System.Text.Json.JsonSerializer.Deserialize", "System.Text.Json.JsonSerializer.Serialize", "System.Text.Json.JsonDocument.Parse",
        "System.Text.Json.Nodes.JsonNode.Parse", "Newtonsoft.Json.JsonConvert.DeserializeObject",
        "Newtonsoft.Json.JsonConvert.SerializeObject", "Newtonsoft.Json.Linq.JObject.Parse",
        "System.Threading.Tasks.Task.FromResult", "System.MemoryExtensions.AsSpan", "System.MemoryExtensions.Trim",
        "System.Net.WebUtility.HtmlDecode", "System.Net.WebUtility.UrlDecode", "System.Uri.UnescapeDataString",
        "System.Text.RegularExpressions.Regex.Match", "System.Text.RegularExpressions.Regex.Matches",
        "System.Text.RegularExpressions.Regex.Split"];

    /// <summary>The values whose text <paramref name="call"/> of another assembly's method hands on; null when it hands on none.</summary>
    public static IEnumerable<IOperation?>? Carried(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var values = call.Arguments.Select(argument => (IOperation?)argument.Value);
        if (method.ContainingType.SpecialType == SpecialType.System_String)
            return s_joins.Contains(method.Name) || method.Name is "Replace" or "Insert" ? [call.Instance, .. values] : [call.Instance];
        if (IsQuery(method))
            return OfQuery(call);
        if (s_ofArguments.Contains($"{method.ContainingNamespace?.ToDisplayString()}.{method.ContainingType.Name}.{method.Name}"))
            return [call.Instance, .. values];
        if (call.Instance is { Type.Name: "StringBuilder" } text)
            return [text, .. values];

        // What is asked of an object that holds text may be the text.
        return FluentChain.ReceiverOf(call) is { } receiver ? [receiver] : null;
    }

    /// <summary>
    /// Whether the call doubles a mark, <c>Replace("'", "''")</c>: whoever writes that looked at what the text may hold.
    /// </summary>
    public static bool Quotes(IInvocationOperation call) =>
        call is
        {
            TargetMethod: { Name: "Replace", ContainingType.SpecialType: SpecialType.System_String },
            Arguments: [{ Value: var mark }, { Value: var quoted }, ..],
        }
        && Constants.Text(mark) is { Length: > 0 } one && Constants.Text(quoted) == one + one;

    /// <summary>Whether the method works on each element of what it is called on.</summary>
    public static bool IsQuery(IMethodSymbol method) =>
        method.ContainingType is { Name: "Enumerable" or "Queryable" or "AsyncEnumerable" or "ParallelEnumerable" }
        || method is { Name: "ForEach" or "ConvertAll" or "FindAll" or "ForEachAsync",
            ContainingType: { Name: "List" or "Array" or "Parallel" } };

    /// <summary>A projection hands on what its lambda makes; the others what they are called on.</summary>
    private static IEnumerable<IOperation?> OfQuery(IInvocationOperation call)
    {
        if (call.TargetMethod.Name is "Select" or "SelectMany" or "ConvertAll")
        {
            var projection = call.Arguments.Select(argument => LocalValues.Origin(argument.Value)).OfType<IAnonymousFunctionOperation>()
                .FirstOrDefault();
            if (projection is not null)
                return Bodies.Own(projection.Body).OfType<IReturnOperation>().Select(result => result.ReturnedValue);
        }

        return [FluentChain.ReceiverOf(call) ?? call.Arguments.FirstOrDefault()?.Value];
    }

    /// <summary>Whether the new object, of a type of another assembly, holds the text that it is made of.</summary>
    public static bool Keeps(IObjectCreationOperation creation) => creation.Type is { } type && s_keepers.Contains(type.Name);
}
