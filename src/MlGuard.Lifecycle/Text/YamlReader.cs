using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MlGuard.Lifecycle.Text;

/// <summary>From text to a bounded tree with positions.</summary>
internal sealed class YamlReader
{
    private const int MaxFaults = 50;

    private readonly Parser _parser;
    private readonly YamlDialect _dialect;
    private readonly ImmutableArray<YamlFault>.Builder _faults = ImmutableArray.CreateBuilder<YamlFault>();
    private Span _last = Span.At(1, 1);
    private int _nodes;

    private YamlReader(string text, YamlDialect dialect)
    {
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        _dialect = dialect;
    }

    /// <summary>The map, or null with at least one fault. Faults beside a map are duplicate keys.</summary>
    public static (MapNode? Root, ImmutableArray<YamlFault> Faults) Read(string text, YamlDialect dialect)
    {
        var reader = new YamlReader(text, dialect);
        try
        {
            var root = reader.ReadStream();
            return (root, reader._faults.ToImmutable());
        }
        catch (Refused refused)
        {
            return (null, [refused.Fault]);
        }
        catch (YamlException exception)
        {
            return (null, [reader.NotYaml(exception, text)]);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The scanner is a third party's and has thrown index and argument errors on damaged text; a build must not fall over that.
            return (null,
                [new YamlFault("it is not YAML from here on", "Look at quotes, brackets and indentation near this line.", reader._last)]);
        }
    }

    private MapNode? ReadStream()
    {
        Expect<StreamStart>();
        if (Peek() is StreamEnd)
            throw Refuse("it is empty", _dialect.Beginning, Span.At(1, 1));
        Expect<DocumentStart>();
        var root = ReadNode(depth: 0);
        Expect<DocumentEnd>();
        if (Peek() is not StreamEnd && !_dialect.HasAnchors)
            throw Refuse(
                "it holds a second document", "Keep one document in one file and remove the '---' between them.", SpanOf(_parser.Current!));
        return root switch
        {
            MapNode map => map,
            ScalarNode { IsEmpty: true } => throw Refuse("it is empty", _dialect.Beginning, Span.At(1, 1)),
            _ => throw Refuse("it is not a map of keys and values", _dialect.Beginning, root.Span),
        };
    }

    private Node ReadNode(int depth)
    {
        var current = Next();
        if (current is AnchorAlias && _dialect.HasAnchors)
            return new ScalarNode("", true, SpanOf(current));
        if (current is AnchorAlias)
            throw Refuse("it holds an alias (*)", "Write the value out: a manifest needs no aliases.", SpanOf(current));
        if (current is not NodeEvent node)
            throw Refuse("a value is missing here", "Look at the indentation.", SpanOf(current));
        if (!node.Anchor.IsEmpty && !_dialect.HasAnchors)
            throw Refuse(
                "it holds an anchor (&)", "Write the value out where it is needed, or quote it when the '&' is text.", SpanOf(current));
        if (!node.Tag.IsEmpty && !_dialect.HasAnchors)
            throw Refuse("it holds a tag (!)", "Remove the tag, or quote the value when the '!' is text.", SpanOf(current));
        if (++_nodes > _dialect.MaxNodes)
            throw Refuse(
                $"it holds more than {_dialect.MaxNodes} values, which no {_dialect.Name} does",
                $"Move what is not the {_dialect.Name}'s into files of its own.", SpanOf(current));
        if (depth > _dialect.MaxDepth)
            throw Refuse($"it is nested deeper than {_dialect.MaxDepth} levels", "Look for brackets that nobody closed.", SpanOf(current));
        return node switch
        {
            Scalar scalar => new ScalarNode(scalar.Value, scalar.Style == ScalarStyle.Plain, SpanOf(scalar)),
            SequenceStart => ReadList(node, depth),
            MappingStart => ReadMap(node, depth),
            _ => throw Refuse("it holds something that is neither text, list nor map", "Remove it.", SpanOf(current)),
        };
    }

    private ListNode ReadList(NodeEvent start, int depth)
    {
        var items = ImmutableArray.CreateBuilder<Node>();
        while (Peek() is not SequenceEnd)
            items.Add(ReadNode(depth + 1));
        return new(items.ToImmutable(), Across(start, Next()));
    }

    private MapNode ReadMap(NodeEvent start, int depth)
    {
        var entries = ImmutableArray.CreateBuilder<MapEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (Peek() is not MappingEnd)
        {
            if (ReadNode(depth + 1) is not ScalarNode key)
                throw Refuse("a list or a map stands where a key should", "Look at the brackets.", _last);
            var value = ReadNode(depth + 1);
            if (keys.Add(key.Text))
                entries.Add(new(key.Text, key.Span, value));
            else if (_faults.Count < MaxFaults)
                _faults.Add(new YamlFault(
                    $"the key '{Quoted.Short(key.Text)}' stands here twice and only one of the two can hold", "Remove one.", key.Span));
        }

        return new(entries.ToImmutable(), Across(start, Next()));
    }

    private ParsingEvent Peek()
    {
        if (_parser.Current is null)
            _parser.MoveNext();
        return _parser.Current ?? throw Refuse("it ends too early", "Look for brackets and quotes that nobody closed.", _last);
    }

    private ParsingEvent Next()
    {
        var current = Peek();
        _last = SpanOf(current);
        if (current is not StreamEnd)
            _parser.MoveNext();
        return current;
    }

    private void Expect<T>() where T : ParsingEvent
    {
        var current = Next();
        if (current is not T)
            throw Refuse("it is not YAML from here on", "Look at quotes, brackets and indentation near this line.", SpanOf(current));
    }

    /// <summary>
    /// The scanner says where it gave up, which for a tab can be far before it; the last event read is the other end of the search.
    /// </summary>
    private YamlFault NotYaml(YamlException exception, string text)
    {
        var stopped = Span.At((int)Math.Max(1, exception.Start.Line), (int)Math.Max(1, exception.Start.Column));
        var lines = text.Split('\n');
        ImmutableArray<int> near = [stopped.Line, (int)exception.End.Line, _last.EndLine, _last.EndLine + 1];
        if (near.Where(line => IsIndentedWithTab(lines, line)).OrderBy(line => line).FirstOrDefault() is > 0 and var tabbed)
            return new YamlFault("this line is indented with a tab, which YAML forbids", "Indent with spaces.", Span.At(tabbed, 1));
        return new YamlFault(
            "it is not YAML from here on",
                "Look at quotes, brackets, colons and indentation near this line.", stopped.Line < _last.Line ? _last : stopped);
    }

    private static bool IsIndentedWithTab(string[] lines, int line) =>
        lines.ElementAtOrDefault(line - 1) is { } found && found.TakeWhile(char.IsWhiteSpace).Contains('\t');

    private static Span SpanOf(ParsingEvent parsed) => Between(parsed.Start, parsed.End);

    private static Span Across(ParsingEvent start, ParsingEvent end) => Between(start.Start, end.Start);

    private static Span Between(in Mark start, in Mark end) => new((int)start.Line, (int)start.Column, (int)end.Line, (int)end.Column);

    private static Refused Refuse(string what, string remedy, Span span) => new(new YamlFault(what, remedy, span));

    private sealed class Refused(YamlFault fault) : Exception(fault.What)
    {
        public YamlFault Fault { get; } = fault;
    }
}
