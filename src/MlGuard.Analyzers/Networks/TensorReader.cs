using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;

namespace MlGuard.Analyzers.Networks;

/// <summary>What is known of the tensors of a body: what their numbers are stored as, and on which device.</summary>
internal sealed class TensorReader(TorchFlow flow)
{
    private const int MaximumDepth = 24;

    private static readonly string[] s_fromValues = ["tensor", "from_array", "as_tensor", "frombuffer"];

    /// <summary>What the numbers of the tensor are stored as.</summary>
    public Element ElementOf(IOperation tensor) => ElementOf(tensor, MaximumDepth);

    /// <summary>
    /// The device that the tensor is on: <c>cpu</c> where none is named, or how the source writes it; null when nobody knows.
    /// </summary>
    public string? DeviceOf(IOperation tensor) => DeviceOf(tensor, MaximumDepth);

    /// <summary>How the source names the device that a module or tensor is moved to; null when the call moves to none.</summary>
    public static string? TargetDevice(IInvocationOperation move)
    {
        if (move.TargetMethod.Name is "cuda")
            return "cuda";
        if (move.TargetMethod.Name is "cpu")
            return "cpu";
        var device = move.Arguments.Argument("device") ?? move.Arguments.Argument("deviceType");
        return device?.IsWritten() == true ? NameOf(device.Value) : null;
    }

    /// <summary>The operation that makes the tensor that a value is, through variables.</summary>
    public static IOperation Source(IOperation value)
    {
        for (var step = 0; step < MaximumDepth; step++)
        {
            var next = value switch
            {
                IConversionOperation { OperatorMethod: null } conversion => conversion.Operand,
                IParenthesizedOperation parenthesized => parenthesized.Operand,
                IAwaitOperation awaited => awaited.Operation,
                ILocalReferenceOperation local => TorchValues.DefinitionOf(local),
                IFieldReferenceOperation { Field.ContainingType.IsScriptClass: true } => LocalValues.Origin(value) is var origin
                    && !ReferenceEquals(origin, value) ? origin : null,
                _ => null,
            };
            if (next is null)
                return value;
            value = next;
        }

        return value;
    }

