using System.Globalization;
using System.Text;

namespace MlGuard.Networks;

/// <summary>Attention, transformers, and the states of recurrent layers.</summary>
public sealed partial class NetworkWriter
{
    private string Attention(string number)
    {
        var (steps, other, batch, features) = (Pick(4, 6), Pick(3, 5), Pick(2, 3), Pick(8, 12, 16));
        var heads = _random.Next(8) == 0 ? 3 : Pick(2, 4);
        var body = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"        var x = randn({steps}, {batch}, {features});\n")
            .Append(CultureInfo.InvariantCulture, $"        var memory = randn({other}, {Meant(batch)}, {Meant(features)});\n");
        switch (_random.Next(6))
        {
            case 0:
                body.Append(CultureInfo.InvariantCulture, $"        var attention = MultiheadAttention({Meant(features)}, {heads});\n")
                    .Append("        var (y, weights) = attention.call(x, memory, memory);\n")
                    .Append(CultureInfo.InvariantCulture, $"        weights = weights + ones({batch}, {steps}, {Meant(other)});\n");
                break;
            case 1:
                body.Append(CultureInfo.InvariantCulture, $"        var layer = TransformerEncoderLayer({Meant(features)}, {heads}, 16);\n")
                    .Append("        var y = TransformerEncoder(layer, 2).call(x);\n");
                break;
            case 2:
                body.Append(CultureInfo.InvariantCulture, $"        var layer = TransformerDecoderLayer({features}, {heads}, dim_feedforward: 16);\n")
                    .Append("        var y = TransformerDecoder(layer, 1).call(x, memory);\n");
                break;
            case 3:
                body.Append(CultureInfo.InvariantCulture, $"        var y = Transformer({features}, {heads}, 1, 1, 16).call(memory, x);\n");
                break;
            case 4:
                var (key, value) = ($"randn({steps}, {Meant(7)}, {Meant(features)})", $"randn({steps}, 7, {features})");
                body.Append(CultureInfo.InvariantCulture, $"        var y = functional.scaled_dot_product_attention(x, {key}, {value});\n");
                break;
            default:
                return States(number, batch, steps, features);
        }

        body.Append(CultureInfo.InvariantCulture, $"        Linear({Meant(features)}, 4).call(y);\n");
        return Method(number, body.ToString());
    }

    private string States(string number, long batch, long steps, long features)
    {
        var (hidden, layers, isFirst) = (Pick(6, 10), Pick(1, 2), _random.Next(2) == 0);
        var input = isFirst ? $"randn({batch}, {steps}, {features})" : $"randn({steps}, {batch}, {features})";
        var kind = _random.Next(3);
        var first = isFirst ? ", batchFirst: true" : "";
        var body = kind switch
        {
            0 => $"        var (y, h, c) = LSTM({Meant(features)}, {hidden}, {layers}{first}).call({input});\n        var z = h + c;\n",
            1 => $"        var (_, z) = GRU({Meant(features)}, {hidden}, {layers}{first}).call({input});\n",
            _ => $"        var (z, c) = LSTMCell({Meant(features)}, {hidden}).call(randn({batch}, {features}), (zeros({batch}, {hidden}), zeros({batch}, {hidden})));\n        z = z + c;\n        z = z.unsqueeze(0);\n",
        };
        var count = kind == 2 ? 1 : layers;
        return Method(number, body + $"        z = z[{(_random.Next(4) == 0 ? count : count - 1)}];\n        z = z + randn({Meant(batch)}, 1);\n        Linear({Meant(hidden)}, 4).call(z);\n");
    }
}
