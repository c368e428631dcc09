using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Facts.Il;

namespace MlGuard.Lifecycle.Writers.Start;

/// <summary>What one own type writes out in its code, that of its lambdas and state machines too.</summary>
/// <param name="Texts">Its texts, and those of the read-only fields that it reads.</param>
/// <param name="Seeds">What it passes to each <c>MLContext</c>: a number, or the name of the property that it asks for one.</param>
/// <param name="Named">The texts that it gives to something with a name, see <see cref="NamedTexts"/>.</param>
/// <param name="SendsRequests">Whether it sends something over HTTP.</param>
internal sealed record TypeTexts(
    ImmutableHashSet<string> Texts, ImmutableArray<string> Seeds, ImmutableHashSet<(string Name, string Text)> Named, bool SendsRequests)
{
    public static TypeTexts None { get; } = new([], [], [], false);
}

/// <summary>
/// The constants that stand in compiled code, by project and type; those of lambdas belong to the type that a person wrote.
/// </summary>
internal sealed class WrittenTexts
{
    private const string Context = "Microsoft.ML.MLContext";
    private const string Nullable = "System.Nullable`1";

    private readonly ImmutableDictionary<(string Project, string Type), TypeTexts> _types;
    private readonly ImmutableDictionary<string, string> _parameters;

    private WrittenTexts(
        ImmutableDictionary<(string Project, string Type), TypeTexts> types, ImmutableDictionary<string, string> parameters) =>
        (_types, _parameters) = (types, parameters);

    public static WrittenTexts None { get; } =
        new(ImmutableDictionary<(string Project, string Type), TypeTexts>.Empty, ImmutableDictionary<string, string>.Empty);

    public TypeTexts this[string project, string type] => _types.TryGetValue((project, type), out var known) ? known : TypeTexts.None;

    /// <summary>Whether any code writes a text.</summary>
    public bool Holds(string text) => _types.Values.Any(type => type.Texts.Contains(text));

    /// <summary>The texts that a type gives to something with a name, that of a parameter in another assembly too.</summary>
    public IEnumerable<(string Name, string Text)> NamedIn(string project, string type) => this[project, type].Named
        .Select(pair => _parameters.TryGetValue(pair.Name, out var name) ? (name, pair.Text) : pair);

    /// <summary>Those that can be read.</summary>
    public static WrittenTexts Of(IEnumerable<(string Assembly, string Project)> assemblies)
    {
        ImmutableArray<(string Project, Reader.Result Read)> read = [.. assemblies.Select(item => (item.Project, Read(item.Assembly)))];
        return new(
            read.SelectMany(item => item.Read.Types.Select(pair => (Key: (item.Project, pair.Type), pair.Texts)))
                .GroupBy(pair => pair.Key).ToImmutableDictionary(group => group.Key, group => group.First().Texts),
            read.SelectMany(item => item.Read.Parameters).GroupBy(pair => pair.Key, StringComparer.Ordinal)
                .ToImmutableDictionary(group => group.Key, group => group.First().Value));
    }

    private static Reader.Result Read(string assembly)
    {
        try
        {
            using var stream = File.OpenRead(assembly);
            using var image = new PEReader(stream, PEStreamOptions.PrefetchEntireImage);
            return image.HasMetadata ? new Reader(image, image.GetMetadataReader()).All() : Reader.Result.None;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException || UnreadableImage.Explains(exception))
        {
            return Reader.Result.None;
        }
    }

    private sealed class Reader(PEReader image, MetadataReader metadata)
    {
        private readonly TypeNames _names = new(metadata);
        private readonly Dictionary<int, string> _fields = [];

        public Result All()
        {
            foreach (var handle in metadata.MethodDefinitions.Where(method => NameOf(method) == ".cctor"))
                Initialize(Code(handle));
            return new(
                [
                    .. metadata.MethodDefinitions.GroupBy(OwnerOf, StringComparer.Ordinal)
                        .Select(methods => (methods.Key, TextsOf(methods))),
                ],
                [.. metadata.MethodDefinitions.SelectMany(ParametersOf)]);
        }

        private IEnumerable<KeyValuePair<string, string>> ParametersOf(MethodDefinitionHandle method) =>
            _names.CalleeAt(method) is { } own
                ? metadata.GetMethodDefinition(method).GetParameters().Select(metadata.GetParameter)
                    .Where(parameter => parameter.SequenceNumber > 0).Select(parameter => new KeyValuePair<string, string>(
                        NamedTexts.Parameter(own.Text, parameter.SequenceNumber - 1), metadata.GetString(parameter.Name)))
                : [];

