using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Onnx;
using MlGuard.Analyzers.Models;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Data;

/// <summary>
/// MLG1032: a tensor of a shape that the model cannot take, or that does not fit the array below it.
/// </summary>
/// <remarks>
/// The tests ask ONNX Runtime 1.31.1 itself: an <c>OrtValue</c> over an array that is longer than its shape runs, a shorter one throws, and
/// a <c>DenseTensor</c> wants both to be equal.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TensorShapeAnalyzer() : MlGuardAnalyzer(RuleIds.TensorShape, ModelRules.About)
{
    private const string Throws = "this call throws when it runs";

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        ModelRules.Register(start, compilation, (context, use) =>
        {
            if (use is { UnsizedColumn: { } column, Meant: { } fed })
                Report(
                    context, compilation, Diagnostic.Create(
                        Rule, PlaceOf(column, context.Operation) ?? use.Place.GetLocation(),
                        $"nothing says the length of '{column.Name}', and the input '{fed.Name}' of '{use.Model.Name}' has the shape "
                            + ModelRules.Written(fed.Shape),
                        "ML.NET throws where it binds the column", $"Write [VectorType({SizesOf(fed)})] above it."));
            if (use is { IsInput: true, Meant: { IsTensor: true, Shape.IsDefault: false } meant } && !use.Facts.Shape.IsDefault
                && !Fits(use.Facts.Shape, meant.Shape))
                Report(
                    context, compilation, Diagnostic.Create(
                        Rule, PlaceOf(use, context.Operation), Contradiction(use, meant), Consequence(use),
                        Advice(use, ModelRules.Written(meant.Shape))));
        });
        if (compilation.Uses(OnnxRuntime.Framework))
            RegisterCalls(start, (context, method, arguments) => CheckLength(context, method, arguments, compilation));
    }

    /// <summary>Where a column is declared, in the same file as the code that feeds it.</summary>
    private static Location? PlaceOf(ISymbol column, IOperation operation) =>
        column.Locations.FirstOrDefault(place => place.SourceTree == operation.Syntax.SyntaxTree);

    /// <summary>The dimensions of one row.</summary>
    private static string SizesOf(OnnxValue fed) =>
        string.Join(", ", fed.Shape.Skip(fed.Shape.Length > 1 && fed.Shape[0] is null or 1 ? 1 : 0));

    /// <summary>Of a scalar the runtime asks nothing.</summary>
    private static bool Fits(ImmutableArray<long?> given, ImmutableArray<long?> wanted) =>
        wanted.IsEmpty
        || (given.Length == wanted.Length
            && !given.Where((size, at) => size is { } number && wanted[at] is { } fixedTo && number != fixedTo).Any());

    private static string Contradiction(ModelUse use, OnnxValue meant)
    {
        var (given, wanted) = (use.Facts.Shape, meant.Shape);
        var about = $"the input '{meant.Name}' of '{use.Model.Name}'";
        return (given.Length == wanted.Length
            ? $"{about} has the shape {ModelRules.Written(wanted)} and not {ModelRules.Written(given)}"
            : $"{about} has {Dimensions(wanted.Length)} and not {given.Length}")
            + (use.By is { } code ? $", which '{code}' feeds" : "");
    }

    private static string Consequence(ModelUse use)
    {
        if (use.IsImage)
            return "it throws or sees other pixels";
        return use.By is { } code ? $"'{code}' throws when it runs the model" : Throws;
    }

    private static string Advice(ModelUse use, string wanted) => use.By is { } code
        ? $"Let '{code}' feed the shape {wanted}, or give it another model."
        : $"Give it the shape {wanted}.";

    private static string Dimensions(int count) => count == 1 ? "1 dimension" : $"{count} dimensions";

    /// <summary>Where the shape is written, unless that is another body: what stands there may be for another model too.</summary>
    private static Location PlaceOf(ModelUse use, IOperation operation) =>
        use.Facts.ShapePlace is { } place && Bodies.AreTogether(place, operation)
            ? place.Syntax.GetLocation()
            : use.ElementPlace.GetLocation();

    private void CheckLength(
        OperationAnalysisContext context, IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, MlCompilation compilation)
    {
        var isTensor = compilation.Symbols.Is(method.ContainingType, OnnxTypes.DenseTensor);
        if ((!isTensor && !compilation.Symbols.Is(method.ContainingType, OnnxTypes.Value))
            || arguments.FirstOrDefault(argument => argument.Parameter?.Name is "memory" or "data") is not { } array
            || arguments.FirstOrDefault(argument => argument.Parameter?.Name is "shape" or "dimensions") is not { } shape
            || Numbers.LengthOf(array.Value) is not { } length || Numbers.ListOf(shape.Value) is not { IsDefault: false } sizes
            || sizes.Any(size => size is not >= 0) || Product(sizes) is not { } wanted)
            return;

        if (isTensor ? length != wanted : length < wanted)
            Report(
                context, compilation, Diagnostic.Create(
                    Rule, shape.Value.Syntax.GetLocation(),
                    $"the shape {ModelRules.Written(sizes)} takes {wanted} elements and the array has {length}", Throws,
                    isTensor ? "Make both of one size." : $"Use an array of {wanted}."));
    }

    private static long? Product(ImmutableArray<long?> sizes)
    {
        var product = 1L;
        foreach (var size in sizes)
        {
            if (size is not { } number || (number > 0 && product > long.MaxValue / number))
                return null;
            product *= number;
        }

        return product;
    }
}
