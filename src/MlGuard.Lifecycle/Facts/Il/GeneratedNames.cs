namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>How compilers call what no person wrote, so that it can be folded into the method that a person did.</summary>
/// <remarks>
/// C#: <c>&lt;RunAsync&gt;d__0</c>, <c>&lt;&gt;c__DisplayClass1_0</c>, <c>&lt;Run&gt;g__Local|0_0</c>. Visual Basic:
/// <c>VB$StateMachine_1_Run</c>, <c>_Closure$__</c>, <c>_Lambda$__1</c>. F#: <c>run@12</c>.
/// </remarks>
internal static class GeneratedNames
{
    /// <summary>The entry point that C# makes of top-level statements: a person wrote its body.</summary>
    public const string TopLevel = "<Main>$";

    public static bool IsGenerated(string name) =>
        name != TopLevel
        && (name.StartsWith("<", StringComparison.Ordinal) || name.StartsWith("VB$", StringComparison.Ordinal)
        || name.StartsWith("_Closure$", StringComparison.Ordinal) || name.StartsWith("_Lambda$", StringComparison.Ordinal)
        || name.IndexOf('@') > 0);

    /// <summary>Whether to touch the type is to run it: its methods are called by the runtime's own machinery.</summary>
    public static bool IsStateMachineOrClosure(string typeName) =>
        typeName.IndexOf(">d", StringComparison.Ordinal) > 0
            || typeName.StartsWith("VB$StateMachine", StringComparison.Ordinal)
            || typeName.IndexOf('@') > 0;
}
