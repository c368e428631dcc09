using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.MlNet;
using MlGuard.Catalogue;

namespace MlGuard.Analyzers.Serving;

/// <summary>MLG4020: a model or data file under a path that one machine alone has.</summary>
/// <remarks>In 3 of 30 sampled programs.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MachinePathAnalyzer() : MlGuardAnalyzer(RuleIds.MachinePath)
{
    private static readonly string[] s_roots = ["/home/", "/Users/", "/root/", @"\\"];

    private static readonly ImmutableHashSet<string> s_files = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ".onnx", ".ort", ".zip", ".mlnet", ".pt", ".pth", ".dat", ".bin", ".gguf", ".safetensors", ".pb", ".h5", ".tflite", ".model",
        ".csv", ".tsv", ".txt", ".json", ".jsonl", ".parquet", ".idv");

    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        RegisterCalls(start, (context, method, arguments) => Check(context, method, arguments, compilation));
        start.RegisterOperationAction(
            context => CheckKept(context, compilation),
            OperationKind.PropertyInitializer, OperationKind.FieldInitializer, OperationKind.ParameterInitializer,
            OperationKind.SimpleAssignment);
    }

    private void Check(
        OperationAnalysisContext context, IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, MlCompilation compilation)
    {
        if (!compilation.Knowledge.MayHandOnPaths(method) && !method.Parameters.Any(ModelFileParameters.Contain))
            return;

        foreach (var argument in arguments)
        {
            // What the parameter's own default says is reported there.
            if (argument.ArgumentKind == ArgumentKind.DefaultValue && compilation.Symbols.IsDeclaredHere(method))
                continue;
            if (argument is { Parameter: { Type.SpecialType: SpecialType.System_String } parameter }
                && Constants.Head(argument.Value) is { } path
                && IsOfOneMachine(path)
                && NamesModelFile(method, parameter, compilation, context.CancellationToken))
                Report(context, compilation, Diagnostic.Create(Rule, argument.Value.Syntax.GetLocation(), path));
        }
    }

    private static bool NamesModelFile(
        IMethodSymbol method, IParameterSymbol parameter, MlCompilation compilation, CancellationToken cancellationToken) =>
        compilation.Knowledge.MayHandOnPaths(method)
            ? !compilation.Knowledge.PathsOf(method, parameter.Ordinal, cancellationToken).IsEmpty
            : ModelFileParameters.Contain(parameter);

    /// <summary>A path that a setting or a default parameter keeps, and that other code loads from.</summary>
    private void CheckKept(OperationAnalysisContext context, MlCompilation compilation)
    {
        var (value, receiver) = context.Operation switch
        {
            IPropertyInitializerOperation { InitializedProperties: [var property, ..] } initializer =>
                (initializer.Value, (ISymbol)property),
            IFieldInitializerOperation { InitializedFields: [var field, ..] } initializer => (initializer.Value, field),
            IParameterInitializerOperation initializer => (initializer.Value, initializer.Parameter),
            ISimpleAssignmentOperation
            {
                Target: IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } target
            } assignment => (assignment.Value, target.Member),
            _ => default,
        };
        if (value?.Type?.SpecialType == SpecialType.System_String
            && Constants.Text(value) is { } path
            && IsOfOneMachine(path)
            && !ModelBuilderCode.Wrote(value.Syntax.SyntaxTree)
            // Where what nothing changes is used, its text is known and reported.
            && FixedMembers.ValueOf(receiver, value) is null
            && IsLoaded(receiver, path, compilation, context.CancellationToken))
            Report(context, compilation, Diagnostic.Create(Rule, value.Syntax.GetLocation(), path));
    }

    private static bool IsLoaded(ISymbol receiver, string path, MlCompilation compilation, CancellationToken cancellationToken) =>
        receiver switch
        {
            IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter =>
                !compilation.Knowledge.PathsOf(method, parameter.Ordinal, cancellationToken).IsEmpty
                || (PropertyOf(parameter, method) is { } property && IsLoaded(property, path, compilation, cancellationToken)),
            // Where these are used, their text is known and reported.
            IFieldSymbol { IsReadOnly: true } or IFieldSymbol { IsConst: true } or IPropertySymbol { SetMethod: null } => false,
            _ => NamesFile(path) && compilation.Symbols.IsDeclaredHere(receiver)
                && compilation.Knowledge.IsReadAsPath(receiver, cancellationToken),
        };

    /// <summary>The property of a record that the parameter declares.</summary>
    private static IPropertySymbol? PropertyOf(IParameterSymbol parameter, IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Constructor, ContainingType.IsRecord: true }
            ? method.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault()
            : null;

    private static bool NamesFile(string path) =>
        path.LastIndexOf('.') is >= 0 and var dot && s_files.Contains(path.Substring(dot));

    private static bool IsOfOneMachine(string path) =>
        s_roots.Any(root => path.StartsWith(root, StringComparison.Ordinal))
        || (path.Length > 2 && char.IsLetter(path[0]) && path[1] == ':' && path[2] is '\\' or '/');
}
