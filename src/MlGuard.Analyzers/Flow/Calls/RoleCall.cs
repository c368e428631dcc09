using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Flow.Calls;

/// <summary>A call of a member that plays a role.</summary>
/// <param name="Row">The role, and which argument names the model.</param>
/// <param name="Operation">The invocation or object creation.</param>
/// <param name="Method">What is called.</param>
/// <param name="Caller">The method, local function or lambda that the call stands in; for an initializer, its field or property.</param>
internal sealed record RoleCall(RoleRow Row, IOperation Operation, IMethodSymbol Method, ISymbol Caller)
{
    public Role Role => Row.Role;
}
