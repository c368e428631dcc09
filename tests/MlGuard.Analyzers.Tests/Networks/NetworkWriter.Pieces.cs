using System.Globalization;
using System.Text;

namespace MlGuard.Networks;

/// <summary>Tensors that are taken apart, cut, stretched and put together.</summary>
public sealed partial class NetworkWriter
{
    private string Pieces(string number)
    {
        _shape = [Pick(2, 4, 6), Pick(3, 4, 8), Pick(4, 6, 9)];
        var body = new StringBuilder().Append(CultureInfo.InvariantCulture, $"        var x = {Maker()};\n");
        for (var i = 0; i < 2 + _random.Next(3); i++)
            body.Append(Piece(i));
        body.Append(CultureInfo.InvariantCulture, $"        x = x + zeros(new long[] {{ {string.Join(", ", _shape.Select(Meant))} }});\n");
        return Method(number, body.ToString());
    }

    private string Piece(int at)
    {
        var last = _shape[^1];
        switch (_random.Next(20))
        {
            case 0 when _shape[0] % 2 == 0:
                _shape[0] /= 2;
                return $"        var part{at} = x.chunk(2, 0);\n        x = part{at}[{(Errs() ? 2 : 1)}];\n";
            case 1 when _shape.Length > 1:
                (var width, _shape[1]) = (_shape[1], 1);
                return $"        var part{at} = x.split(new long[] {{ 1, {Meant(width - 1)} }}, 1);\n        x = part{at}[0];\n";
            case 2 when last > 2:
                _shape[^1] = 2;
                return $"        x = x.split(2, dim: {_shape.Length - 1})[0];\n";
            case 3 when _shape.Length > 1:
                _shape = _shape[1..];
                return $"        x = x[{(Errs() ? 9 : 0)}];\n";
            case 4:
                _shape[^1] = Math.Min(last, 3);
                return "        x = x[TensorIndex.Ellipsis, TensorIndex.Slice(0, 3)];\n";
            case 5 when _shape.Length > 1:
                _shape[1] = Math.Max(0, _shape[1] - 1);
                return "        x = x[.., 1..];\n";
            case 6 when _shape.Length > 1:
                _shape = [_shape[0], .. _shape[2..]];
                return "        x = x[TensorIndex.Colon, -1];\n";
            case 7:
                _shape = [1, .. _shape];
                return "        x = x[TensorIndex.None];\n";
            case 8:
                var long_ = Errs() ? last + 1 : last - 1;
                _shape[^1] = long_;
                return $"        x = x.narrow(-1, 0, {long_});\n";
            case 9 when _shape.Length > 1:
                var index = Errs() ? 11 : 1;
                _shape = [_shape[0], .. _shape[2..]];
                return $"        x = x.select(1, {index});\n";
            case 10:
                _shape = [.. _shape.Where(size => size != 1)];
                return "        x = x.squeeze();\n";
            case 11:
                _shape = [Pick(2, 3), .. _shape];
                return $"        x = x.expand({_shape[0]}, {string.Join(", ", _shape[1..].Select(size => Errs() ? size + 1 : -1))});\n";
            case 12:
                _shape = [.. _shape.Select(size => size * 2)];
                return $"        x = x.repeat({string.Join(", ", _shape.Select(_ => 2).Skip(Errs() ? 1 : 0))});\n";
            case 13 when last % 2 == 0:
                _shape = [.. _shape[..^1], 2, last / 2];
                return $"        x = x.unflatten({_shape.Length - 2}, new long[] {{ 2, {(Errs() ? last : last / 2)} }});\n";
            case 14:
                var rest = (long[])[.. _shape];
                _shape = [2, .. _shape];
                return $"        x = stack(new List<Tensor> {{ x, zeros(new long[] {{ {string.Join(", ", rest.Select(Meant))} }}) }});\n";
            case 15 when _shape.Length == 2:
                _shape[1] += 2;
                return $"        x = hstack(x, ones({Meant(_shape[0])}, 2));\n";
            case 16 when _shape.Length == 2:
                _shape[0] += 1;
                return $"        x = vstack(new[] {{ x, ones(1, {Meant(_shape[1])}) }});\n";
            case 17 when _shape.Length == 3:
                (var (a, b, c), var d) = ((_shape[0], _shape[1], _shape[2]), Pick(3, 5));
                _shape = [a, b, d];
                return $"        x = einsum(\"bij,bjk->bik\", x, randn({a}, {Meant(c)}, {d}));\n";
            case 18 when _shape.Length > 1:
                _shape = [.. _shape[..^1]];
                return $"        x = x.max({_shape.Length}).values;\n";
            default:
                if (_shape.Length == 0)
                    return "        x = -x;\n";
                var columns = Pick(3, 8);
                var text = $"        x = matmul(x, randn({Meant(_shape[^1])}, {columns}));\n";
                _shape[^1] = columns;
                return text;
        }
    }
}
