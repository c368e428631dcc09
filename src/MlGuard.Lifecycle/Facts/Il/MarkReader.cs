using System.Reflection.Metadata;
using System.Text.Json;
using MlGuard.Frameworks;
using MlGuard.Lifecycle.Facts.Serving;

namespace MlGuard.Lifecycle.Facts.Il;

/// <summary>What attributes say about a symbol: obsolete, a test, skipped and why.</summary>
internal sealed class MarkReader(MetadataReader metadata, TypeNames names)
{
    private const int DeepestInheritance = 16;

    /// <summary>Attributes that keep a test from running, beside the test attribute's own <c>Skip</c> (xUnit v2 and v3).</summary>
    private static readonly ImmutableHashSet<string> s_skipping =
    [
        "NUnit.Framework.IgnoreAttribute", "NUnit.Framework.ExplicitAttribute",
        "Microsoft.VisualStudio.TestTools.UnitTesting.IgnoreAttribute", "TUnit.Core.SkipAttribute",
    ];

    private static readonly ImmutableHashSet<string> s_skipArguments = ["Skip", "Ignore", "IgnoreReason"];

    /// <summary>Attributes whose first argument, or mere presence, some row asks for.</summary>
    private static readonly ImmutableDictionary<string, (string Mark, bool TakesArgument)> s_marks =
        new Dictionary<string, (string, bool)>(StringComparer.Ordinal)
    {
        ["Microsoft.AspNetCore.Authorization.AuthorizeAttribute"] = (Mark.Authorized, false),
        ["Microsoft.AspNetCore.Authorization.AllowAnonymousAttribute"] = (Mark.Anonymous, false),
        ["Microsoft.AspNetCore.Mvc.ApiControllerAttribute"] = (Mark.Controller, false),
        ["Microsoft.AspNetCore.Mvc.ControllerAttribute"] = (Mark.Controller, false),
        ["Microsoft.AspNetCore.Mvc.NonActionAttribute"] = (Mark.NoAction, false),
        ["Microsoft.AspNetCore.Mvc.RouteAttribute"] = (Mark.Route, true),
        ["Microsoft.AspNetCore.Mvc.HttpGetAttribute"] = ($"{Mark.Http}GET ", true),
        ["Microsoft.AspNetCore.Mvc.HttpPostAttribute"] = ($"{Mark.Http}POST ", true),
        ["Microsoft.AspNetCore.Mvc.HttpPutAttribute"] = ($"{Mark.Http}PUT ", true),
        ["Microsoft.AspNetCore.Mvc.HttpDeleteAttribute"] = ($"{Mark.Http}DELETE ", true),
        ["Microsoft.AspNetCore.Mvc.HttpPatchAttribute"] = ($"{Mark.Http}PATCH ", true),
    }.ToImmutableDictionary().AddRange(
        EntryPointTable.All.Where(row => row.Mark == EntryPointMark.Attribute)
            .Select(row => new KeyValuePair<string, (string, bool)>(row.Type, (Mark.Of(row.Kind), true))));

    /// <summary>What makes a method a tool of a language model.</summary>
    private static readonly ImmutableDictionary<string, Func<string, string>> s_tools =
        new Dictionary<string, Func<string, string>>(StringComparer.Ordinal)
    {
        ["ModelContextProtocol.Server.McpServerToolAttribute"] = JsonNamingPolicy.SnakeCaseLower.ConvertName,
        ["Microsoft.SemanticKernel.KernelFunctionAttribute"] = name => name,
    }.ToImmutableDictionary();

    /// <summary>How test frameworks tag a test: by a pair of name and value, or by one text with a colon.</summary>
    private static readonly ImmutableHashSet<string> s_tags =
    [
        "Xunit.TraitAttribute",
        "NUnit.Framework.CategoryAttribute", "NUnit.Framework.PropertyAttribute", "TUnit.Core.CategoryAttribute",
        "TUnit.Core.PropertyAttribute",
        "Microsoft.VisualStudio.TestTools.UnitTesting.TestCategoryAttribute",
        "Microsoft.VisualStudio.TestTools.UnitTesting.TestPropertyAttribute",
    ];

