namespace MlGuard.CodeFixes;

/// <summary>A name for a new variable that means nothing yet where it is declared.</summary>
internal static class FreeName
{
    public static string Near(string name, int position, SemanticModel model)
    {
        var free = name;
        for (var number = 2; !model.LookupSymbols(position, name: free).IsEmpty; number++)
            free = $"{name}{number}";
        return free;
    }
}
