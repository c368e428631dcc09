using System.Globalization;
using System.Text;

namespace MlGuard.Networks;

/// <summary>Functions beside the layers, losses, lists of layers, and helpers.</summary>
public sealed partial class NetworkWriter
{
    private string Functions(string number)
    {
        var body = new StringBuilder().Append(CultureInfo.InvariantCulture, $"        var x = {Image()};\n");
        for (var i = 0; i < 2 + _random.Next(4); i++)
            body.Append(CultureInfo.InvariantCulture, $"        x = {Function()};\n");
        body.Append("        x = x.mean(new long[] { 2, 3 });\n")
            .Append(CultureInfo.InvariantCulture, $"        functional.linear(x, randn(5, {Meant(_shape[1])}));\n");
        return Method(number, body.ToString());
    }

    private string Function()
    {
        switch (_random.Next(11))
        {
            case 0:
                var kernel = Errs() ? 40 : Pick(2, 3);
                Shrink(size => ((size - kernel) / kernel) + 1);
                return $"functional.{(_random.Next(2) == 0 ? "max" : "avg")}_pool2d(x, {kernel})";
            case 1:
                Shrink(size => size - 2);
                var made = Pick(4, 6);
                var text = $"functional.conv2d(x, randn({made}, {Meant(_shape[1])}, 3, 3))";
                _shape[1] = made;
                return text;
            case 2:
                return $"functional.softmax(x, {(Errs() ? 4 : 1)})";
            case 3:
                Shrink(size => size + 2);
                return "functional.pad(x, (1, 1, 1, 1))";
            case 4:
                Shrink(_ => 8);
                return $"functional.interpolate(x, new long[] {{ 8{(Errs() ? "" : ", 8")} }})";
            case 5:
                Shrink(size => size * 2);
                return "functional.interpolate(x, scale_factor: new double[] { 2, 2 })";
            case 6:
                return $"functional.layer_norm(x, new long[] {{ {_shape[2]}, {Meant(_shape[3])} }})";
            case 7:
                Shrink(_ => 4);
                return "functional.adaptive_avg_pool2d(x, 4)";
            case 8:
                return "functional.dropout(functional.relu(x), 0.5)";
            case 9 when _shape[2] == _shape[3]:
                return $"functional.normalize(x.transpose(2, 3) * ones({Meant(_shape[3])}))";
            default:
                return $"functional.gelu(x) + ones({_shape[1]}, {Meant(_shape[2])}, 1)";
        }
    }

    private string Losses(string number)
    {
        var (rows, classes) = (Pick(4, 6, 8), Pick(3, 5));
        var isImage = _random.Next(3) == 0;
        var more = isImage ? ", 7" : "";
        var places = isImage ? $"{Meant(rows)}, {Meant(7)}" : $"{Meant(rows)}";
        var answer = $"randn({rows}, {classes}{more})";
        var classTarget = $"randint(0, {classes}, new long[] {{ {(Errs() ? $"{rows}, 1{more}" : places)} }})";
        var same = _random.Next(4) == 0 ? $"rand({rows}{more})" : $"rand({Meant(rows)}, {Meant(classes)}{more})";
        return Method(number, _random.Next(8) switch
        {
            0 => $"        functional.cross_entropy({answer}, {classTarget});\n",
            1 => $"        CrossEntropyLoss().call({answer}, {classTarget});\n",
            2 => $"        functional.nll_loss(functional.log_softmax({answer}, 1), {classTarget});\n",
            3 => $"        functional.cross_entropy({answer}, rand({Meant(rows)}, {Meant(classes)}{more}));\n",
            4 => $"        functional.mse_loss({answer}, {same});\n",
            5 => $"        var loss = BCEWithLogitsLoss();\n        loss.call({answer}, {same});\n",
            6 => $"        functional.binary_cross_entropy(sigmoid({answer}), {same});\n",
            _ => $"        var y = {answer};\n        L1Loss().call(y, {same});\n",
        });
    }

    /// <summary>A class that keeps its layers in a list.</summary>
    private string Lists(string number)
    {
        var sizes = (long[])[Pick(4, 8), .. Enumerable.Range(0, 2 + _random.Next(2)).Select(_ => Pick(5, 8, 12))];
        var layers = sizes.Skip(1).Select((size, at) => $"Linear({Meant(sizes[at])}, {size})").ToList();
        var named = _random.Next(4) == 0;
        var type = named ? "ModuleDict" : "ModuleList";
        var items = string.Join(", ", layers.Select((layer, at) => named ? $"(\"l{at}\", (Module<Tensor, Tensor>){layer})" : layer));
        var forward = (named, _random.Next(3)) switch
        {
            (true, _) => string.Concat(layers.Select((_, at) => $"        x = layers[\"l{at}\"].call(x);\n")),
            (_, 0) => "        foreach (var layer in layers)\n            x = layer.call(x).relu();\n",
            (_, 1) => "        for (var i = 0; i < layers.Count; i++)\n        {\n            x = layers[i].call(x);\n            x = functional.relu(x);\n        }\n\n",
            _ => string.Concat(layers.Select((_, at) => $"        x = layers[{at}].call(x);\n")),
        };
        return $$"""
            public class C{{number}} : Module<Tensor, Tensor>
            {
                private readonly {{type}}<Module<Tensor, Tensor>> layers;

                public C{{number}}() : base("C{{number}}")
                {
                    layers = {{type}}<Module<Tensor, Tensor>>({{items}});
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x)
                {
            {{forward}}        return x;
                }
            }

            """ + Method(number, $"        var y = new C{number}().call(randn(3, {sizes[0]}));\n        Linear({Meant(sizes[^1])}, 2).call(y);\n");
    }

    /// <summary>A class with two inputs and a helper.</summary>
    private string Helpers(string number)
    {
        var (one, other, hidden) = (Pick(4, 6), Pick(3, 5), Pick(8, 10));
        return $$"""
            public class C{{number}} : Module<Tensor, Tensor, Tensor>
            {
                private readonly Module<Tensor, Tensor> left = Linear({{Meant(one)}}, {{hidden}});
                private readonly Module<Tensor, Tensor> right = Linear({{Meant(other)}}, {{hidden}});
                private readonly Module<Tensor, Tensor> last = Linear({{Meant(hidden * 2)}}, 2);

                public C{{number}}() : base("C{{number}}") => RegisterComponents();

                public override Tensor forward(Tensor a, Tensor b) => last.call(Both(left.call(a), right.call(b)));

                private static Tensor Both(Tensor a, Tensor b)
                {
                    var all = cat(new[] { a, b }, {{(Errs() ? 0 : 1)}});
                    return functional.relu(all);
                }
            }

            """ + Method(number, $"        new C{number}().call(randn(3, {one}), randn({Meant(3)}, {other}));\n");
    }

    private string Resized()
    {
        switch (_random.Next(5))
        {
            case 0:
                Shrink(size => size * 2);
                return $"Upsample(scale_factor: new double[] {{ 2{(Errs() ? "" : ", 2")} }})";
            case 1:
                Shrink(size => size + 4);
                return "ZeroPad2d(2)";
            case 2 when _shape[1] % 4 == 0 || Errs():
                _shape[1] /= 4;
                Shrink(size => size * 2);
                return "PixelShuffle(2)";
            case 3 when _shape[1] % 2 == 0 || Errs():
                _shape[1] /= 2;
                return "GLU(1)";
            default:
                var channels = _shape[1];
                _shape = [_shape[0], Math.Max(1, channels), _shape[2], _shape[3]];
                return $"Softmax({(Errs() ? 4 : 1)})";
        }
    }
}