    /// <summary>What names a function of Azure, in a process of its own and in that of the host.</summary>
    private static readonly ImmutableHashSet<string> s_functions =
        ["Microsoft.Azure.Functions.Worker.FunctionAttribute", "Microsoft.Azure.WebJobs.FunctionNameAttribute"];

    /// <summary>What the attributes of a method and of its parameters say.</summary>
    public ImmutableArray<string> Marks(MethodDefinition method)
    {
        var attributes = method.GetCustomAttributes();
        var marks = Marks(attributes, metadata.GetString(method.Name));
        var function = attributes.FirstOrDefault(handle => s_functions.Contains(TypeOf(handle).Name));
        if (function.IsNil || TriggerOf(method) is not { } trigger)
            return marks;
        var name = FirstText(function);
        return
        [
            .. marks.Select(mark => mark == Mark.Entry + name ? Mark.Entry + trigger.Endpoint(name) : mark)
                .Append(trigger.IsAnonymous ? Mark.Anonymous : Mark.Authorized).Distinct().OrderBy(mark => mark, StringComparer.Ordinal),
        ];
    }

    private HttpTrigger? TriggerOf(MethodDefinition method) =>
        method.GetParameters().SelectMany(handle => metadata.GetParameter(handle).GetCustomAttributes())
            .Where(handle => HttpTrigger.Types.Contains(TypeOf(handle).Name)).Select(Decode).OfType<CustomAttributeValue<string>>()
            .Select(HttpTrigger.Of).FirstOrDefault();

    /// <summary>What the attributes say; <paramref name="method"/> is the name of the method that they stand on.</summary>
    public ImmutableArray<string> Marks(CustomAttributeHandleCollection attributes, string method = "")
    {
        var marks = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var handle in attributes)
        {
            var (name, _) = TypeOf(handle);
            if (s_marks.TryGetValue(name, out var known))
                marks.Add(known.TakesArgument ? known.Mark + FirstText(handle) : WithPolicy(handle, known.Mark));
            if (ExpectedFailures.AreSaidBy(name))
                marks.Add(Mark.ExpectsFailure);
            if (s_tags.Contains(name) && MlTest(Texts(handle)) is { } test)
                marks.Add(Mark.MlTest + test);
            else if (method.Length > 0 && s_tools.TryGetValue(name, out var derived))
                marks.Add(Tool(handle, derived(OfferedTool.WithoutAsync(method))).Write());
        }

