using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using MlGuard.Lifecycle.Facts.Il;

namespace MlGuard.Lifecycle.Facts.Serving;

/// <summary>
/// The policies of authorization that a body builds. An assertion is code that sees the user and need not look: a policy of assertions
/// alone asks nobody who they are. What a policy asks out of sight is believed.
/// </summary>
internal sealed class PolicyWalk
{
    /// <summary>The type that policies are built with.</summary>
    public const string Builder = "Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder";

    /// <summary>Its member that asks nobody by itself.</summary>
    public const string Assertion = "RequireAssertion";

    private readonly List<bool> _built = [];
    private Callee? _before;
    private bool _asserts;
    private bool _asks;

    private bool IsAsserted => _asserts && !_asks;

    /// <summary>Whether a body that gets a builder adds assertions to it and nothing else.</summary>
    public static bool IsAssertedIn(TypeNames names, ImmutableArray<Instruction> body)
    {
        var walk = new PolicyWalk();
        foreach (var instruction in body)
            if (CalledAt(names, instruction) is { } callee)
                walk.Step(callee);
        return walk.IsAsserted;
    }

    /// <summary>What an instruction calls or makes; null where it only names it, or does something else.</summary>
    public static Callee? CalledAt(TypeNames names, Instruction instruction) =>
        instruction.OpCode is ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj && instruction.Token != 0
            ? names.CalleeAt(MetadataTokens.EntityHandle(instruction.Token))
            : null;

    /// <summary>Goes past a call.</summary>
    public void Step(Callee callee)
    {
        if (callee.Type == Builder)
            Build(callee);
        else
            _asks |= callee.Parameters.Contains(Builder);
        _before = callee;
    }

    /// <summary>Whether the policy that is handed over now was built of assertions; not where it may be one of several.</summary>
    public bool TakesAsserted()
    {
        var isAsserted = _built.Count > 0 && _built.TrueForAll(asserted => asserted);
        if (_built.Count == 1)
            _built.Clear();
        return isAsserted;
    }

    private void Build(Callee callee)
    {
        switch (callee.Name)
        {
            case ".ctor":
                // Without schemes the compiler hands over an empty array.
                (_asserts, _asks) = (false, _before is not { Type: "System.Array", Name: "Empty" });
                break;
            case "Build":
                _built.Add(IsAsserted);
                break;
            case Assertion:
                _asserts = true;
                break;
            default:
                _asks = true;
                break;
        }
    }
}
