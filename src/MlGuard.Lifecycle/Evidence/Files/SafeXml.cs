using System.Xml;

namespace MlGuard.Lifecycle.Evidence.Files;

/// <summary>XML that nobody trusts: no document type, so no entities and no files of others; bounded depth and length.</summary>
internal static class SafeXml
{
    private const int MaxDepth = 64;
    private const int MaxCharacters = 128 << 20;

    private static readonly XmlReaderSettings s_settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null, MaxCharactersInDocument = MaxCharacters, IgnoreComments = true, IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <summary>
    /// Gives every start of an element to <paramref name="visit"/>, and says what keeps the document from being read to its end.
    /// </summary>
    public static Fault? Visit(byte[] bytes, Func<XmlReader, Fault?> visit)
    {
        try
        {
            using var stream = new MemoryStream(bytes, writable: false);
            using var reader = XmlReader.Create(stream, s_settings);
            while (reader.Read())
            {
                if (reader.Depth > MaxDepth)
                    return At(reader, $"is nested deeper than {MaxDepth} levels");
                if (reader.NodeType == XmlNodeType.Element && visit(reader) is { } fault)
                    return fault;
            }

            return null;
        }
        catch (XmlException exception)
        {
            var what = exception.Message.IndexOf("DTD", StringComparison.Ordinal) >= 0
                ? "holds a document type, which is not read"
                : "is not XML from here on";
            return new(what, exception.LineNumber, exception.LinePosition);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or FormatException
            or NotSupportedException or IndexOutOfRangeException)
        {
            // An encoding that the document claims and does not have.
            return new("is not XML");
        }
    }

    public static Fault At(XmlReader reader, string what) =>
        reader is IXmlLineInfo place && place.HasLineInfo() ? new(what, place.LineNumber, place.LinePosition) : new(what);

    public static int LineOf(XmlReader reader) => reader is IXmlLineInfo place && place.HasLineInfo() ? place.LineNumber : 0;
}
