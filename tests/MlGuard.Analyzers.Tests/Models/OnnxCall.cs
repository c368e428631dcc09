namespace MlGuard.Analyzers.Tests.Models;

/// <summary>A model, and a call that was written for it by somebody who may have been mistaken.</summary>
internal sealed class OnnxCall
{
    private static readonly string[] s_names = ["images", "input_ids", "data", "mask", "x", "pixel_values", "state"];

    private static readonly TensorElement[] s_elements =
    [
        TensorElement.Float, TensorElement.Double, TensorElement.Int64, TensorElement.Int32, TensorElement.Bool, TensorElement.UInt8,
        TensorElement.Float16,
    ];

    private readonly OnnxFile _model;
    private readonly Random _random;
    private readonly Mistake _mistake;
    private readonly int _mistaken;
    private int _locals;

    public OnnxCall(int number, string fileName, OnnxFile model, Random random)
    {
        (Number, FileName, _model, _random) = (number, fileName, model, random);
        _mistake = random.Next(2) == 0 ? Mistake.None : (Mistake)random.Next(1, (int)Mistake.ReadType + 1);
        _mistaken = random.Next(model.Inputs.Length);
        Code = Write();
    }

    private enum Mistake
    {
        None,
        InputName,
        OutputName,
        Element,
        Rank,
        Dimension,
        Missing,
        Length,
        LongerArray,
        ReadType,
    }

    public int Number { get; }

    public string FileName { get; }

    public string Code { get; }

    public static OnnxFile ModelOf(Random random)
    {
        var count = random.Next(1, 4);
        var names = s_names.OrderBy(_ => random.Next()).Take(count + 1).ToArray();
        ImmutableArray<OnnxPort> inputs = [.. names.Take(count).Select(name => new OnnxPort(
            name, s_elements[random.Next(s_elements.Length)], ShapeOf(random)))];
        ImmutableArray<OnnxPort> outputs = [.. inputs.Select((input, at) => input with
        {
            Name = $"out_{at}",
            Element = random.Next(3) == 0 ? TensorElement.Int64 : input.Element,
        })];
        var irVersion = random.Next(4) == 0 ? 3 : random.Next(4, 11);
        return new OnnxFile(irVersion, random.Next(13, 20), inputs, outputs)
        {
            Initialised = random.Next(3) == 0 ? [new OnnxPort(names[count], TensorElement.Float, [2, 3])] : [],
        };
    }

