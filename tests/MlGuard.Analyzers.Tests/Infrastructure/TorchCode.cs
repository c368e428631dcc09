namespace MlGuard.Analyzers.Tests.Infrastructure;

/// <summary>Snippets about TorchSharp, with the usings that people write and a network.</summary>
internal static class TorchCode
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        """;

    /// <summary>A network with dropout that ends with raw scores.</summary>
    public const string Net = """

        public class Net : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> hidden = Linear(4, 8);
            private readonly Module<Tensor, Tensor> drop = Dropout(0.2);
            private readonly Module<Tensor, Tensor> output = Linear(8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => output.call(drop.call(functional.relu(hidden.call(x))));
        }
        """;

    /// <summary>A program of top-level statements.</summary>
    public static string Program(string statements, string types = Net) => Usings + statements + "\n" + types;

    /// <summary>Methods in a class.</summary>
    public static string InClass(string members, string types = Net) => $$"""
        {{Usings}}
        public class Subject
        {
            {{members}}
        }
        {{types}}
        """;
}
