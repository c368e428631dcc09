using System.Xml;
using MlGuard.Lifecycle.Evidence.Files;
using MlGuard.Lifecycle.Text;

namespace MlGuard.Lifecycle.Evidence.Tests;

/// <summary>How one test ended.</summary>
internal enum TestOutcome
{
    Passed,
    Skipped,
    Failed,
}

/// <summary>One test of a results file.</summary>
/// <param name="Name">Type and method, without arguments.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="HasReason">Whether a skipped one says why.</param>
/// <param name="Line">Where it stands.</param>
internal sealed record TestResult(string Name, TestOutcome Outcome, bool HasReason, int Line);

/// <summary>What a test run left: TRX (Visual Studio and the Microsoft testing platform) or JUnit XML.</summary>
internal sealed class TestResults
{
    private const int MaxTests = 500_000;

    private readonly ILookup<string, TestResult> _byName;

    private TestResults(ImmutableArray<TestResult> all)
    {
        All = all;
        _byName = all.ToLookup(test => test.Name, StringComparer.Ordinal);
    }

    public ImmutableArray<TestResult> All { get; }

    /// <summary>The day on which the run ended; null when the file does not say.</summary>
    public DateTime? Finished { get; private init; }

    /// <summary>How a test method ended: every row of its data has to pass. Null when it was not run.</summary>
    public TestOutcome? OutcomeOf(string method) => _byName[method].Select(test => (TestOutcome?)test.Outcome).DefaultIfEmpty(null).Max();

    public static Reading<TestResults> Read(byte[] bytes)
    {
        var trx = new TrxBuilder();
        var junit = new JUnitBuilder();
        var root = "";
        var fault = SafeXml.Visit(bytes, reader =>
        {
            if (root.Length == 0)
                root = reader.LocalName;
            var added = root switch
            {
                "TestRun" => trx.Add(reader),
                "testsuites" or "testsuite" => junit.Add(reader),
                _ => SafeXml.At(reader, "is neither TRX nor JUnit"),
            };
            return added ?? (trx.Count + junit.Count > MaxTests ? SafeXml.At(reader, "holds more tests than anybody runs") : null);
        });
        if (fault is not null)
            return fault;
        var all = root == "TestRun" ? trx.ToResults() : junit.ToResults();
        if (all.IsEmpty)
            return new Fault("holds no test");
        return (trx.Failure ?? junit.Failure) is { } failure && all.All(test => test.Outcome != TestOutcome.Failed)
            ? new Fault($"says in its summary that {failure}, and names no test that did")
            : Reading<TestResults>.Of(new(all) { Finished = trx.Finished ?? junit.Finished });
    }

    /// <summary>Type and method as the facts call them: nested types after a point, no arguments, no assembly.</summary>
    private static string NameOf(string type, string method)
    {
        var comma = type.IndexOf(',');
        var bare = (comma < 0 ? type : type.Substring(0, comma)).Replace('+', '.').Trim();
        var end = method.IndexOfAny(['(', '[', '<', ' ']);
        var name = end < 0 ? method : method.Substring(0, end);
        return name.StartsWith(bare + ".", StringComparison.Ordinal) ? name : $"{bare}.{name}";
    }

    /// <summary>Results name their test by an id; its type and method stand with the definitions.</summary>
    private sealed class TrxBuilder
    {
        private static readonly ImmutableArray<string> s_bad = ["failed", "error", "timeout", "aborted", "disconnected"];

        private readonly Dictionary<string, (string Type, string Method)> _definitions = new(StringComparer.OrdinalIgnoreCase);
        private readonly List<(string Id, string Display, string Outcome, int Line)> _results = [];
        private readonly HashSet<int> _explained = [];
        private string _definition = "";
        private bool _isSummary;

        /// <summary>What the summary says went wrong, whatever the single results say; null when nothing did.</summary>
        public string? Failure { get; private set; }

        public DateTime? Finished { get; private set; }

        public int Count => _results.Count + _definitions.Count;

