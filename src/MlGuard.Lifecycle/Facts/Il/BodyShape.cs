using System.Reflection.Metadata;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>
/// Whether a body does something, or only looks like it. Fed instruction by instruction, across everything folded into the
/// method.
/// </summary>
internal sealed class BodyShape
{
    /// <summary>The plumbing of async methods and finished tasks: to call it is to do nothing yet.</summary>
    private static readonly ImmutableHashSet<string> s_plumbing =
    [
        "System.Threading.Tasks.Task::get_CompletedTask",
        "System.Threading.Tasks.Task::FromResult", "System.Threading.Tasks.Task::GetAwaiter",
        "System.Threading.Tasks.Task::Yield",
        "System.Threading.Tasks.Task::ConfigureAwait", "System.Threading.Tasks.ValueTask::get_CompletedTask",
        "System.Threading.Tasks.ValueTask::FromResult",
        "System.Threading.Tasks.ValueTask::GetAwaiter", "System.Threading.Tasks.ValueTask`1::.ctor",
        "System.Threading.Tasks.Task`1::GetAwaiter", "System.Object::.ctor", "System.Environment::get_CurrentManagedThreadId",
        "System.Array::Empty", "System.Linq.Enumerable::Empty",
    ];

    private bool _works;
    private bool _throws;

    public MethodBody Result => (_works, _throws) switch
    {
        (true, _) => MethodBody.Real,
        (false, true) => MethodBody.OnlyThrows,
        (false, false) => MethodBody.Empty,
    };

    /// <param name="opCode">What the instruction does.</param>
    /// <param name="callee">The method that it names, when it names one.</param>
    /// <param name="isPlumbing">Whether the compiler put it there to run what a person wrote: a state machine, or the method that starts
    /// one.</param>
    public void Add(ILOpCode opCode, Callee? callee, bool isPlumbing)
    {
        _throws |= opCode == ILOpCode.Throw;
        _works |= callee is null
            ? !isPlumbing && DoesSomething(opCode)
            : !IsPlumbing(callee) && !(opCode == ILOpCode.Newobj && IsException(callee));
    }

    private static bool IsException(Callee callee) => callee.Type.EndsWith("Exception", StringComparison.Ordinal);

    private static bool IsPlumbing(Callee callee) =>
        callee.Type.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal)
        || callee.Type == "Microsoft.VisualBasic.CompilerServices.ProjectData" || s_plumbing.Contains($"{callee.Type}::{callee.Name}");

    private static bool DoesSomething(ILOpCode opCode) => opCode is
        ILOpCode.Ldarg or ILOpCode.Ldarg_s or (>= ILOpCode.Ldarg_0 and <= ILOpCode.Ldarg_3) or ILOpCode.Starg or ILOpCode.Starg_s
        or ILOpCode.Ldfld or ILOpCode.Ldsfld or ILOpCode.Stfld or ILOpCode.Stsfld or ILOpCode.Stobj
        or (>= ILOpCode.Add and <= ILOpCode.Conv_u8) or ILOpCode.Newarr or ILOpCode.Calli or ILOpCode.Ldftn or ILOpCode.Ldvirtftn;
}
