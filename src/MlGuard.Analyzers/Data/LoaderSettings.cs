using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlGuard.Analyzers.Flow.Values;
using MlGuard.Analyzers.Frameworks;
using MlGuard.Analyzers.Frameworks.MlNet;

namespace MlGuard.Analyzers.Data;

/// <summary>How a text loader is set to read. A setting that is not known is null.</summary>
internal sealed class LoaderSettings
{
    private const char DefaultMarker = '.';

    private readonly IInvocationOperation _call;
    private readonly Dictionary<string, IOperation> _written;
    private readonly bool _areAllKnown;

    private LoaderSettings(
        IInvocationOperation call, Dictionary<string, IOperation> written, bool areAllKnown, char? separator,
        ImmutableArray<LoadedColumn> columns)
    {
        _call = call;
        _written = written;
        _areAllKnown = areAllKnown;
        Separator = separator;
        Columns = columns;
    }

    public char? Separator { get; }

    public bool? HasHeader => Flag("HasHeader");

    public bool? AllowsQuotes => Flag("AllowQuoting");

    public bool? ReadsMultilines => Flag("ReadMultilines");

    /// <summary>What stands before the fraction of a number.</summary>
    public char? DecimalMarker => Constant("DecimalMarker", DefaultMarker);

    public ImmutableArray<LoadedColumn> Columns { get; }

    /// <summary>Whether lines are read whole, as text: then no separator is meant to be met.</summary>
    public bool ReadsWholeLines => Columns is [{ First: 0, Last: 0, Items: ItemKinds.Text }];

    /// <summary>The settings of <paramref name="call"/>; null when its columns, or whether they are set elsewhere, is not known.</summary>
    public static LoaderSettings? Of(IInvocationOperation call, MlCompilation compilation)
    {
        var symbols = compilation.Symbols;
        var options = call.Arguments.FirstOrDefault(argument => symbols.Is(argument.Parameter?.Type, MlNetTypes.TextLoaderOptions));
        var isWritten = options is not null && options.IsWritten();
        var written = isWritten ? WrittenIn(options!.Value) : WrittenIn(call);
        if (written is null || IsSparse(written) || ColumnsOf(call, written, symbols) is not { } columns)
            return null;
        return new LoaderSettings(call, written, areAllKnown: true, TextSeparator.Of(call, compilation)?.Value, columns);
    }

    /// <summary>Where the setting is written, or else the name of the call.</summary>
    public Location PlaceOf(string? setting) =>
        (setting is not null && _written.TryGetValue(setting, out var value) ? value.Syntax : Bodies.NameOf(_call)).GetLocation();

    private static ImmutableArray<LoadedColumn>? ColumnsOf(
        IInvocationOperation call, Dictionary<string, IOperation> written, MlSymbols symbols)
    {
        if (call.TargetMethod.TypeArguments is [{ } row])
            return LoadedColumn.Of(row, symbols);
        return written.TryGetValue("Columns", out var columns) ? LoadedColumn.Of(columns, symbols) : null;
    }

    /// <summary>A sparse file has another form, and a header in another file another first line.</summary>
    private static bool IsSparse(Dictionary<string, IOperation> written) =>
        written.ContainsKey("AllowSparse") || written.ContainsKey("HeaderFile") || written.ContainsKey("EscapeChar");

    private static Dictionary<string, IOperation>? WrittenIn(IInvocationOperation call)
    {
        var written = new Dictionary<string, IOperation>(StringComparer.Ordinal);
        foreach (var argument in call.Arguments.Where(argument => argument.IsWritten()))
        {
            if (argument.Parameter?.Name is { Length: > 0 } name)
                written[char.ToUpperInvariant(name[0]) + name.Substring(1)] = argument.Value;
        }

        return written;
    }

    private static Dictionary<string, IOperation>? WrittenIn(IOperation options)
    {
        if (LocalValues.Origin(options) is not IObjectCreationOperation { Syntax: BaseObjectCreationExpressionSyntax } creation
            || BodyIndex.Around(creation).IsChangedLater(creation)
            || (LocalValues.VariableOf(options) is ILocalSymbol local && IsHandedOn(local, creation)))
            return null;

        var written = new Dictionary<string, IOperation>(StringComparer.Ordinal);
        foreach (var member in creation.Initializer?.Initializers ?? [])
        {
            if (member is ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment)
                written[target.Member.Name] = assignment.Value;
        }

        return written;
    }

    /// <summary>Whether the options are given to anything but the loader.</summary>
    private static bool IsHandedOn(ILocalSymbol options, IOperation creation) =>
        BodyIndex.Around(creation).ReferencesTo(options).Count() != 1;

    private bool? Flag(string setting) => Constant(setting, false);

    private T? Constant<T>(string setting, T standard)
        where T : struct
    {
        if (!_written.TryGetValue(setting, out var value))
            return _areAllKnown ? standard : null;
        return LocalValues.Origin(value).ConstantValue is { HasValue: true, Value: T constant } ? constant : null;
    }
}