        private string NameOf(MethodDefinitionHandle method) => metadata.GetString(metadata.GetMethodDefinition(method).Name);

        /// <summary>The innermost type around a method that a person wrote.</summary>
        private string OwnerOf(MethodDefinitionHandle method)
        {
            var type = metadata.GetMethodDefinition(method).GetDeclaringType();
            while (metadata.GetTypeDefinition(type) is { IsNested: true } nested
                && GeneratedNames.IsGenerated(metadata.GetString(nested.Name)))
                type = nested.GetDeclaringType();
            return _names.Of(type);
        }

        private ImmutableArray<Instruction> Code(MethodDefinitionHandle handle) =>
            metadata.GetMethodDefinition(handle).RelativeVirtualAddress is var address and not 0
                ? IlReader.Read(image.GetMethodBody(address).GetILReader())
                : [];

        /// <summary>What a read-only field is given as it is made it holds for good.</summary>
        private void Initialize(ImmutableArray<Instruction> code)
        {
            for (var at = 1; at < code.Length; at++)
                if (code[at].OpCode == ILOpCode.Stsfld && IsReadOnly(code[at].Token) && ValueOf(code[at - 1]) is { } value)
                    _fields[code[at].Token] = value;
        }

        private bool IsReadOnly(int token) =>
            MetadataTokens.EntityHandle(token) is { Kind: HandleKind.FieldDefinition } field
            && (metadata.GetFieldDefinition((FieldDefinitionHandle)field).Attributes & System.Reflection.FieldAttributes.InitOnly) != 0;

        private string? ValueOf(Instruction instruction)
        {
            if (instruction.OpCode == ILOpCode.Ldstr)
                return metadata.GetUserString((UserStringHandle)MetadataTokens.Handle(instruction.Operand));
            if (instruction.OpCode == ILOpCode.Ldsfld)
                return _fields.TryGetValue(instruction.Token, out var held) ? held : null;
            return IlReader.Constant(instruction) is { } number ? Text.TabbedText.Number(number) : null;
        }

        private TypeTexts TextsOf(IEnumerable<MethodDefinitionHandle> methods)
        {
            var (texts, seeds) = (ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal), ImmutableArray.CreateBuilder<string>());
            var sends = false;
            var named = ImmutableHashSet.CreateBuilder<(string Name, string Text)>();
            foreach (var code in methods.Select(Code))
            {
                named.UnionWith(new NamedTexts(metadata, _names, ValueOf).In(code));
                string? before = null, given = null;
                foreach (var instruction in code)
                {
                    var value = ValueOf(instruction);
                    if (value is not null && IlReader.Constant(instruction) is null)
                        texts.Add(value);
                    var callee = instruction.Token == 0 ? null : _names.CalleeAt(MetadataTokens.EntityHandle(instruction.Token));
                    sends |= callee is not null && Sends(callee);
                    if (callee is { Name: ".ctor", Type: Context } && given is not null)
                        seeds.Add(given);
                    if (callee is not null)
                        given = callee is { Name: ".ctor", Type: Nullable } ? before ?? ConstantCall.Unknown : null;
                    before = value ?? PropertyOf(callee);
                }
            }

            return new(texts.ToImmutable(), seeds.ToImmutable(), named.ToImmutable(), sends);
        }

        /// <summary>A client is asked through the class that it derives from, too.</summary>
        private static bool Sends(Callee callee) =>
            RoleIndex.SendsRequest(callee.Type, callee.Name)
            || (callee.Type == "System.Net.Http.HttpMessageInvoker" && callee.Name.StartsWith("Send", StringComparison.Ordinal));

        /// <param name="Types">What each type writes out.</param>
        /// <param name="Parameters">The names of the parameters of the own members.</param>
        public sealed record Result(
            ImmutableArray<(string Type, TypeTexts Texts)> Types, ImmutableArray<KeyValuePair<string, string>> Parameters)
        {
            public static Result None { get; } = new([], []);
        }

        private static string? PropertyOf(Callee? callee) =>
            callee?.Name.StartsWith("get_", StringComparison.Ordinal) == true ? callee.Name.Substring("get_".Length) : null;
    }
}
