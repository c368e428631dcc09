using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using MlGuard.Lifecycle.Facts.Il;

namespace MlGuard.Lifecycle.Facts.Serving;

/// <summary>The policies that a method gives a program, as far as they are made of assertions alone.</summary>
internal sealed class PolicyReader(PEReader assembly, MetadataReader metadata, TypeNames names)
{
    private static readonly ImmutableHashSet<string> s_givers =
    [
        "Microsoft.AspNetCore.Authorization.AuthorizationOptions", "Microsoft.AspNetCore.Authorization.AuthorizationBuilder",
    ];

    /// <summary>The members that give a policy, whether it has a name, and as what it counts beside that name.</summary>
    private static readonly ImmutableDictionary<string, (bool HasName, string Mark)> s_gives =
        new Dictionary<string, (bool, string)>(StringComparer.Ordinal)
    {
        ["AddPolicy"] = (true, ""),
        ["AddDefaultPolicy"] = (true, Mark.AssertedDefault), ["set_DefaultPolicy"] = (false, Mark.AssertedDefault),
        ["SetDefaultPolicy"] = (false, Mark.AssertedDefault),
        ["AddFallbackPolicy"] = (true, Mark.AssertedFallback), ["set_FallbackPolicy"] = (false, Mark.AssertedFallback),
        ["SetFallbackPolicy"] = (false, Mark.AssertedFallback),
    }.ToImmutableDictionary();

    /// <summary>Whether the assembly asserts at all.</summary>
    public static bool IsOfUse(MetadataReader metadata, TypeNames names) =>
        metadata.MemberReferences.Any(handle => metadata.GetMemberReference(handle) is var member
            && metadata.StringComparer.Equals(member.Name, PolicyWalk.Assertion) && names.Of(member.Parent) == PolicyWalk.Builder);

    /// <summary>The marks of a method.</summary>
    public ImmutableArray<string> Read(MethodDefinitionHandle method)
    {
        try
        {
            return [.. OwnBodies.Of(assembly, metadata, names, method).SelectMany(Given)];
        }
        catch (Exception exception) when (UnreadableImage.Explains(exception))
        {
            // The method's own facts say that it cannot be read.
            return [];
        }
    }

    /// <summary>Whether a method of this assembly adds assertions to the builder that it gets, and nothing else.</summary>
    public bool IsAsserted(Callee configure) =>
        !configure.Own.IsNil && metadata.GetMethodDefinition(configure.Own).RelativeVirtualAddress is not 0 and var address
        && PolicyWalk.IsAssertedIn(names, IlReader.Read(assembly.GetMethodBody(address).GetILReader()));

    private IEnumerable<string> Given(ImmutableArray<Instruction> body)
    {
        var walk = new PolicyWalk();
        var name = "";
        Callee? configure = null;
        foreach (var instruction in body)
        {
            if (instruction.OpCode == ILOpCode.Ldstr)
                name = metadata.GetUserString((UserStringHandle)MetadataTokens.Handle(instruction.Operand));
            else if (instruction.OpCode == ILOpCode.Ldftn)
                configure = names.CalleeAt(MetadataTokens.EntityHandle(instruction.Token));
            if (PolicyWalk.CalledAt(names, instruction) is not { } callee)
                continue;
            walk.Step(callee);
            if (!s_givers.Contains(callee.Type) || !s_gives.TryGetValue(callee.Name, out var gives))
                continue;
            var isAsserted = callee.Parameters.Contains("Action`1")
                ? configure is not null && IsAsserted(configure)
                : walk.TakesAsserted();
            if (isAsserted && gives.HasName)
                yield return Mark.AssertedPolicy + name;
            if (isAsserted && gives.Mark.Length > 0)
                yield return gives.Mark;
        }
    }
}