    public override string ToString() => $"{FileName} {_mistake} {string.Join(
        "; ", _model.Inputs.Select(Described))} -> {string.Join("; ", _model.Outputs.Select(Described))}\n{Code}";

    private static string Described(OnnxPort port)
    {
        var shape = port.Shape.IsDefault ? "any" : string.Join("x", port.Shape.Select(size => size is { } number ? $"{number}" : "?"));
        return $"{port.Name}: {port.Element} {shape}";
    }

    private static ImmutableArray<long?> ShapeOf(Random random) => random.Next(8) switch
    {
        0 => default,
        _ => [.. Enumerable.Range(0, random.Next(0, 5)).Select(_ => random.Next(3) == 0 ? (long?)null : random.Next(1, 5))],
    };

    private string Write()
    {
        var body = new List<string>
        {
            $"using var session = new InferenceSession(Path.Combine(Calls.Folder, \"{FileName}\"));",
        };
        var form = _random.Next(7);
        var values = _model.Inputs.Select((input, at) => (Name: NameOf(input, at), Value: ValueOf(input, at, form, body)))
            .Where((_, at) => _mistake != Mistake.Missing || at != _mistaken).ToList();
        // What the model has a value for may be fed nevertheless, where the format knows such.
        values.AddRange(_model.Initialised.Where(_ => _random.Next(3) == 0)
            .Select((port, at) => (port.Name, ValueOf(port, _model.Inputs.Length + at, form, body))));
        var outputs = _model.Outputs.Where(_ => _random.Next(3) > 0).DefaultIfEmpty(_model.Outputs[0]).ToList();
        var names = outputs.Select((output, at) => _mistake == Mistake.OutputName && at == 0 ? output.Name + "s" : output.Name).ToList();
        var read = outputs[_random.Next(outputs.Count)];
        body.AddRange(Run(form, values, names));
        body.Add(Read(form, outputs, read));
        return string.Join("\n        ", body);
    }

    private string NameOf(OnnxPort input, int at) => _mistake == Mistake.InputName && at == _mistaken ? input.Name + "_" : input.Name;

    private IEnumerable<string> Run(int form, List<(string Name, string Value)> values, List<string> names)
    {
        var outputs = $"new[] {{ {string.Join(", ", names.Select(name => $"\"{name}\""))} }}";
        var inputNames = string.Join(", ", values.Select(pair => $"\"{pair.Name}\""));
        var inputValues = string.Join(", ", values.Select(pair => pair.Value));
        var buffers = string.Join(", ", values.Select(pair => $"FixedBufferOnnxValue.CreateFromTensor({pair.Value})"));
        var pairs = string.Join(", ", values.Select(pair => $"[\"{pair.Name}\"] = {pair.Value}"));
        var named = values.Select(pair => $"NamedOnnxValue.CreateFromTensor(\"{pair.Name}\", {pair.Value})").ToList();
        switch (form)
        {
            case 0:
                yield return $"using var results = session.Run(new NamedOnnxValue[] {{ {string.Join(", ", named)} }}, {outputs});";
                break;
            case 1:
                yield return $"var inputs = new List<NamedOnnxValue> {{ {string.Join(", ", named)} }};";
                yield return $"using var results = session.Run(inputs, {outputs});";
                break;
            case 2:
                yield return "var inputs = new List<NamedOnnxValue>();";
                foreach (var value in named)
                    yield return $"inputs.Add({value});";
                yield return $"using var results = session.Run(inputs, {outputs});";
                break;
            case 3:
                yield return "using var options = new RunOptions();";
                yield return $"var inputs = new Dictionary<string, OrtValue> {{ {pairs} }};";
                yield return $"using var results = session.Run(options, inputs, {outputs});";
                break;
            case 4:
                yield return "using var options = new RunOptions();";
                yield return $"string[] inputNames = [{inputNames}];";
                yield return $"using var results = session.Run(options, inputNames, new OrtValue[] {{ {inputValues} }}, {outputs});";
                break;
            case 5:
                yield return $"var buffers = new FixedBufferOnnxValue[] {{ {buffers} }};";
                yield return $"using var results = session.Run(new string[] {{ {inputNames} }}, buffers, {outputs});";
                break;
            default:
                yield return "using var options = new RunOptions();";
                yield return "using var binding = session.CreateIoBinding();";
                foreach (var (name, value) in values)
                    yield return $"binding.BindInput(\"{name}\", {value});";
                foreach (var name in names)
                    yield return $"binding.BindOutputToDevice(\"{name}\", OrtMemoryInfo.DefaultInstance);";
                yield return "using var results = session.RunWithBoundResults(options, binding);";
                break;
        }
    }

    private string Read(int form, List<OnnxPort> outputs, OnnxPort read)
    {
        var element = _mistake == Mistake.ReadType ? Other(read.Element) : read.Element;
        var type = TypeName(element);
        if (form == 6)
            return "_ = results.Count;";

        var index = outputs.IndexOf(read);
        var result = _random.Next(3) switch
        {
            0 when index == 0 => "results.First()",
            1 when form is not (3 or 4) && _mistake != Mistake.OutputName => $"results.First(result => result.Name == \"{read.Name}\")",
            _ => $"results[{index}]",
        };
        return form switch
        {
            3 or 4 => $"_ = {result}.GetTensorDataAsSpan<{type}>().Length;",
            _ => _random.Next(2) == 0 ? $"_ = {result}.AsTensor<{type}>().Length;" : $"_ = {result}.AsEnumerable<{type}>().Count();",
        };
    }

    private string ValueOf(OnnxPort input, int at, int form, List<string> body)
    {
        var mistaken = at == _mistaken;
        var element = _mistake == Mistake.Element && mistaken ? Other(input.Element) : input.Element;
        var shape = SizesOf(input, mistaken);
        var type = TypeName(element);
        var product = shape.Aggregate(1L, (all, size) => all * size);
        if (form is 3 or 4 or 6)
        {
            var length = product + ArrayChange(mistaken);
            var dimensions = $"new long[] {{ {string.Join(", ", shape)} }}";
            body.Add($"using var value{at} = OrtValue.CreateTensorValueFromMemory(new {type}[{length}], {dimensions});");
            return $"value{at}";
        }

        var array = _random.Next(2) == 0 || (mistaken && _mistake is Mistake.Length or Mistake.LongerArray)
            ? $"new {type}[{product + ArrayChange(mistaken)}], "
            : "";
        body.Add($"var tensor{at} = new DenseTensor<{type}>({array}{Dimensions(shape, body)});");
        return $"tensor{at}";
    }

    private int ArrayChange(bool mistaken) => (mistaken, _mistake) switch
    {
        (true, Mistake.Length) => -1,
        (true, Mistake.LongerArray) => 2,
        _ => 0,
    };

    private string Dimensions(List<long> shape, List<string> body)
    {
        var written = shape.Select(size => size.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        if (written.Length > 0 && _random.Next(3) == 0)
        {
            var name = $"size{Number}{_locals++}";
            body.Add($"{(_random.Next(2) == 0 ? "const int" : "var")} {name} = {written[^1]};");
            written[^1] = name;
        }

        var list = string.Join(", ", written);
        if (_random.Next(3) > 0)
            return $"new int[] {{ {list} }}";
        var dimensions = $"shape{_locals++}";
        body.Add($"int[] {dimensions} = [{list}];");
        return dimensions;
    }

    private List<long> SizesOf(OnnxPort input, bool mistaken)
    {
        ImmutableArray<long?> declared = input.Shape.IsDefault ? [2, 3] : input.Shape;
        List<long> sizes = [.. declared.Select(size => size ?? _random.Next(1, 4))];
        if (!mistaken)
            return sizes;
        if (_mistake == Mistake.Rank)
            sizes.Insert(0, 1);
        if (_mistake == Mistake.Dimension && sizes.Count > 0)
            sizes[_random.Next(sizes.Count)] += 1;
        return sizes;
    }

    private TensorElement Other(TensorElement element) =>
        s_elements[(Array.IndexOf(s_elements, element) + _random.Next(1, s_elements.Length)) % s_elements.Length];

    private static string TypeName(TensorElement element) => element switch
    {
        TensorElement.Float => "float",
        TensorElement.Double => "double",
        TensorElement.Int64 => "long",
        TensorElement.Int32 => "int",
        TensorElement.Bool => "bool",
        TensorElement.UInt8 => "byte",
        _ => nameof(TensorElement.Float16),
    };
}
