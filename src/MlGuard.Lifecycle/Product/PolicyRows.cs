using MlGuard.Lifecycle.Manifest;

namespace MlGuard.Lifecycle.Product;

/// <summary>What a policy has to know of the rows: it names them, and cannot lower all.</summary>
/// <param name="Schema">What may stand in a policy, which is a manifest with nothing but <c>gates</c>.</param>
/// <param name="Ids">The rows, in the order of the lifecycle.</param>
/// <param name="OfMvp">Those that the first stage requires, which no severity lowers.</param>
internal sealed record PolicyRows(SchemaNode Schema, ImmutableArray<string> Ids, ImmutableHashSet<string> OfMvp);
