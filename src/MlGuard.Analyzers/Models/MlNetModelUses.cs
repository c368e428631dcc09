using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Analyzers.Frameworks.Onnx;

namespace MlGuard.Analyzers.Models;

/// <summary>Reads off a call of <c>ApplyOnnxModel</c> what the code around it believes of the model.</summary>
/// <param name="models">Which file is loaded.</param>
/// <param name="compilation">The compilation.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class MlNetModelUses(LoadedModels models, MlCompilation compilation, CancellationToken cancellationToken)
{
    private const int ImageRank = 4;

    public static bool Applies(IInvocationOperation call) =>
        call.TargetMethod is { Name: "ApplyOnnxModel", ContainingType.Name: "OnnxCatalog" };

    /// <summary>The uses of the model that <paramref name="call"/> applies.</summary>
    public IEnumerable<ModelUse> Of(IInvocationOperation call)
    {
        if (call.Arguments.Argument("modelFile") is not { } file
            || models.OfContent(file.Value, cancellationToken) is not { Signature: { } signature } model)
            return [];

        var calls = Bodies.AllAround(call).OfType<IInvocationOperation>().ToList();
        return NamesOf(call, model).Concat(RowsOf(calls, call, model, signature)).Concat(ImagesOf(calls, model, signature))
            .Concat(TakesAll(call) ? AllOf(calls, call, model, signature) : []);
    }

    /// <summary>Without names, the step takes every input of the model and gives every output.</summary>
    private static bool TakesAll(IInvocationOperation call) =>
        !call.Arguments.Any(argument => argument.IsWritten()
            && argument.Parameter?.Name is "inputColumnNames" or "inputColumnName" or "outputColumnNames" or "outputColumnName");

    /// <summary>
    /// The columns that a step without names needs and does not find, and those that are read behind it and nobody makes. Where another
    /// step of the body may make columns, nobody knows.
    /// </summary>
    private IEnumerable<ModelUse> AllOf(
        List<IInvocationOperation> calls, IInvocationOperation apply, ModelFile model, OnnxSignature signature)
    {
        var rows = RowClassesIn(calls).ToList();
        if (calls.Any(call => !ReferenceEquals(call, apply) && MayMakeColumns(call))
            || rows.Where(row => row.IsInput).Select(row => row.Row).Distinct(SymbolEqualityComparer.Default).ToList()
                is not [ITypeSymbol read])
            yield break;

        var given = new HashSet<string>(
            RowClass.ColumnsOf(read, compilation.Symbols).Select(member => RowClass.NameOf(member, compilation.Symbols)),
            StringComparer.Ordinal);
        var place = Bodies.NameOf(apply);
        yield return new ModelUse(model, IsInput: true, null, null, place, TensorFacts.None, place)
        {
            Missing = [.. signature.Inputs.Where(input => !given.Contains(input.Name))],
        };
        // A prediction engine leaves at its default what no column fills.
        foreach (var (call, row, _) in rows.Where(row => row.Call.TargetMethod.Name == "CreateEnumerable" && !IgnoresMissing(row.Call)))
        {
            foreach (var name in RowClass.ColumnsOf(row, compilation.Symbols).Select(it => RowClass.NameOf(it, compilation.Symbols)))
            {
                if (!given.Contains(name) && Output(model, name) is null)
                    yield return new ModelUse(model, false, null, name, Bodies.NameOf(call), TensorFacts.None, Bodies.NameOf(call));
            }
        }
    }

    private bool MayMakeColumns(IInvocationOperation call) =>
        compilation.Symbols.IsOrInherits(call.Type, MlNetTypes.IEstimator)
            ? call.TargetMethod.Name is not ("Append" or "AppendCacheCheckpoint")
            : call.TargetMethod.Name is "LoadFromTextFile" or "LoadFromBinary" or "Load" or "CreateTextLoader" or "CreateDatabaseLoader";

    private static bool IgnoresMissing(IInvocationOperation call) =>
        call.Arguments.Any(argument => argument.IsWritten()
            && argument.Parameter?.Name is "ignoreMissingColumns" or "schemaDefinition");

    private IEnumerable<ModelUse> NamesOf(IInvocationOperation call, ModelFile model)
    {
        foreach (var name in Named(call, "inputColumnNames", "inputColumnName"))
        {
            if (Constants.Text(name) is { } text)
                yield return new ModelUse(model, true, Input(model, text), text, name.Syntax, TensorFacts.None, name.Syntax);
        }

        // Run against ML.NET 5: an output column that is no output of the model throws.
        foreach (var name in Named(call, "outputColumnNames", "outputColumnName"))
        {
            if (Constants.Text(name) is { } text)
                yield return new ModelUse(model, false, Output(model, text), text, name.Syntax, TensorFacts.None, name.Syntax);
        }
    }

    private IEnumerable<IOperation> Named(IInvocationOperation call, string several, string single)
    {
        if (call.Arguments.Argument(several) is { } list)
            return CollectedItems.Of(list.Value, Source).Items.Select(item => item.Value);
        return call.Arguments.Argument(single) is { } one ? [one.Value] : [];
    }

    /// <summary>The row classes of the body: columns that are called as inputs, where no step makes such a column.</summary>
    private IEnumerable<ModelUse> RowsOf(
        List<IInvocationOperation> calls, IInvocationOperation apply, ModelFile model, OnnxSignature signature)
    {
        var unsized = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var (call, row, isInput) in RowClassesIn(calls))
        {
            var values = isInput ? signature.Inputs : signature.Outputs;
            foreach (var member in RowClass.ColumnsOf(row, compilation.Symbols))
            {
                var name = RowClass.NameOf(member, compilation.Symbols);
                if (values.FirstOrDefault(value => value.Name == name) is { IsTensor: true } meant && !IsMade(name, calls, apply))
                    yield return new ModelUse(
                        model, isInput, meant, name, Bodies.NameOf(call), FactsOf(member, meant), Bodies.NameOf(call))
                    {
                        UnsizedColumn = isInput && IsUnsized(member, meant) && !SaysSchema(call) && unsized.Add(member) ? member : null,
                    };
            }
        }
    }

    private static IEnumerable<(IInvocationOperation Call, ITypeSymbol Row, bool IsInput)> RowClassesIn(List<IInvocationOperation> calls)
    {
        foreach (var call in calls)
        {
            if (call.TargetMethod is { Name: "LoadFromEnumerable" or "CreatePredictionEngine", TypeArguments: [var input, ..] })
                yield return (call, input, true);
            if (call.TargetMethod is { Name: "CreatePredictionEngine", TypeArguments: [_, var output] })
                yield return (call, output, false);
            if (call.TargetMethod is { Name: "CreateEnumerable", TypeArguments: [var answer] })
                yield return (call, answer, false);
        }
    }

    /// <summary>What the member holds: an array of a size has as many elements as the shape of the model takes.</summary>
    private TensorFacts FactsOf(ISymbol member, OnnxValue meant)
    {
        var type = RowClass.ValueTypeOf(member);
        var element = TensorElements.Of(type is IArrayTypeSymbol array ? array.ElementType : type);
        if (type is not IArrayTypeSymbol
            || RowClass.Attribute(member, MlNetTypes.VectorTypeAttribute, compilation.Symbols) is not { } vector)
            return new(element, default, null);

        var sizes = vector.ConstructorArguments
            .SelectMany(argument => argument.Kind == TypedConstantKind.Array ? argument.Values : [argument])
            .Select(size => size.Value is int number and > 0 ? (long?)number : null).ToList();
        var isFixed = !meant.Shape.IsDefaultOrEmpty && meant.Shape.All(size => size is not null);
        return isFixed && sizes.Count > 0 && sizes.All(size => size is not null) && Product(sizes) != Product(meant.Shape)
            ? new(element, [.. sizes], null)
            : new(element, default, null);
    }

    /// <summary>
    /// Whether ML.NET refuses an array of which nothing says the length. Run against ML.NET 5: it wants to know it where no dimension
    /// behind the first one is free, and takes a free first one, of rows, for one.
    /// </summary>
    private bool IsUnsized(ISymbol member, OnnxValue meant) =>
        RowClass.ValueTypeOf(member) is IArrayTypeSymbol
        && !RowClass.BringsOwnType(member, compilation.Symbols)
        && RowClass.Attribute(member, MlNetTypes.VectorTypeAttribute, compilation.Symbols) is null
        && !meant.Shape.IsDefaultOrEmpty
        && meant.Shape.Skip(1).All(size => size is not null)
        && (meant.Shape[0] is not null || meant.Shape.Length > 1);

    /// <summary>Whether code gives the columns of a row class other types than its attributes do.</summary>
    private static bool SaysSchema(IInvocationOperation call) => call.Arguments.Any(argument => argument.IsWritten()
        && argument.Parameter?.Name is "schema" or "schemaDefinition" or "inputSchema" or "inputSchemaDefinition");

    private static long Product(IEnumerable<long?> sizes) => sizes.Aggregate(1L, (product, size) => unchecked(product * size!.Value));

    /// <summary>Whether another step of the body names the column, and may make it anew.</summary>
    private static bool IsMade(string name, List<IInvocationOperation> calls, IInvocationOperation apply) => calls.Any(call =>
        !ReferenceEquals(call, apply) && call.TargetMethod.ContainingType.Name.EndsWith("Catalog", StringComparison.Ordinal)
        && call.Arguments.Any(argument => Constants.Text(argument.Value) == name));

    /// <summary>The one resized image that goes into the model, plane by plane or pixel by pixel.</summary>
    private static IEnumerable<ModelUse> ImagesOf(List<IInvocationOperation> calls, ModelFile model, OnnxSignature signature)
    {
        if (calls.Where(call => IsImageStep(call, "ResizeImages")).ToList() is not [var resize]
            || calls.Where(call => IsImageStep(call, "ExtractPixels")).ToList() is not [var extract]
            || Constants.Text(extract.Arguments.Argument("outputColumnName")?.Value) is not { } name
            || signature.Inputs.FirstOrDefault(input => input.Name == name) is not { Shape: { IsDefault: false, Length: ImageRank } } meant)
            yield break;

        var height = Numbers.Of(resize.Arguments.Argument("imageHeight")?.Value);
        var width = Numbers.Of(resize.Arguments.Argument("imageWidth")?.Value);
        if (extract.Arguments.Argument("interleavePixelColors")?.Value.ConstantValue is not { HasValue: true, Value: bool interleaves })
            yield break;

        ImmutableArray<long?> shape = interleaves ? [null, height, width, null] : [null, null, height, width];
        yield return new ModelUse(
            model, true, meant, name, Bodies.NameOf(resize), new TensorFacts(TensorElement.Undefined, shape, null), Bodies.NameOf(resize))
        {
            IsImage = true,
        };
    }

    private static bool IsImageStep(IInvocationOperation call, string name) =>
        call.TargetMethod.Name == name && call.TargetMethod.ContainingType.Name == "ImageEstimatorsCatalog";

    private static OnnxValue? Input(ModelFile model, string name) =>
        model.Signature!.Inputs.Concat(model.Signature.Optional).FirstOrDefault(value => value.Name == name);

    private static OnnxValue? Output(ModelFile model, string name) =>
        model.Signature!.Outputs.FirstOrDefault(value => value.Name == name);

    private IOperation Source(IOperation value) => models.SourceOf(value, cancellationToken);
}
