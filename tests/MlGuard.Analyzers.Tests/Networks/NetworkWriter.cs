using System.Globalization;
using System.Text;

namespace MlGuard.Networks;

/// <summary>
/// Writes random networks with their inputs, always the same ones for a seed. About half of them hold a size that does not fit. The real
/// TorchSharp says which run (<c>eng/networks</c>), and the tests ask the checker about the same code.
/// </summary>
public sealed partial class NetworkWriter
{
    /// <summary>How many networks there are.</summary>
    public const int Count = 1600;

    private const int Seed = 20260127;

    private readonly Random _random;
    private readonly StringBuilder _fields = new();
    private readonly StringBuilder _layers = new();
    private long[] _shape = [];
    private int _names;

    private NetworkWriter(int number) => _random = new Random(Seed + number);

    /// <summary>The whole program: a method <c>N0000</c> for each network, with the class <c>C0000</c> where it has one.</summary>
    public static string Write()
    {
        var source = new StringBuilder("""
            using System;
            using System.Collections.Generic;
            using TorchSharp;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;


            """);
        for (var number = 0; number < Count; number++)
            source.Append(new NetworkWriter(number).One(number.ToString("D4", CultureInfo.InvariantCulture))).Append('\n');
        return source.ToString();
    }

    private string One(string number) => _random.Next(12) switch
    {
        0 or 1 => Sequence(number),
        2 or 3 => Class(number),
        4 => Operations(number),
        5 => Recurrent(number),
        6 => Attention(number),
        7 => Pieces(number),
        8 => Lists(number),
        9 => Functions(number),
        10 => Losses(number),
        _ => Helpers(number),
    };

    private bool Errs() => _random.Next(5) == 0;

    /// <summary>The size, or another one.</summary>
    private long Meant(long size) => Errs() ? size + 1 + _random.Next(7) : size;

    private long Pick(params long[] sizes) => sizes[_random.Next(sizes.Length)];

    private string Maker() => $"randn({string.Join(", ", _shape)})";

    private string Method(string number, string body) =>
        $"public static class N{number}\n{{\n    public static void Run()\n    {{\n{body}    }}\n}}\n";

    private string Sequence(string number)
    {
        var layers = new List<string>();
        var isImage = _random.Next(2) == 0;
        var input = isImage ? Image() : Row();
        for (var i = 0; i < 2 + _random.Next(4); i++)
            layers.Add(isImage ? ImageLayer() : RowLayer());
        if (isImage && _random.Next(3) > 0)
        {
            layers.Add(Flatten());
            layers.Add(Linear());
        }

        return Method(number, $"        var model = Sequential(\n            {string.Join(",\n            ", layers)});\n        using var input = {input};\n        model.call(input);\n");
    }

    private string Row()
    {
        _shape = _random.Next(3) == 0 ? [Pick(2, 5), Pick(3, 6), Pick(8, 16, 20)] : [Pick(2, 4, 8), Pick(8, 10, 16)];
        return Maker();
    }

    private string Image()
    {
        _shape = [Pick(1, 2, 4), Pick(1, 3), Pick(16, 20, 28), Pick(16, 20, 28)];
        return Maker();
    }

    private string RowLayer() => _random.Next(7) switch
    {
        0 => "ReLU()",
        1 => "Dropout(0.1)",
        2 => $"LayerNorm({Meant(_shape[^1])})",
        3 when _shape.Length == 2 => $"BatchNorm1d({Meant(_shape[1])})",
        4 => "Softmax(1)",
        _ => Linear(),
    };

    private string Linear()
    {
        var output = Pick(4, 10, 12, 32);
        var text = $"Linear({Meant(_shape[^1])}, {output}{(_random.Next(4) == 0 ? ", hasBias: false" : "")})";
        _shape[^1] = output;
        return text;
    }

    private string Flatten()
    {
        _shape = [_shape[0], _shape[1..].Aggregate(1L, (product, size) => product * size)];
        return "Flatten()";
    }

    private string ImageLayer() => _random.Next(9) switch
    {
        0 => "ReLU()",
        1 => $"BatchNorm2d({Meant(_shape[1])})",
        2 => Pool(),
        3 when _random.Next(2) == 0 => Adaptive(),
        4 => Transposed(),
        5 => $"GroupNorm(1, {Meant(_shape[1])})",
        6 => Resized(),
        _ => Convolution(),
    };

