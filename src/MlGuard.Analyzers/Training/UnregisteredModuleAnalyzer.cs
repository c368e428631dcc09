using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks.Torch;
using MlGuard.Analyzers.Networks;
using MlGuard.Catalogue;
using MlGuard.Frameworks;

namespace MlGuard.Analyzers.Training;

/// <summary>MLG2010: layers that their network does not know: they are not trained, moved or saved.</summary>
/// <remarks>
/// Run against TorchSharp 0.107.0: RegisterComponents registers the fields that are set by then, once; a second call, also in a derived
/// class, does nothing. It does not look into arrays, lists and static fields. Only the outermost module has to call it.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnregisteredModuleAnalyzer() : MlGuardAnalyzer(RuleIds.UnregisteredModule, [TorchSharp.Framework])
{
    private protected override void Register(CompilationStartAnalysisContext start, MlCompilation compilation) =>
        start.RegisterSymbolAction(
            context =>
            {
                var type = (INamedTypeSymbol)context.Symbol;
                if (type.TypeKind != TypeKind.Class || !compilation.Symbols.IsModule(type))
                    return;
                var network = new Network(type, compilation, context.CancellationToken);
                foreach (var (place, words) in network.Findings().Distinct())
                    Report(context, compilation, Diagnostic.Create(Rule, place, [.. words]));
            },
            SymbolKind.NamedType);

    /// <summary>A module class with what its constructors register.</summary>
    private sealed class Network(INamedTypeSymbol type, MlCompilation compilation, CancellationToken cancellationToken)
    {
        private static readonly ImmutableHashSet<string> s_collections =
            ["List", "IList", "IReadOnlyList", "IEnumerable", "ICollection", "IReadOnlyCollection", "Dictionary", "IDictionary", "Queue", "Stack"];

        private readonly TorchFlow _flow = compilation.Torch;

        private IEnumerable<IMethodSymbol> Constructors => type.InstanceConstructors.Where(it => !it.IsImplicitlyDeclared);

        public IEnumerable<(Location Place, ImmutableArray<object?> Words)> Findings()
        {
            var members = type.GetMembers().Where(it => it is IFieldSymbol or IPropertySymbol && !it.IsImplicitlyDeclared).ToList();
            if (members.Count == 0)
                return [];
            return members.SelectMany(OfCollection).Concat(Unregistered(members)).Concat(Late());
        }

        private IEnumerable<(Location, ImmutableArray<object?>)> OfCollection(ISymbol member)
        {
            var held = HeldBy(TypeOf(member));
            if ((held is null && !member.IsStatic) || !(IsPart(held) || (held is null && IsPart(TypeOf(member)))))
                yield break;
            if (Registers(type) || member.Locations is not [var place] || !KeepsNewLayers(member))
                yield break;
            yield return (place, [
                $"'{member.Name}' is {(held is null ? "static" : "a plain collection")}", "its layers",
                "Use a ModuleList, or register each with register_module"]);
        }

        /// <summary>Whether layers are made for this collection alone, which nothing else registers.</summary>
        private bool KeepsNewLayers(ISymbol member)
        {
            var values = _flow.ValuesGivenTo(member, cancellationToken);
            var adds = _flow.OperationsNaming(member.Name, cancellationToken).OfType<IInvocationOperation>()
                .Where(call => call.TargetMethod.Name is "Add" or "Insert" && call.Instance is IMemberReferenceOperation target
                    && SymbolEqualityComparer.Default.Equals(target.Member, member)).ToList();
            var made = values.Concat(adds.SelectMany(add => add.Arguments.Select(argument => argument.Value)))
                .SelectMany(value => value.DescendantsAndSelf()).Where(IsLayer);
            return made.Any() && !IsHandedOn(member);
        }

        private bool IsHandedOn(ISymbol member) =>
            _flow.OperationsNaming(member.Name, cancellationToken).SelectMany(it => it.ArgumentsOfCall()).Any(argument =>
                argument.Value.DescendantsAndSelf().OfType<IMemberReferenceOperation>()
                    .Any(it => SymbolEqualityComparer.Default.Equals(it.Member, member) && IsWhole(it))
                && (compilation.Symbols.IsModule(argument.Parent?.Type)
                    || argument.Parent is IInvocationOperation { TargetMethod.IsStatic: true }));

        private static bool IsWhole(IMemberReferenceOperation reference) =>
            Bodies.Outermost(reference).Parent is IArgumentOperation or IInvocationOperation { TargetMethod.Name: "ToArray" or "ToList" };

        private IEnumerable<(Location, ImmutableArray<object?>)> Unregistered(List<ISymbol> members)
        {
            if (RegistersAnything() || !IsRoot())
                yield break;
            var part = members.FirstOrDefault(member => !member.IsStatic && IsPart(TypeOf(member))
                && _flow.ValuesGivenTo(member, cancellationToken).Any(IsLayer));
            if (part is not null && type.Locations is [var place, ..])
                yield return (place, [
                    $"'{type.Name}' registers none of its layers, such as '{part.Name}'", "them",
                    "Call RegisterComponents at the end of the constructor"]);
        }

        private bool RegistersAnything()
        {
            for (var current = type; current is not null && compilation.Symbols.IsDeclaredHere(current); current = current.BaseType)
            {
                if (current.GetMembers().OfType<IMethodSymbol>().Any(it => _flow.EventsOf(it, cancellationToken).Any(IsRegistration)))
                    return true;
            }

            // The module of another assembly may register for its heirs.
            return type.BaseType is { } above && !compilation.Symbols.IsDeclaredHere(above) && !TorchTypes.Declares(above);
        }

        /// <summary>Whether code outside of modules makes the network: inside, the module that holds it registers what it has.</summary>
        private bool IsRoot()
        {
            var creations = type.InstanceConstructors.SelectMany(it => _flow.CallsOf(it, cancellationToken)).ToList();
            return !type.IsAbstract && creations.Count > 0 && creations.All(it => !IsInModule(it));
        }

        private bool IsInModule(IOperation creation) =>
            creation.SemanticModel?.GetEnclosingSymbol(creation.Syntax.SpanStart, cancellationToken)?.ContainingType is { } around
            && (compilation.Symbols.IsModule(around) || around.ContainingType is { } outer && compilation.Symbols.IsModule(outer));

        /// <summary>Layers that are set when the fields have been registered already.</summary>
        private IEnumerable<(Location, ImmutableArray<object?>)> Late()
        {
            var above = RegistersAbove();
            foreach (var constructor in Constructors)
            {
                if (_flow.BodyOf(constructor, cancellationToken) is not { } body)
                    continue;
                var events = _flow.EventsOf(constructor, cancellationToken);
                var from = above ? 0 : events.Where(it => it.Meaning == TorchMeaning.RegisterAll).Select(it => it.Site.Syntax.SpanStart)
                    .DefaultIfEmpty(int.MaxValue).First();
                foreach (var found in Assignments(body, Math.Max(from, 0)).Where(it => !IsRegisteredByName(it, events)))
                    yield return Said(found);
            }

            if (!above && !Constructors.Any(it => _flow.EventsOf(it, cancellationToken).Any(e => e.Meaning == TorchMeaning.RegisterAll)))
                yield break;
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(it => it.MethodKind == MethodKind.Ordinary))
            {
                // Few methods set a layer: what costs more is asked of them alone.
                if (_flow.BodyOf(method, cancellationToken) is not { } body
                    || Assignments(body, 0).ToList() is not { Count: > 0 } late
                    || _flow.EventsOf(method, cancellationToken).Any(IsRegistration)
                    || IsCalledByConstructor(method))
                    continue;
                foreach (var found in late)
                    yield return Said(found);
            }
        }

        private bool RegistersAbove()
        {
            for (var current = type.BaseType; current is not null && compilation.Symbols.IsDeclaredHere(current);
                current = current.BaseType)
            {
                if (current.InstanceConstructors.Any(it =>
                    _flow.EventsOf(it, cancellationToken).Any(e => e.Meaning == TorchMeaning.RegisterAll)))
                    return true;
            }

            return false;
        }

        private bool IsCalledByConstructor(IMethodSymbol method) => type.GetMembers().OfType<IMethodSymbol>()
            .Where(it => !SymbolEqualityComparer.Default.Equals(it, method))
            .Select(it => _flow.BodyOf(it, cancellationToken)).OfType<IOperation>()
            .SelectMany(body => body.Descendants()).OfType<IInvocationOperation>()
            .Any(call => SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, method));

        private IEnumerable<ISimpleAssignmentOperation> Assignments(IOperation body, int from) =>
            Bodies.Own(body).Where(it => it.Syntax.SpanStart >= from).Select(it => it switch
            {
                ISimpleAssignmentOperation assignment => assignment,
                _ => null,
            }).OfType<ISimpleAssignmentOperation>().Where(it =>
                it.Target is IMemberReferenceOperation { Instance: IInstanceReferenceOperation, Member: var member } && !member.IsStatic
                && SymbolEqualityComparer.Default.Equals(member.ContainingType, type) && IsPart(TypeOf(member))
                && IsLayer(Unwrapped(it.Value)));

        private static bool IsRegisteredByName(ISimpleAssignmentOperation assignment, ImmutableArray<TorchEvent> events) =>
            events.Any(it => it.Meaning == TorchMeaning.Register && it.Call.Syntax.SpanStart > assignment.Syntax.SpanStart)
            || Bodies.AroundInFunction(assignment).OfType<IInvocationOperation>().Any();

        private static (Location, ImmutableArray<object?>) Said(ISimpleAssignmentOperation found) => (
            found.Target.Syntax.GetLocation(), [
                $"'{((IMemberReferenceOperation)found.Target).Member.Name}' is set after the fields were registered",
                "it", "Set it before RegisterComponents, or call register_module for it"]);

        private static bool IsRegistration(TorchEvent it) => it.Meaning is TorchMeaning.RegisterAll or TorchMeaning.Register;

        private bool Registers(INamedTypeSymbol network) => network.GetMembers().OfType<IMethodSymbol>()
            .Any(it => _flow.EventsOf(it, cancellationToken).Any(e => e.Meaning == TorchMeaning.Register));

        /// <summary>Whether the value is a new layer that learns, or acts otherwise in training.</summary>
        private bool IsLayer(IOperation value) => Unwrapped(value) switch
        {
            IInvocationOperation call when Moved(call) is { } moved => IsLayer(moved),
            IInvocationOperation call => TorchTypes.Declares(call.TargetMethod)
                && (TorchTypes.Stateful.Contains(call.TargetMethod.Name) || call.TargetMethod.Name == "Parameter")
                && compilation.Symbols.Is(call.TargetMethod.ContainingType, TorchTypes.Layers),
            IObjectCreationOperation { Type: INamedTypeSymbol made } => compilation.Symbols.Is(made, TorchTypes.Parameter)
                || (compilation.Symbols.IsModule(made) && compilation.Symbols.IsDeclaredHere(made)
                    && !compilation.Symbols.IsLoss(made) && !_flow.EmptyModules.Contain(made, cancellationToken)),
            _ => false,
        };

        private IOperation? Moved(IInvocationOperation call) =>
            _flow.Members.Of(call.TargetMethod) == TorchMeaning.Move ? FluentChain.ReceiverOf(call) : null;

        private bool IsPart(ITypeSymbol? part) => part is not null
            && ((compilation.Symbols.IsModule(part) && !compilation.Symbols.IsLoss(part))
                || compilation.Symbols.Is(part, TorchTypes.Parameter));

        /// <summary>What a plain collection holds; null for what is none, or registers what it holds.</summary>
        private static ITypeSymbol? HeldBy(ITypeSymbol? member) => member switch
        {
            IArrayTypeSymbol array => array.ElementType,
            INamedTypeSymbol { TypeArguments.Length: > 0 } named when s_collections.Contains(named.Name)
                && named.ContainingNamespace.ToDisplayString().StartsWith("System.", StringComparison.Ordinal) =>
                named.TypeArguments[named.TypeArguments.Length - 1],
            _ => null,
        };

        private static ITypeSymbol? TypeOf(ISymbol member) => member switch
        {
            IFieldSymbol field => field.Type,
            IPropertySymbol { IsIndexer: false } property => property.Type,
            _ => null,
        };

        private static IOperation Unwrapped(IOperation value)
        {
            while (value is IConversionOperation or IParenthesizedOperation)
                value = value is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)value).Operand;
            return value;
        }
    }
}
