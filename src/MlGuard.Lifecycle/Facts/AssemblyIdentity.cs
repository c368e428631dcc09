using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MlGuard.Lifecycle.Facts;

/// <summary>Which assembly a file is, and of which build.</summary>
/// <param name="Name">Simple name.</param>
/// <param name="Mvid">The identity that the compiler gave it.</param>
/// <param name="Sha256">The hash of its bytes, in lower case.</param>
/// <param name="Code">The digest of what it does, whatever commit it was built from.</param>
internal sealed record AssemblyIdentity(string Name, string Mvid, string Sha256, string Code)
{
    /// <summary>Null when the file is no assembly that can be read.</summary>
    public static AssemblyIdentity? Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var image = new PEReader(stream, PEStreamOptions.LeaveOpen);
            if (!image.HasMetadata)
                return null;
            var metadata = image.GetMetadataReader();
            var name = metadata.GetString(metadata.GetAssemblyDefinition().Name);
            var mvid = metadata.GetGuid(metadata.GetModuleDefinition().Mvid).ToString();
            var code = CodeDigest.Of(image, metadata);
            stream.Position = 0;
            return new(name, mvid, AssemblyOrigin.HashOf(stream), code);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or BadImageFormatException
            or InvalidOperationException)
        {
            return null;
        }
    }
}
