using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Il;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>The row classes into which an assembly loads text files, by the type argument of the call.</summary>
internal static class LoadedRows
{
    private static readonly ImmutableHashSet<string> s_loaders = ["LoadFromTextFile", "CreateTextLoader"];

    /// <summary>Empty where the assembly cannot be read.</summary>
    public static ImmutableHashSet<string> Of(string assembly)
    {
        try
        {
            using var stream = File.OpenRead(assembly);
            using var image = new PEReader(stream, PEStreamOptions.PrefetchEntireImage);
            return image.HasMetadata ? Of(image.GetMetadataReader()) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException || UnreadableImage.Explains(exception))
        {
            return [];
        }
    }

    private static ImmutableHashSet<string> Of(MetadataReader metadata)
    {
        var names = new TypeNames(metadata);
        return
        [
            .. Enumerable.Range(1, metadata.GetTableRowCount(TableIndex.MethodSpec))
                .Select(row => (EntityHandle)MetadataTokens.MethodSpecificationHandle(row))
                .Where(handle => Callee.Of(metadata, names, handle) is { } callee
                    && s_loaders.Contains(callee.Name)
                    && callee.Type.StartsWith("Microsoft.ML.", StringComparison.Ordinal))
                .Select(names.ArgumentOf).Where(type => type.Length > 0 && type.IndexOfAny(['<', '!', '[']) < 0).Select(SymbolName.Of),
        ];
    }
}