        public Fault? Add(XmlReader reader)
        {
            switch (reader.LocalName)
            {
                case "UnitTestResult":
                    _results.Add(
                        (reader.GetAttribute("testId") ?? "",
                            reader.GetAttribute("testName") ?? "", reader.GetAttribute("outcome") ?? "", SafeXml.LineOf(reader)));
                    break;
                case "Message" or "StdOut" when _results.Count > 0 && !_isSummary:
                    _explained.Add(_results.Count - 1);
                    break;
                // What follows is about the run, and explains no test.
                case "ResultSummary":
                    _isSummary = true;
                    if (reader.GetAttribute("outcome") is { } outcome && OutcomeOf(outcome) == TestOutcome.Failed)
                        Failure = $"the run ended as '{Quoted.Short(outcome)}'";
                    break;
                case "Counters" when _isSummary:
                    Failure ??= s_bad.Where(name => reader.GetAttribute(name) is not (null or "0"))
                        .Select(name => $"it counts '{name}' as {Quoted.Short(reader.GetAttribute(name)!)}").FirstOrDefault();
                    break;
                case "Times":
                    Finished = Days.OfTimeStamp(reader.GetAttribute("finish") ?? reader.GetAttribute("start"));
                    break;
                case "UnitTest":
                    _definition = reader.GetAttribute("id") ?? "";
                    break;
                case "TestMethod" when _definition.Length > 0:
                    _definitions[_definition] = (reader.GetAttribute("className") ?? "", reader.GetAttribute("name") ?? "");
                    break;
            }

            return null;
        }

        public ImmutableArray<TestResult> ToResults() =>
            [.. _results.Select((result, index) => new TestResult(
                _definitions.TryGetValue(result.Id, out var method) ? NameOf(method.Type, method.Method) : result.Display,
                    OutcomeOf(result.Outcome), _explained.Contains(index), result.Line))];

        private static TestOutcome OutcomeOf(string outcome) => outcome switch
        {
            "Passed" or "PassedButRunAborted" or "Warning" or "Completed" => TestOutcome.Passed,
            "NotExecuted" or "Inconclusive" or "NotRunnable" or "Pending" => TestOutcome.Skipped,
            _ => TestOutcome.Failed,
        };
    }

    private sealed class JUnitBuilder
    {
        private static readonly ImmutableArray<string> s_bad = ["failures", "errors"];

        private readonly List<TestResult> _tests = [];

        public int Count => _tests.Count;

        /// <summary>What a suite counts as gone wrong, whatever its tests say; null when it counts nothing.</summary>
        public string? Failure { get; private set; }

        public DateTime? Finished { get; private set; }

        public Fault? Add(XmlReader reader)
        {
            if (reader.LocalName is "testsuite" or "testsuites")
            {
                Failure ??= s_bad.Where(name => reader.GetAttribute(name) is not (null or "" or "0"))
                    .Select(name => $"it counts '{name}' as {Quoted.Short(reader.GetAttribute(name)!)}").FirstOrDefault();
                // A file of several runs is as old as the oldest of them.
                if (Days.OfTimeStamp(reader.GetAttribute("timestamp")) is { } day && !(day > Finished))
                    Finished = day;
            }
            else if (reader.LocalName == "testcase")
                _tests.Add(new(
                    NameOf(reader.GetAttribute("classname") ?? "", reader.GetAttribute("name") ?? ""), TestOutcome.Passed, false,
                    SafeXml.LineOf(reader)));
            else if (_tests.Count > 0 && reader.LocalName is "failure" or "error")
                _tests[_tests.Count - 1] = _tests[_tests.Count - 1] with { Outcome = TestOutcome.Failed };
            else if (_tests.Count > 0 && reader.LocalName == "skipped")
                _tests[_tests.Count - 1] = _tests[_tests.Count - 1] with
                {
                    Outcome = TestOutcome.Skipped,
                    HasReason = !string.IsNullOrWhiteSpace(reader.GetAttribute("message")) || !reader.IsEmptyElement,
                };
            return null;
        }

        public ImmutableArray<TestResult> ToResults() => [.. _tests];
    }
}
