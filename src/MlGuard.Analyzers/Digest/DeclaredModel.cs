namespace MlGuard.Analyzers.Digest;

/// <summary>A model that the manifest names.</summary>
/// <param name="Name">As the team calls it.</param>
/// <param name="PathOrId">Its file, or the id of a hosted model.</param>
internal readonly record struct DeclaredModel(string Name, string PathOrId);
