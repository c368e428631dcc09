using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Evaluation.TestFractionAnalyzer>;
using RuleFix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Evaluation.TestFractionAnalyzer,
    MlGuard.CodeFixes.Evaluation.TestFractionCodeFix>;

namespace MlGuard.Analyzers.Tests.Evaluation;

public class TestFractionTests
{
    [Fact]
    public Task Usual_fractions_DoNotTrigger() => Rule.Method("""
        void Usual(MLContext ml, IDataView data, double part) { ml.Data.TrainTestSplit(data); ml.Data.TrainTestSplit(data, 0.2);
            ml.Data.TrainTestSplit(data, testFraction: 0.4); ml.Data.TrainTestSplit(data, 0.02); ml.Data.TrainTestSplit(data, part); }
        """);

    [Fact]
    public Task The_rows_held_back_in_two_halves_DoNotTrigger() => Rule.Method("""
        void Halves(MLContext ml, IDataView data)
        {
            var split = ml.Data.TrainTestSplit(data, testFraction: 0.3);
            var rest = split.TestSet;
            var halves = ml.Data.TrainTestSplit(rest, testFraction: 0.5);
            var direct = ml.Data.TrainTestSplit(ml.Data.TrainTestSplit(data, 0.3).TestSet, 0.5);
        }
        """);

    [Fact]
    public Task A_split_that_nobody_uses_DoesNotTrigger() => Rule.Method("""
        void Taken(MLContext ml, IDataView data)
        {
            var split = ml.Data.TrainTestSplit(data, 0.5);
            var training = ml.Data.TakeRows(data, 700);
            var test = ml.Data.SkipRows(data, 700);
        }
        """);

    [Fact]
    public Task A_split_that_a_local_function_uses_Triggers() => Rule.Method("""
        IDataView Taken(MLContext ml, IDataView data)
        {
            var split = ml.Data.TrainTestSplit(data, {|MLG3009:0.5|});
            return Training();
            IDataView Training() => split.TrainSet;
        }
        """);

    [Fact]
    public Task The_rows_to_learn_from_in_two_halves_Trigger() => Rule.Method("""
        void Halves(MLContext ml, IDataView data)
        {
            var split = ml.Data.TrainTestSplit(data, testFraction: 0.3);
            var halves = ml.Data.TrainTestSplit(split.TrainSet, testFraction: {|MLG3009:0.5|});
            ml.Data.Cache(halves.TrainSet);
        }
        """);

    [Fact]
    public Task Turned_around_fractions_Trigger() => Rule.Method("""
        private const double Most = 0.9;
        void Unusual(MLContext ml, IDataView data) { ml.Data.TrainTestSplit(data, {|MLG3009:0.8|});
            ml.Data.TrainTestSplit(data, testFraction: {|MLG3009:Most|}); ml.Data.TrainTestSplit(data, {|MLG3009:0.5|});
                ml.Data.TrainTestSplit(data, {|MLG3009:0.001|}); }
        """);

    [Fact]
    public Task Fix_turns_the_fraction_around() => RuleFix.Method(
        "void A(MLContext ml, IDataView data) => ml.Data.TrainTestSplit(data, testFraction: "
            + "{|MLG3009:0.8|});", "void A(MLContext ml, IDataView data) => ml.Data.TrainTestSplit(data, testFraction: 0.2);");
}