        return [.. marks];
    }

    /// <summary><c>[Authorize]</c> alone asks the program's default policy; with a policy, roles or schemes it asks those.</summary>
    private string WithPolicy(CustomAttributeHandle handle, string mark)
    {
        if (mark != Mark.Authorized || Decode(handle) is not { } said || (said.FixedArguments.IsEmpty && said.NamedArguments.IsEmpty))
            return mark;
        var policy = said.NamedArguments.FirstOrDefault(argument => argument.Name == "Policy").Value as string ?? FirstText(handle);
        return Mark.AuthorizedBy + (said.FixedArguments.Length + said.NamedArguments.Length == 1 ? policy : "");
    }

    /// <summary>Approval of such a tool is the business of whoever calls it: the client of the server, the filter of the kernel.</summary>
    private OfferedTool Tool(CustomAttributeHandle handle, string otherwise)
    {
        var named = Decode(handle)?.NamedArguments ?? [];
        bool Says(string property, bool value) =>
            named.Any(argument => argument.Name == property && argument.Value is bool said && said == value);
        var name = FirstText(handle) is { Length: > 0 } first
            ? first
            : named.FirstOrDefault(argument => argument.Name == "Name").Value as string;
        var hint = Says("Destructive", true) ? OfferedTool.Destructive : "";
        return new(name ?? otherwise, null, Says("ReadOnly", true) ? OfferedTool.Read : hint);
    }

    /// <summary>The name that a data view gives a member: <c>[ColumnName("Label")]</c>, or its own.</summary>
    public string? ColumnName(CustomAttributeHandleCollection attributes) =>
        attributes.Where(handle => TypeOf(handle).Name == "Microsoft.ML.Data.ColumnNameAttribute").Select(FirstText).FirstOrDefault();

    public bool HasNoColumn(CustomAttributeHandleCollection attributes) =>
        attributes.Any(handle => TypeOf(handle).Name == "Microsoft.ML.Data.NoColumnAttribute");

    private string FirstText(CustomAttributeHandle handle) => Texts(handle).FirstOrDefault() ?? "";

    private ImmutableArray<string> Texts(CustomAttributeHandle handle) =>
        [.. Decode(handle)?.FixedArguments.Select(argument => argument.Value).OfType<string>() ?? []];

    private static string? MlTest(ImmutableArray<string> texts) => texts switch
    {
        ["mltest", var id, ..] => id,
        [var text, ..] when text.StartsWith("mltest:", StringComparison.Ordinal) => text.Substring("mltest:".Length),
        _ => null,
    };

    public bool IsObsolete(CustomAttributeHandleCollection attributes) =>
        attributes.Any(handle => TypeOf(handle).Name == "System.ObsoleteAttribute");

    /// <summary>Whether each thread has a field of its own.</summary>
    public bool IsOfThread(CustomAttributeHandleCollection attributes) =>
        attributes.Any(handle => TypeOf(handle).Name == "System.ThreadStaticAttribute");

    public (bool IsTest, string? SkipReason) Test(CustomAttributeHandleCollection attributes)
    {
        var isTest = false;
        string? skipReason = null;
        foreach (var handle in attributes)
        {
            var (name, definition) = TypeOf(handle);
            var marksTest = IsTestAttribute(name, definition);
            isTest |= marksTest;
            if (s_skipping.Contains(name))
                skipReason = Decode(handle)?.FixedArguments.Select(argument => argument.Value as string).FirstOrDefault() ?? "";
            else if (marksTest)
                skipReason ??= Decode(handle)?.NamedArguments.Where(argument => s_skipArguments.Contains(argument.Name
                    ?? "")).Select(argument => argument.Value as string).FirstOrDefault();
        }

        return (isTest, skipReason);
    }

    /// <summary>A team's own <c>[GpuFact]</c> that inherits a framework's attribute marks tests as well.</summary>
    private bool IsTestAttribute(string name, TypeDefinitionHandle definition)
    {
        for (var step = 0; step < DeepestInheritance; step++)
        {
            if (RoleIndex.Plays(name, ".ctor", Role.Test))
                return true;
            if (definition.IsNil)
                return false;
            var baseType = metadata.GetTypeDefinition(definition).BaseType;
            if (baseType.IsNil)
                return false;
            name = names.Of(baseType);
            definition = names.DefinitionOf(baseType);
        }

        return false;
    }

    private (string Name, TypeDefinitionHandle Definition) TypeOf(CustomAttributeHandle handle)
    {
        var constructor = metadata.GetCustomAttribute(handle).Constructor;
        var type = constructor.Kind == HandleKind.MethodDefinition
            ? metadata.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType()
            : metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent;
        return (names.Of(type), names.DefinitionOf(type));
    }

    private CustomAttributeValue<string>? Decode(CustomAttributeHandle handle)
    {
        try
        {
            return metadata.GetCustomAttribute(handle).DecodeValue(AttributeTypes.Instance);
        }
        catch (Exception exception) when (UnreadableImage.Explains(exception) || exception is NotSupportedException)
        {
            // An argument of a foreign enum type: its size stands in another file. The mark itself is known all the same.
            return null;
        }
    }
}
