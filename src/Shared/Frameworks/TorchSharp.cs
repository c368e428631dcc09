namespace MlGuard.Frameworks;

/// <summary>TorchSharp, read off version 0.107.0.</summary>
internal static class TorchSharp
{
    public static Framework Framework { get; } = new("TorchSharp", ["TorchSharp"], IsMachineLearning: true,
    [
        .. from arity in Enumerable.Range(2, 6)
           from member in new[] { "call", "forward" }
           select new RoleRow($"TorchSharp.torch+nn+Module`{arity}", member, Role.Predict),
        .. from arity in Enumerable.Range(2, 6)
           select new RoleRow($"TorchSharp.torch+nn+IModule`{arity}", "call", Role.Predict),
        new("TorchSharp.torch+jit+ScriptModule", "call", Role.Predict),
        new("TorchSharp.torch+jit+ScriptModule", "forward", Role.Predict),
        new("TorchSharp.torch+Tensor", "backward", Role.Fit),
        new("TorchSharp.torch+nn+Module", "load", Role.LoadModel, "location"),
        new("TorchSharp.torch+jit", "load", Role.LoadModel, "filename"),
        new("TorchSharp.torch+nn+Module", "save", Role.SaveModel),
        new("TorchSharp.torch+jit", "save", Role.SaveModel),
    ])
    {
        ModelBases = ["TorchSharp.torch+nn+Module"],
    };
}
