using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using MlGuard.Lifecycle.Facts.Il;
using MlGuard.Lifecycle.Facts.Il.Tensors;
using MlGuard.Lifecycle.Facts.Il.Texts;
using MlGuard.Lifecycle.Facts.Serving;

namespace MlGuard.Lifecycle.Facts;

/// <summary>Reads the facts of one assembly from its metadata, without loading it: one answer for every .NET language.</summary>
internal static class FactsReader
{
    private const string ModuleType = "<Module>";

    /// <summary>Reads an assembly; when it cannot be read, the facts say why and the gate reports it.</summary>
    /// <param name="assemblyPath">What the compiler made.</param>
    /// <param name="project">Path of the project, relative to the manifest's folder, with forward slashes.</param>
    /// <param name="targetFramework">The framework it was compiled for.</param>
    /// <param name="isTestProject">Whether the project holds tests.</param>
    public static AssemblyFacts Read(string assemblyPath, string project, string targetFramework, bool isTestProject)
    {
        var unread = new AssemblyFacts(
            project, targetFramework, isTestProject, Path.GetFileNameWithoutExtension(assemblyPath), null, [], []);
        try
        {
            if (!File.Exists(assemblyPath))
                return unread with { Fault = "the assembly is not there" };
            using var stream = new FileStream(assemblyPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length == 0)
                return unread with { Fault = "the assembly is empty" };
            unread = unread with { Origin = unread.Origin with { Sha256 = AssemblyOrigin.HashOf(stream) } };
            stream.Position = 0;
            using var assembly = new PEReader(stream, PEStreamOptions.PrefetchEntireImage);
            return assembly.HasMetadata ? Read(assembly, unread) : unread with { Fault = "its output is a native library, not a .NET assembly" };
        }
        catch (Exception exception) when (UnreadableImage.Explains(exception))
        {
            return unread with { Fault = "its output is not a .NET assembly, or a damaged one" };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return unread with { Fault = "the assembly cannot be opened" };
        }
    }

    private static AssemblyFacts Read(PEReader assembly, AssemblyFacts unread)
    {
        var metadata = assembly.GetMetadataReader();
        var names = new TypeNames(metadata);
        var marks = new MarkReader(metadata, names);
        var written = metadata.TypeDefinitions.Where(handle => IsWritten(metadata, handle)).ToImmutableArray();
        var handsOver = HandlerReader.IsOfUse(metadata, names);
        var makesTools = ToolReader.IsOfUse(metadata, names);
        var policies = PolicyReader.IsOfUse(metadata, names) ? new PolicyReader(assembly, metadata, names) : null;
        var returned = new ReturnedValues(assembly, metadata, names);
        ImmutableArray<TypeFact> types =
        [
            .. written.Select(handle => Type(metadata, names, marks, returned, handle)).OrderBy(type => type.Name, StringComparer.Ordinal),
        ];
        var (carried, known) = (new CarriedTypes(types), new KnownCode(assembly, metadata, names));
        var fed = new FedInputs(assembly, metadata, names);
        var texts = new HandedTexts(assembly, metadata, names);
        var mvid = metadata.GetGuid(metadata.GetModuleDefinition().Mvid).ToString("d");
        return unread with
        {
            Origin = unread.Origin with { Mvid = mvid, Code = CodeDigest.Of(assembly, metadata) },
            Assembly = metadata.IsAssembly ? metadata.GetString(metadata.GetAssemblyDefinition().Name) : unread.Assembly,
            Types = types,
            Methods =
            [
                .. written.SelectMany(handle => metadata.GetTypeDefinition(handle).GetMethods())
                    .Where(handle => !GeneratedNames.IsGenerated(metadata.GetString(metadata.GetMethodDefinition(handle).Name)))
                    .SelectMany(handle => (handsOver
                        ? HandlerReader.Read(assembly, metadata, names, carried, known, handle)
                        : []).Prepend(Offering(
                            Method(assembly, metadata, names, carried, known, marks, fed, texts, returned, handle), makesTools
                            ? ToolReader.Read(assembly, metadata, names, handle)
                            : [], policies?.Read(handle) ?? [])))
                    .OrderBy(method => method.Type, StringComparer.Ordinal).ThenBy(method => method.Name, StringComparer.Ordinal)
                        .ThenBy(method => method.Parameters, StringComparer.Ordinal),
            ],
        };
    }

    /// <summary>A type that a person wrote, in types that persons wrote.</summary>
    private static bool IsWritten(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        for (var step = 0; step < 64 && !handle.IsNil; step++)
        {
            var type = metadata.GetTypeDefinition(handle);
            var name = metadata.GetString(type.Name);
            if (name == ModuleType || GeneratedNames.IsGenerated(name) || GeneratedNames.IsGenerated(metadata.GetString(type.Namespace)))
                return false;
            handle = type.GetDeclaringType();
        }

        return true;
    }