    private Element ElementOf(IOperation tensor, int depth)
    {
        if (depth == 0)
            return Element.Unknown;

        var source = Source(tensor);
        return source switch
        {
            IInvocationOperation call when TorchTypes.Declares(call.TargetMethod) => ElementOfCall(call, depth),
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } whole } indexed
                when TorchTypes.Declares(indexed.Property) && flow.Symbols.IsTensor(whole.Type) => ElementOf(whole, depth - 1),
            IBinaryOperation { OperatorMethod: { } method } binary when TorchTypes.Declares(method) => ElementOfBinary(binary, depth),
            _ => Element.Unknown,
        };
    }

    private Element ElementOfBinary(IBinaryOperation binary, int depth)
    {
        if (binary.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.LessThan
            or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThanOrEqual)
            return Element.Boolean;

        var (left, right) = (ElementOf(binary.LeftOperand, depth - 1), ElementOf(binary.RightOperand, depth - 1));
        return left == right ? left : Element.Unknown;
    }

    private Element ElementOfCall(IInvocationOperation call, int depth)
    {
        var name = call.TargetMethod.Name;
        if (NamedElement(call) is { } named)
            return named;
        if (call.TargetMethod.IsStatic && FluentChain.ReceiverOf(call) is null)
            return ElementOfFunction(call, name, depth);
        if (FluentChain.ReceiverOf(call) is not { } receiver || !flow.Symbols.IsTensor(receiver.Type))
            return Element.Unknown;
        if (call.Arguments.IsEmpty && ElementTable.OfCast(name) is var cast and not Element.Unknown)
            return cast;
        return ElementOfOperation(name, receiver, depth);
    }

    private Element ElementOfFunction(IInvocationOperation call, string name, int depth)
    {
        if (s_fromValues.Contains(name))
            return ElementOfArray(call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value);
        if (ElementTable.OfDefaultType.Contains(name) && flow.Symbols.Is(call.TargetMethod.ContainingType, TorchTypes.Torch))
            return flow.Mentions("set_default_dtype", default) ? Element.Unknown : Element.Float32;
        if (name == "randint")
            return Element.Int64;
        if (call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value is { } first
            && flow.Symbols.IsTensor(first.Type))
            return ElementOfOperation(name, first, depth);
        return Element.Unknown;
    }

    private Element ElementOfOperation(string name, IOperation receiver, int depth)
    {
        if (ElementTable.Indices.Contains(name))
            return Element.Int64;
        if (ElementTable.Comparisons.Contains(name))
            return Element.Boolean;
        if (ElementTable.Keeping.Contains(name) || name is "to" or "mean" or "max" or "min" or "add" or "sub" or "mul")
            return ElementOf(receiver, depth - 1);
        if (name is "sum" or "cumsum" or "prod")
        {
            return ElementOf(receiver, depth - 1) switch
            {
                Element.Boolean or Element.Byte or Element.Int8 or Element.Int16 or Element.Int32 or Element.Int64 => Element.Int64,
                var other => other,
            };
        }

        return Element.Unknown;
    }

    /// <summary>The element type that the call names itself, as <c>dtype</c> or as the type to convert to.</summary>
    private static Element? NamedElement(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Type is { } type && IsScalarType(type) && argument.IsWritten())
                return ScalarTypeOf(argument.Value);
        }

        return null;
    }

    /// <summary>What a value of <c>ScalarType</c> names.</summary>
    public static Element ScalarTypeOf(IOperation value) => LocalValues.Origin(Unwrapped(value)) switch
    {
        IFieldReferenceOperation field => ElementTable.OfName(field.Field.Name),
        IPropertyReferenceOperation property => ElementTable.OfName(property.Property.Name),
        _ => Element.Unknown,
    };

    public static bool IsScalarType(ITypeSymbol type) => type is INamedTypeSymbol named
        && (named.Name == "ScalarType" || (named is { Name: "Nullable", TypeArguments: [{ Name: "ScalarType" }] }));

    private static IOperation Unwrapped(IOperation value)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return value;
    }

    private static Element ElementOfArray(IOperation? values)
    {
        var type = values is null ? null : Numbers.OriginOf(values).Type ?? values.Type;
        while (type is IArrayTypeSymbol array)
            type = array.ElementType;
        if (type is INamedTypeSymbol { TypeArguments: [var content] })
            type = content;
        return ElementTable.OfType(type);
    }

    private string? DeviceOf(IOperation tensor, int depth)
    {
        if (depth == 0)
            return null;

        return Source(tensor) switch
        {
            IInvocationOperation call when TorchTypes.Declares(call.TargetMethod) => DeviceOfCall(call, depth),
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } whole } when flow.Symbols.IsTensor(whole.Type) =>
                DeviceOf(whole, depth - 1),
            _ => null,
        };
    }

    private string? DeviceOfCall(IInvocationOperation call, int depth)
    {
        if (TargetDevice(call) is { } device)
            return device;
        if (FluentChain.ReceiverOf(call) is { } receiver)
            return flow.Symbols.IsTensor(receiver.Type) && (ElementTable.Keeping.Contains(call.TargetMethod.Name)
                || ElementTable.OfCast(call.TargetMethod.Name) != Element.Unknown || call.TargetMethod.Name is "to_type")
                    ? DeviceOf(receiver, depth - 1)
                    : null;
        var makes = flow.Symbols.Is(call.TargetMethod.ContainingType, TorchTypes.Torch)
            && (ElementTable.OfDefaultType.Contains(call.TargetMethod.Name) || s_fromValues.Contains(call.TargetMethod.Name)
                || call.TargetMethod.Name is "randint" or "arange" or "full");
        return makes && call.Arguments.Argument("device")?.IsWritten() == false && !flow.Mentions("set_default_device", default)
            ? "cpu"
            : null;
    }

    /// <summary>How the source names a device: <c>cpu</c>, <c>cuda</c>, or the variable that holds it; null when nobody knows.</summary>
    private static string? NameOf(IOperation device)
    {
        var origin = LocalValues.Origin(device);
        return Unwrapped(origin) switch
        {
            IFieldReferenceOperation { Field.Name: var name } field when TorchTypes.Declares(field.Field) => Known(name),
            IPropertyReferenceOperation { Property.Name: var name } property when TorchTypes.Declares(property.Property) => Known(name),
            ILiteralOperation { ConstantValue: { HasValue: true, Value: string text } } => Known(text),
            IInvocationOperation { TargetMethod.Name: "device" } call when TorchTypes.Declares(call.TargetMethod) =>
                call.Arguments.Length > 0 && Constants.Text(call.Arguments[0].Value) is { } text ? Known(text) : Variable(device),
            IConditionalOperation => Variable(device) ?? "chosen",
            _ => Variable(device) is null ? null : "?" + Variable(device),
        };
    }

    private static string? Known(string name) => name.ToUpperInvariant() switch
    {
        "CPU" => "cpu",
        var text when text.StartsWith("CUDA", StringComparison.Ordinal) => "cuda",
        _ => null,
    };

    private static string? Variable(IOperation device) => Unwrapped(device) switch
    {
        ILocalReferenceOperation local => local.Local.Name,
        IMemberReferenceOperation member => member.Member.Name,
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        _ => null,
    };
}
