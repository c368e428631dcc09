using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Training.UnregisteredModuleAnalyzer>;

namespace MlGuard.Analyzers.Tests.Training;

public class UnregisteredModuleTests
{
    private static string Class(string members, string use = "new Net()") => TorchCode.Program(
        $"var net = {use};", $$"""
        public class Net : Module<Tensor, Tensor>
        {
            {{members}}
            public override Tensor forward(Tensor x) => x;
        }
        """);

    [Theory]
    [InlineData("private readonly Linear a = Linear(4, 3); public Net() : base(\"n\") => RegisterComponents();")]
    [InlineData("private readonly Linear a; public Net() : base(\"n\") { a = Linear(4, 3); RegisterComponents(); }")]
    [InlineData("private readonly Linear a; public Net() : base(\"n\") { a = Linear(4, 3); register_module(\"a\", a); }")]
    [InlineData("private readonly ModuleList<Linear> a = new(Linear(4, 3)); public Net() : base(\"n\") => RegisterComponents();")]
    [InlineData("private readonly List<Linear> a = new(); public Net() : base(\"n\") { for (var i = 0; i < 3; i++) { a.Add(Linear(4, 3)); register_module($\"a{i}\", a[i]); } RegisterComponents(); }")]
    [InlineData("private readonly Linear a = Linear(4, 3); private readonly Linear[] all; public Net() : base(\"n\") { all = new[] { a }; RegisterComponents(); }")]
    [InlineData("private readonly Linear[] all = { Linear(4, 3) }; private readonly ModuleList<Linear> list; public Net() : base(\"n\") { list = new ModuleList<Linear>(all); RegisterComponents(); }")]
    [InlineData("private readonly CrossEntropyLoss loss = CrossEntropyLoss(); public Net() : base(\"n\") { }")]
    [InlineData("private readonly Module<Tensor, Tensor> relu = ReLU(); public Net() : base(\"n\") { }")]
    [InlineData("private Linear a; public Net() : base(\"n\") { Fill(); RegisterComponents(); } private void Fill() { a = Linear(4, 3); }")]
    public Task Registered_layers_DoNotTrigger(string members) => Rule.Code(Class(members));

    /// <summary>The module that holds it registers what it has.</summary>
    [Fact]
    public Task A_part_of_another_module_DoesNotTrigger() => Rule.Code(TorchCode.Program("var net = new Net();", """
        public class Part : Module<Tensor, Tensor>
        {
            private readonly Linear a = Linear(4, 3);
            public Part() : base("p") { }
            public override Tensor forward(Tensor x) => a.call(x);
        }
        public class Net : Module<Tensor, Tensor>
        {
            private readonly Part part = new();
            public Net() : base("n") => RegisterComponents();
            public override Tensor forward(Tensor x) => part.call(x);
        }
        """));

    [Theory]
    [InlineData("private readonly List<Module<Tensor, Tensor>> {|MLG2010:layers|} = new(); public Net() : base(\"n\") { layers.Add(Linear(4, 3)); RegisterComponents(); }")]
    [InlineData("private readonly Linear[] {|MLG2010:layers|} = { Linear(4, 3) }; public Net() : base(\"n\") => RegisterComponents();")]
    [InlineData("private readonly Linear a; private readonly Dropout b; public Net() : base(\"n\") { a = Linear(4, 3); RegisterComponents(); {|MLG2010:b|} = Dropout(); }")]
    [InlineData("private Linear a; public Net() : base(\"n\") => RegisterComponents(); public void Up() { {|MLG2010:a|} = Linear(4, 3); }")]
    [InlineData("private static readonly Linear {|MLG2010:Shared|} = Linear(4, 3); public Net() : base(\"n\") => RegisterComponents();")]
    public Task Layers_that_are_not_found_Trigger(string members) => Rule.Code(Class(members));

    [Fact]
    public Task A_network_that_registers_nothing_Triggers() => Rule.Code(TorchCode.Program("var net = new Net();", """
        public class {|MLG2010:Net|} : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> a = Linear(4, 3);
            public Net() : base("n") { }
            public override Tensor forward(Tensor x) => a.call(x);
        }
        """));

    /// <summary>There is nothing to train, move or save in them.</summary>
    [Fact]
    public Task Modules_that_hold_nothing_DoNotTrigger() => Rule.Code(TorchCode.Program("var net = new Derived();", """
        public class Dice : Module<Tensor, Tensor>
        {
            private readonly float _smooth = 1;
            public Dice() : base("d") { }
            public override Tensor forward(Tensor x) => x + _smooth;
        }
        public class BlendedLoss : Module<Tensor, Tensor>
        {
            private readonly BCEWithLogitsLoss bce = BCEWithLogitsLoss();
            private readonly Dice dice = new();
            public BlendedLoss() : base("l") { }
            public override Tensor forward(Tensor x) => bce.call(x, x) + dice.call(x);
        }
        public class Base : Module<Tensor, Tensor>
        {
            private readonly Linear a = Linear(4, 3);
            public Base() : base("b") => RegisterComponents();
            public override Tensor forward(Tensor x) => a.call(x);
        }
        public class Derived : Base
        {
            private readonly BlendedLoss loss;
            public Derived() { loss = new BlendedLoss(); }
        }
        """));

    [Theory]
    [InlineData("private readonly Tensor weight = ones(3);")]
    [InlineData("private readonly Linear inner = Linear(4, 3);")]
    [InlineData("private readonly Module<Tensor, Tensor> inner = ReLU();")]
    [InlineData("public Part() => register_buffer(\"b\", ones(3));")]
    public Task Modules_that_may_hold_something_Trigger(string member) => Rule.Code(TorchCode.Program("var net = new Derived();", $$"""
        public class Part : Module<Tensor, Tensor>
        {
            {{(member.Contains("Part()") ? member.Replace("Part()", "Part() : base(\"p\")") : member + " public Part() : base(\"p\") { }")}}
            public override Tensor forward(Tensor x) => x;
        }
        public class Base : Module<Tensor, Tensor>
        {
            public Base() : base("b") => RegisterComponents();
            public override Tensor forward(Tensor x) => x;
        }
        public class Derived : Base
        {
            private readonly Part part;
            public Derived() { {|MLG2010:part|} = new Part(); }
        }
        """));

    /// <summary>A second call of RegisterComponents does nothing.</summary>
    [Fact]
    public Task A_derived_network_Triggers() => Rule.Code(TorchCode.Program("var net = new Derived();", """
        public class Base : Module<Tensor, Tensor>
        {
            private readonly Linear a = Linear(4, 3);
            public Base() : base("b") => RegisterComponents();
            public override Tensor forward(Tensor x) => a.call(x);
        }
        public class Derived : Base
        {
            private readonly Linear b;
            public Derived() { {|MLG2010:b|} = Linear(3, 3); RegisterComponents(); }
        }
        """));
}