    private string Convolution()
    {
        var (kernel, stride, padding) = (Pick(1, 3, 5), Pick(1, 1, 2), Pick(0, 1));
        var output = Pick(4, 6, 8);
        var text = $"Conv2d({Meant(_shape[1])}, {output}, {kernel}, stride: {stride}{(padding == 0 ? "" : ", padding: 1")})";
        _shape[1] = output;
        Shrink(size => ((size + (2 * padding) - kernel) / stride) + 1);
        return text;
    }

    private string Transposed()
    {
        var output = Pick(3, 4);
        var text = $"ConvTranspose2d({Meant(_shape[1])}, {output}, 2, stride: 2)";
        _shape[1] = output;
        Shrink(size => size * 2);
        return text;
    }

    private string Pool()
    {
        var kernel = _random.Next(12) == 0 ? 40 : Pick(2, 3);
        var kind = _random.Next(2) == 0 ? "MaxPool2d" : "AvgPool2d";
        Shrink(size => ((size - kernel) / kernel) + 1);
        return $"{kind}({kernel})";
    }

    private string Adaptive()
    {
        var size = Pick(1, 2, 4);
        Shrink(_ => size);
        return $"AdaptiveAvgPool2d({size})";
    }

    private void Shrink(Func<long, long> computed)
    {
        for (var axis = 2; axis < 4; axis++)
            _shape[axis] = Math.Max(1, computed(_shape[axis]));
    }

    /// <summary>A class with fields, sizes as parameters of its constructor, and a view between its halves.</summary>
    private string Class(string number)
    {
        var input = Image();
        var batch = _shape[0];
        var forward = new StringBuilder();
        var hidden = Pick(8, 16);
        for (var i = 0; i < 1 + _random.Next(3); i++)
            Step(forward, ImageLayer());
        var flat = _shape[1..].Aggregate(1L, (product, size) => product * size);
        forward.Append(_random.Next(4) switch
        {
            0 => $"        x = x.view(-1, {Meant(flat)});\n",
            1 => $"        x = x.reshape(x.size(0), {Meant(flat)});\n",
            2 => $"        x = x.view({Meant(batch)}, -1);\n",
            _ => "        x = x.flatten(1);\n",
        });
        _fields.Append(CultureInfo.InvariantCulture, $"    private readonly Module<Tensor, Tensor> first;\n    private readonly Module<Tensor, Tensor> second;\n");
        _layers.Append(CultureInfo.InvariantCulture, $"        first = Linear({Meant(flat)}, hidden);\n")
            .Append(CultureInfo.InvariantCulture, $"        second = Linear(hidden{(Errs() ? " * 2" : "")}, classes);\n");
        forward.Append("        x = functional.relu(first.call(x));\n        x = second.call(x);\n");
        if (_random.Next(3) == 0)
            forward.Append(CultureInfo.InvariantCulture, $"        x = x + ones({Meant(10)});\n");
        return $$"""
            public class C{{number}} : Module<Tensor, Tensor>
            {
            {{_fields}}
                public C{{number}}(long hidden, long classes) : base("C{{number}}")
                {
            {{_layers}}        RegisterComponents();
                }

                public override Tensor forward(Tensor x)
                {
            {{forward}}        return x;
                }
            }

            """ + Method(number, $"        using var input = {input};\n        new C{number}({hidden}, 10).call(input);\n");
    }

    private void Step(StringBuilder forward, string layer)
    {
        var name = "layer" + _names++;
        _fields.Append(CultureInfo.InvariantCulture, $"    private readonly Module<Tensor, Tensor> {name};\n");
        _layers.Append(CultureInfo.InvariantCulture, $"        {name} = {layer};\n");
        forward.Append(CultureInfo.InvariantCulture, $"        x = {name}.call(x);\n");
    }

    private string Operations(string number)
    {
        var (a, b, c) = (Pick(2, 3, 4), Pick(3, 5, 6), Pick(4, 7));
        var body = new StringBuilder().Append(CultureInfo.InvariantCulture, $"        var x = randn({a}, {b}, {c});\n");
        _shape = [a, b, c];
        for (var i = 0; i < 2 + _random.Next(3); i++)
            body.Append(Operation());
        return Method(number, body.ToString());
    }

