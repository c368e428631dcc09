using System.Reflection.Metadata;
using MlGuard.Lifecycle.Facts.Ways;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>The machine that a compiler makes of an async method or an iterator.</summary>
/// <param name="State">The field of its state; nil for an ordinary type.</param>
/// <param name="Current">The field of what an iterator gives.</param>
/// <param name="IsAsync">Whether it waits.</param>
/// <param name="IsVoid">Whether it waits, and nobody waits for it.</param>
internal sealed record WayMachine(FieldDefinitionHandle State, FieldDefinitionHandle Current, bool IsAsync, bool IsVoid)
{
    private const int FirstAwait = 0, FirstYield = 1, FirstAsyncYield = -4, Running = -1;

    public bool IsOne => !State.IsNil;

    public BodyKind Kind => (IsOne, IsVoid, Current.IsNil) switch
    {
        (true, true, _) => BodyKind.Detached,
        (true, _, false) => BodyKind.Deferred,
        _ => BodyKind.Direct,
    };

    public int First => IsAsync ? -1 : 0;

    /// <summary>
    /// Whether a return in this state only waits, hands out one of several answers, or is the end of an iterator, which is none.
    /// </summary>
    public bool Resumes(int? state) => IsOne
        && (IsAsync ? state is >= FirstAwait || (!Current.IsNil && state <= FirstAsyncYield) : state is >= FirstYield or Running);

    public static WayMachine Of(MetadataReader metadata, TypeNames names, TypeDefinitionHandle type)
    {
        if (!GeneratedNames.IsStateMachineOrClosure(metadata.GetString(metadata.GetTypeDefinition(type).Name)))
            return new(default, default, false, false);
        var fields = metadata.GetTypeDefinition(type).GetFields();
        FieldDefinitionHandle Named(string csharp, string basic) => fields.FirstOrDefault(field =>
            metadata.GetString(metadata.GetFieldDefinition(field).Name) is var name && (name == csharp || name == basic));
        var builder = Named("<>t__builder", "$Builder");
        return new(
            Named("<>1__state", "$State"), Named("<>2__current", "$Current"), !builder.IsNil,
            !builder.IsNil && names.FieldAt(builder).Type == "System.Runtime.CompilerServices.AsyncVoidMethodBuilder");
    }
}
