using MlGuard.Analyzers.Digest;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.Onnx;
using MlGuard.Analyzers.Models;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Serving;

/// <summary>
/// MLG4011: results of ONNX Runtime, and models and contexts of LLamaSharp, that nobody disposes. They lie in native memory, of which the
/// garbage collector feels nothing.
/// </summary>
/// <remarks>
/// microsoft/onnxruntime#392 and #5292, dotnet/machinelearning#5533, SciSharp/LLamaSharp#94. Run against ONNX Runtime 1.31.1: 200 results
/// of 4 MB leave 835 MB behind.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndisposedResultAnalyzer()
    : MlGuardAnalyzer(RuleIds.UndisposedResult, [OnnxRuntime.Framework, LocalLanguageModels.Framework])
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation)
    {
        string[] libraries = [NativeValues.Results, OnnxTypes.Generative[0], LLamaTypes.Weights];
        if (!libraries.Any(type => compilation.Symbols.Type(type) is not null))
            return;
        start.RegisterOperationAction(operation => Check(operation, compilation), OperationKind.Invocation, OperationKind.ObjectCreation);
        var occasions = new SessionOccasions(compilation);
        start.RegisterOperationAction(operation => CheckSession(operation, compilation, occasions), OperationKind.ObjectCreation);
    }

    /// <summary>A session that a program makes once ends with it.</summary>
    private void CheckSession(OperationAnalysisContext context, MlCompilation compilation, SessionOccasions occasions)
    {
        if (context.Operation is IObjectCreationOperation { Arguments: [var model, ..] } made
            && compilation.Symbols.Is(made.Type, OnnxTypes.Session)
            && Registrations.Around(made) is null
            && NativeValues.FateOfOwner(made) == NativeFate.Leaked
            && occasions.Of(made, model.Value, context.ContainingSymbol, context.CancellationToken, ofAnyModel: true) is not null)
            Report(context, compilation, Diagnostic.Create(Rule, CallLocation.Of(made.Syntax), $"The {made.Type!.Name}"));
    }

    private void Check(OperationAnalysisContext context, MlCompilation compilation)
    {
        var made = context.Operation;
        var name = made switch
        {
            IInvocationOperation call => NameOf(call, context.ContainingSymbol, compilation)
                ?? NameOfHelper(call, context.ContainingSymbol, compilation, context.CancellationToken),
            IObjectCreationOperation creation => NameOf(creation, context.ContainingSymbol, compilation),
            _ => null,
        };
        if (name is not null && NativeValues.FateOf(made.Parent as IAwaitOperation ?? made, compilation.Symbols) == NativeFate.Leaked)
            Report(context, compilation, Diagnostic.Create(Rule, CallLocation.Of(made.Syntax), name));
    }

    /// <summary>What a helper, here or in another project, makes anew each time and leaves to its caller.</summary>
    private static string? NameOfHelper(
        IInvocationOperation call, ISymbol owner, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var symbols = compilation.Symbols;
        var type = NativeValues.TypeMadeBy(call);
        if (NativeValues.IsCollectionOfValues(type, symbols))
            return MakesEach(call, owner, compilation, cancellationToken) ? $"The result of '{call.TargetMethod.Name}'" : null;
        if (symbols.Is(type, NativeValues.Results) && compilation.Knowledge.Has(call.TargetMethod, MethodTraits.GivesResults))
            return $"The result of '{call.TargetMethod.Name}'";
        if (!symbols.IsDeclaredHere(call.TargetMethod)
            || (!symbols.Is(type, NativeValues.Results) && !symbols.Is(type, NativeValues.Value))
            || LoadedModels.Of(compilation, ModelFiles.None).SourceOf(call, cancellationToken) is not IInvocationOperation made
            || NameOf(made, owner, compilation, usedAt: call) is null)
            return null;
        return $"The result of '{call.TargetMethod.Name}'";
    }

    /// <summary>Whether a helper makes a list or dictionary anew each time, with every value in it, and keeps nothing of it.</summary>
    private static bool MakesEach(
        IInvocationOperation call, ISymbol owner, MlCompilation compilation, CancellationToken cancellationToken)
    {
        var models = LoadedModels.Of(compilation, ModelFiles.None);
        if (!compilation.Symbols.IsDeclaredHere(call.TargetMethod) || models.ReturnedBy(call, cancellationToken) is null)
            return false;
        var items = CollectedItems.Of(call, value => models.SourceOf(value, cancellationToken)).Items;
        return items.Length > 0
            && NativeValues.IsOnlyReturned(models.SourceOf(call, cancellationToken), compilation.Symbols)
            && items.All(item => models.SourceOf(item.Value, cancellationToken) is IInvocationOperation made
                && NativeValues.IsOnlyReturned(made, compilation.Symbols)
                && NameOf(made, owner, compilation, usedAt: call) is not null);
    }

    /// <summary>Options of runs and bindings; options of sessions where each use makes a session anew.</summary>
    private static string? NameOf(IObjectCreationOperation creation, ISymbol owner, MlCompilation compilation)
    {
        var symbols = compilation.Symbols;
        if (NativeValues.IsGenerative(creation.Type, symbols))
            return $"The {creation.Type!.Name}";
        if (NativeValues.IsOfLLama(creation.Type, symbols))
            return IsRepeated(creation, owner, compilation) ? $"The {creation.Type!.Name}" : null;
        if (symbols.Is(creation.Type, OnnxTypes.RunOptions))
            return NativeValues.IsRun(creation, symbols) ? "The RunOptions" : null;
        if (symbols.Is(creation.Type, OnnxTypes.Binding))
            return NativeValues.IsRun(creation, symbols) ? "The OrtIoBinding" : null;
        return symbols.Is(creation.Type, OnnxTypes.SessionOptions)
            && (IsRepeated(creation, owner, compilation) || Sink.Of(creation).Any(sink => IsOfSessionThatEnds(sink, symbols)))
            ? "The SessionOptions"
            : null;
    }

    private static bool IsOfSessionThatEnds(Sink sink, MlSymbols symbols) =>
        sink.User is IArgumentOperation { Parent: IObjectCreationOperation session } && symbols.Is(session.Type, OnnxTypes.Session)
        && Sink.Of(session).Any(use => use.User is IUsingOperation or IUsingDeclarationOperation
            or IInvocationOperation { TargetMethod.Name: "Dispose" });

    private static bool IsRepeated(IOperation made, ISymbol owner, MlCompilation compilation) =>
        Bodies.LoopsAround(made).Any() || compilation.EntryPoints.KindOf(owner) == EntryPointKind.Request;

    /// <summary>
    /// What the call makes, when it is worth a finding: results always, single values where they are run or made again and again.
    /// </summary>
    private static string? NameOf(
        IInvocationOperation call, ISymbol owner, MlCompilation compilation, IInvocationOperation? usedAt = null)
    {
        var symbols = compilation.Symbols;
        if (NativeValues.IsGenerative(call.Type, symbols) && OnnxTypes.IsGenerativeLibrary(call.TargetMethod))
            return $"The {call.Type!.Name}";
        if (LLamaTypes.Declares(call.TargetMethod) && (call.Parent is IAwaitOperation awaited ? awaited.Type : call.Type) is { } made
            && NativeValues.IsOfLLama(made, symbols))
            return IsRepeated(call, owner, compilation) ? $"The {made.Name}" : null;
        if (symbols.Is(call.Type, NativeValues.Results) && NativeValues.IsOfRuntime(call.TargetMethod))
            return $"The result of '{call.TargetMethod.Name}'";

        if (symbols.Is(call.Type, OnnxTypes.Binding) || (symbols.Is(call.Type, OnnxTypes.FixedBuffer) && call.TargetMethod.IsStatic))
            return NativeValues.IsOfRuntime(call.TargetMethod) && NativeValues.IsRun(call, symbols) ? $"The {call.Type!.Name}" : null;

        var makesValue = call.TargetMethod.IsStatic && call.TargetMethod.Name.StartsWith("Create", StringComparison.Ordinal)
            && symbols.Is(call.TargetMethod.ContainingType, NativeValues.Value)
            && symbols.Is(call.Type, NativeValues.Value);
        return makesValue && (IsRepeated(usedAt ?? call, owner, compilation) || NativeValues.IsRun(usedAt ?? call, symbols))
            ? "The OrtValue"
            : null;
    }
}