    private string Operation()
    {
        var count = _shape.Aggregate(1L, (product, size) => product * size);
        switch (_random.Next(10))
        {
            case 0 when _shape.Length > 1:
                (_shape[0], _shape[1]) = (_shape[1], _shape[0]);
                return "        x = x.transpose(0, 1);\n";
            case 1:
                var extra = Pick(2, 3);
                var joined = (long[])[.. _shape];
                joined[0] = extra;
                if (_shape.Length > 1)
                    joined[^1] = Meant(joined[^1]);
                _shape[0] += extra;
                return $"        x = cat(new[] {{ x, zeros({string.Join(", ", joined)}) }}, 0);\n";
            case 2:
                _shape = [_shape[0], count / _shape[0]];
                return $"        x = x.reshape({_shape[0]}, {Meant(_shape[1])});\n";
            case 3 when _shape.Length < 4:
                _shape = [1, .. _shape];
                return "        x = x.unsqueeze(0);\n";
            case 4 when _shape.Length > 1:
                var last = Meant(_shape[^1]);
                return $"        x = x * ones({last});\n";
            case 5 when _shape.Length == 2:
                var (inner, width) = (Meant(_shape[1]), Pick(3, 8));
                _shape = [_shape[0], width];
                return $"        x = x.mm(randn({inner}, {width}));\n";
            case 6 when _shape.Length == 3:
                var (depth, columns) = (Meant(_shape[2]), Pick(3, 8));
                _shape = [_shape[0], _shape[1], columns];
                return $"        x = bmm(x, randn({_shape[0]}, {depth}, {columns}));\n";
            case 7 when _shape.Length == 3:
                _shape = [_shape[2], _shape[0], _shape[1]];
                return Errs() ? "        x = x.permute(2, 0);\n" : "        x = x.permute(2, 0, 1);\n";
            case 8 when _shape.Length > 1:
                _shape = [.. _shape[1..]];
                return "        x = x.mean(new long[] { 0 });\n";
            default:
                return $"        x = x + randn({string.Join(", ", _shape.Select((size, axis) => axis == 0 ? size : Meant(size)))});\n";
        }
    }

    private string Recurrent(string number)
    {
        var (batch, steps, features, hidden) = (Pick(2, 3), Pick(5, 7), Pick(8, 12), Pick(6, 16));
        var kind = _random.Next(5);
        var body = new StringBuilder().Append(CultureInfo.InvariantCulture, $"        var x = randn({batch}, {steps}, {features});\n");
        switch (kind)
        {
            case 0 or 1:
                var both = _random.Next(2) == 0;
                body.Append(CultureInfo.InvariantCulture, $"        var layer = {(kind == 0 ? "LSTM" : "GRU")}({Meant(features)}, {hidden}, batchFirst: true{(both ? ", bidirectional: true" : "")});\n")
                    .Append(kind == 0 ? "        var (y, h, c) = layer.call(x);\n" : "        var (y, h) = layer.call(x);\n")
                    .Append(CultureInfo.InvariantCulture, $"        Linear({Meant(both ? hidden * 2 : hidden)}, 4).call(y);\n");
                break;
            case 2:
                body.Append(CultureInfo.InvariantCulture, $"        var tokens = randint(0, 50, new long[] {{ {batch}, {steps} }});\n")
                    .Append(CultureInfo.InvariantCulture, $"        var y = Embedding(50, {hidden}).call(tokens);\n")
                    .Append(CultureInfo.InvariantCulture, $"        Linear({Meant(hidden)}, 4).call(y.mean(new long[] {{ 1 }}));\n");
                break;
            case 3:
                body.Append(CultureInfo.InvariantCulture, $"        var layer = TransformerEncoderLayer({Meant(features)}, 1, 16);\n")
                    .Append("        var y = layer.call(x, null, null);\n")
                    .Append(CultureInfo.InvariantCulture, $"        Linear({Meant(features)}, 4).call(y);\n");
                break;
            default:
                var width = Pick(3, 5);
                body.Append(CultureInfo.InvariantCulture, $"        var y = x.permute(0, 2, 1);\n")
                    .Append(CultureInfo.InvariantCulture, $"        y = Conv1d({Meant(features)}, {hidden}, {width}).call(y);\n")
                    .Append(CultureInfo.InvariantCulture, $"        y = MaxPool1d({(Errs() ? 9 : 2)}).call(y);\n")
                    .Append(CultureInfo.InvariantCulture, $"        Linear({Meant((steps - width + 1) / 2)}, 4).call(y);\n");
                break;
        }

        return Method(number, body.ToString());
    }
}