    private static TypeFact Type(
        MetadataReader metadata, TypeNames names, MarkReader marks, ReturnedValues returned, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var bases = type.GetInterfaceImplementations()
            .Select(implementation => names.Of(metadata.GetInterfaceImplementation(implementation).Interface));
        return new(
            names.Of(handle),
                VisibilityOf(metadata, handle), (type.Attributes & TypeAttributes.Interface) != 0,
                marks.IsObsolete(type.GetCustomAttributes()),
            marks.Marks(type.GetCustomAttributes()), [.. Columns(metadata, marks, type)],
            [
                .. (type.BaseType.IsNil ? bases : bases.Append(names.Of(type.BaseType))).Where(name => name is not ("" or "System.Object"))
                    .OrderBy(name => name, StringComparer.Ordinal),
            ])
        {
            Fields =
            [
                .. type.GetFields().Where(field => (metadata.GetFieldDefinition(field).Attributes & FieldAttributes.Static) == 0)
                    .Select(field => names.FieldAt(field)).Select(field => (field.Name, field.Type)),
            ],
            Shared = [.. type.GetFields().Where(field => IsShared(metadata, marks, field)).Select(field => names.FieldAt(field).Type)],
            Held = [.. returned.HeldBy(type)],
        };
    }

    private static bool IsShared(MetadataReader metadata, MarkReader marks, FieldDefinitionHandle handle)
    {
        var field = metadata.GetFieldDefinition(handle);
        return (field.Attributes & (FieldAttributes.Static | FieldAttributes.Literal)) == FieldAttributes.Static
            && !marks.IsOfThread(field.GetCustomAttributes());
    }

    private static MethodFact Method(
        PEReader assembly, MetadataReader metadata, TypeNames names, CarriedTypes carried, KnownCode known, MarkReader marks,
        FedInputs fed, HandedTexts texts, ReturnedValues returned, MethodDefinitionHandle handle)
    {
        var method = metadata.GetMethodDefinition(handle);
        var folded = MethodFolder.Fold(assembly, metadata, names, carried, known, handle);
        var (isTest, skipReason) = marks.Test(method.GetCustomAttributes());
        var (parameters, result, _) = names.Shape(method.Signature);
        return new(
            names.Of(method.GetDeclaringType()), metadata.GetString(method.Name), parameters, result, VisibilityOf(method.Attributes),
            marks.IsObsolete(method.GetCustomAttributes()),
                folded.Body, isTest, skipReason,
                [
                    .. marks.Marks(method),
                    .. new ParameterUse(assembly, metadata, names).Read(handle),
                ],
                folded.Constants,
                [.. folded.Passed.Select(ConstantCall.Write)], folded.Calls)
        {
            Ways = WayReader.Read(assembly, metadata, names, known, handle, folded.Calls),
            Effects = folded.Effects,
            Named = folded.Named,
            Reading = folded.Reading with { Feeds = fed.Of(handle), Texts = texts.Of(handle), Returned = returned.Of(handle) },
        };
    }

    private static MethodFact Offering(MethodFact method, IEnumerable<string> tools, IEnumerable<string> policies) =>
        method with { Marks = [.. method.Marks, .. tools.Distinct(), .. policies.Distinct()] };

    /// <summary>What a data view would read off a row class: public properties with a getter, and public fields.</summary>
    private static IEnumerable<string> Columns(MetadataReader metadata, MarkReader marks, TypeDefinition type)
    {
        foreach (var handle in type.GetProperties())
        {
            var property = metadata.GetPropertyDefinition(handle);
            var getter = property.GetAccessors().Getter;
            if (!getter.IsNil
                && IsPublicOfInstance(metadata.GetMethodDefinition(getter).Attributes)
                && !marks.HasNoColumn(property.GetCustomAttributes()))
                yield return marks.ColumnName(property.GetCustomAttributes()) ?? metadata.GetString(property.Name);
        }

        foreach (var handle in type.GetFields())
        {
            var field = metadata.GetFieldDefinition(handle);
            if ((field.Attributes & (FieldAttributes.FieldAccessMask | FieldAttributes.Static)) == FieldAttributes.Public
                && !marks.HasNoColumn(field.GetCustomAttributes()))
                yield return marks.ColumnName(field.GetCustomAttributes()) ?? metadata.GetString(field.Name);
        }
    }

    private static bool IsPublicOfInstance(MethodAttributes attributes) =>
        (attributes & (MethodAttributes.MemberAccessMask | MethodAttributes.Static)) == MethodAttributes.Public;

    private static SymbolVisibility VisibilityOf(MethodAttributes attributes) => (attributes & MethodAttributes.MemberAccessMask) switch
    {
        MethodAttributes.Public => SymbolVisibility.Public,
        MethodAttributes.Assembly or MethodAttributes.FamORAssem => SymbolVisibility.Internal,
        _ => SymbolVisibility.Hidden,
    };

    private static SymbolVisibility VisibilityOf(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var visibility = SymbolVisibility.Public;
        for (var step = 0; step < 64 && !handle.IsNil; step++)
        {
            var type = metadata.GetTypeDefinition(handle);
            var own = (type.Attributes & TypeAttributes.VisibilityMask) switch
            {
                TypeAttributes.Public or TypeAttributes.NestedPublic => SymbolVisibility.Public,
                TypeAttributes.NotPublic or TypeAttributes.NestedAssembly or TypeAttributes.NestedFamORAssem => SymbolVisibility.Internal,
                _ => SymbolVisibility.Hidden,
            };
            visibility = own < visibility ? own : visibility;
            handle = type.GetDeclaringType();
        }

        return visibility;
    }
}
