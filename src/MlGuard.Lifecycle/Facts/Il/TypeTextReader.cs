using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>Reads what the types of an assembly write out, each with its lambdas and state machines.</summary>
internal sealed class TypeTextReader
{
    private const string Context = "Microsoft.ML.MLContext";
    private const string Nullable = "System.Nullable`1";

    private static readonly ImmutableHashSet<string> s_loaders = ["LoadFromTextFile", "CreateTextLoader"];

    private readonly PEReader _image;
    private readonly MetadataReader _metadata;
    private readonly TypeNames _names;
    private readonly ConstantTexts _constants;

    private TypeTextReader(PEReader image, MetadataReader metadata) =>
        (_image, _metadata, _names, _constants) = (image, metadata, new(metadata), new(image, metadata));

    /// <summary>Nothing where the assembly cannot be read.</summary>
    public static AssemblyTexts Read(string assembly)
    {
        try
        {
            using var stream = File.OpenRead(assembly);
            using var image = new PEReader(stream, PEStreamOptions.PrefetchEntireImage);
            return image.HasMetadata ? new TypeTextReader(image, image.GetMetadataReader()).All() : AssemblyTexts.None;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException || UnreadableImage.Explains(exception))
        {
            return AssemblyTexts.None;
        }
    }

    private AssemblyTexts All() => new(
        [
            .. _metadata.MethodDefinitions.GroupBy(OwnerOf, StringComparer.Ordinal)
                .Select(methods => (methods.Key, TextsOf(methods))),
        ],
        [.. _metadata.MethodDefinitions.SelectMany(ParametersOf)]);

    private IEnumerable<KeyValuePair<string, string>> ParametersOf(MethodDefinitionHandle method) =>
        _names.CalleeAt(method) is { } own
            ? _metadata.GetMethodDefinition(method).GetParameters().Select(_metadata.GetParameter)
                .Where(parameter => parameter.SequenceNumber > 0).Select(parameter => new KeyValuePair<string, string>(
                    NamedTexts.Parameter(own.Text, parameter.SequenceNumber - 1), _metadata.GetString(parameter.Name)))
            : [];

    /// <summary>The innermost type around a method that a person wrote.</summary>
    private string OwnerOf(MethodDefinitionHandle method)
    {
        var type = _metadata.GetMethodDefinition(method).GetDeclaringType();
        while (_metadata.GetTypeDefinition(type) is { IsNested: true } nested
            && GeneratedNames.IsGenerated(_metadata.GetString(nested.Name)))
            type = nested.GetDeclaringType();
        return _names.Of(type);
    }

    private ImmutableArray<Instruction> Code(MethodDefinitionHandle handle) =>
        _metadata.GetMethodDefinition(handle).RelativeVirtualAddress is var address and not 0
            ? IlReader.Read(_image.GetMethodBody(address).GetILReader())
            : [];

    private TypeTexts TextsOf(IEnumerable<MethodDefinitionHandle> methods)
    {
        var (texts, seeds) = (ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal), ImmutableArray.CreateBuilder<string>());
        var (sends, loads) = (false, false);
        var named = ImmutableHashSet.CreateBuilder<(string Name, string Text)>();
        var rows = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var code in methods.Select(Code))
        {
            named.UnionWith(new NamedTexts(_metadata, _names, _constants.Of).In(code));
            string? before = null, given = null;
            foreach (var instruction in code)
            {
                var value = _constants.Of(instruction);
                if (value is not null && IlReader.Constant(instruction) is null)
                    texts.Add(value);
                var callee = instruction.Token == 0 ? null : _names.CalleeAt(MetadataTokens.EntityHandle(instruction.Token));
                sends |= callee is not null && RoleIndex.SendsRequest(callee.Type, callee.Name);
                loads |= callee is not null && Loads(callee);
                if (callee is not null && RowOf(callee, instruction) is { Length: > 0 } row)
                    rows.Add(row);
                if (callee is { Name: ".ctor", Type: Context } && given is not null)
                    seeds.Add(given);
                if (callee is not null)
                    given = callee is { Name: ".ctor", Type: Nullable } ? before ?? ConstantCall.Unknown : null;
                before = value ?? PropertyOf(callee);
            }
        }

        return new(texts.ToImmutable(), seeds.ToImmutable(), named.ToImmutable(), rows.ToImmutable(), sends, loads);
    }

    /// <summary>The class into whose objects a call loads the lines of a text file; empty where it does nothing of the kind.</summary>
    private string RowOf(Callee callee, Instruction call) =>
        Loads(callee)
        && _names.ArgumentOf(MetadataTokens.EntityHandle(call.Token)) is { Length: > 0 } type
        && type.IndexOfAny(['<', '!', '[']) < 0
            ? SymbolName.Of(type)
            : "";

    private static bool Loads(Callee callee) =>
        s_loaders.Contains(callee.Name) && callee.Type.StartsWith("Microsoft.ML.", StringComparison.Ordinal);

    private static string? PropertyOf(Callee? callee) =>
        callee?.Name.StartsWith("get_", StringComparison.Ordinal) == true ? callee.Name.Substring("get_".Length) : null;
}
