using System.Reflection.Metadata;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>The machine that a compiler makes of an async method or an iterator.</summary>
/// <param name="State">The field of its state; nil for an ordinary type.</param>
/// <param name="Current">The field of what an iterator gives.</param>
/// <param name="IsAsync">Whether it waits.</param>
internal sealed record WayMachine(FieldDefinitionHandle State, FieldDefinitionHandle Current, bool IsAsync)
{
    private const int FirstAwait = 0, FirstYield = 1, FirstAsyncYield = -4;

    public bool IsOne => !State.IsNil;

    public int First => IsAsync ? -1 : 0;

    /// <summary>Whether a return in this state only waits, or hands out one of several answers.</summary>
    public bool Resumes(int? state) => IsOne
        && (IsAsync ? state is >= FirstAwait || (!Current.IsNil && state <= FirstAsyncYield) : state >= FirstYield);

    public static WayMachine Of(MetadataReader metadata, TypeDefinitionHandle type)
    {
        if (!GeneratedNames.IsStateMachineOrClosure(metadata.GetString(metadata.GetTypeDefinition(type).Name)))
            return new(default, default, false);
        var fields = metadata.GetTypeDefinition(type).GetFields();
        FieldDefinitionHandle Named(string csharp, string basic) => fields.FirstOrDefault(field =>
            metadata.GetString(metadata.GetFieldDefinition(field).Name) is var name && (name == csharp || name == basic));
        return new(
            Named("<>1__state", "$State"), Named("<>2__current", "$Current"), !Named("<>t__builder", "$Builder").IsNil);
    }
}
