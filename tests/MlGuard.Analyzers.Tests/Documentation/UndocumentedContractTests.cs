using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Documentation.UndocumentedContractAnalyzer,
    MlGuard.CodeFixes.Documentation.UndocumentedContractCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Documentation.UndocumentedContractAnalyzer>;

namespace MlGuard.Analyzers.Tests.Documentation;

public sealed class UndocumentedContractTests
{
    private const string Usings = """
        using System.ComponentModel;
        using System.Threading.Tasks;
        using Microsoft.Extensions.AI;
        using Microsoft.ML;
        using Microsoft.ML.Data;

        """;

    private const string Use = """

        public static class Use
        {
            public static object Engine(MLContext ml, ITransformer model) => ml.Model.CreatePredictionEngine<Payment, Verdict>(model);
        }
        """;

    [Fact]
    public Task A_key_DoesNotTrigger() => Rule.Code(Usings + """
        public class Payment { public int Id; public string? ID { get; set; } public string? City; }
        public class Verdict { [ColumnName("PredictedLabel")] public bool IsFraud; }
        """ + Use);

    [Fact]
    public Task Described_rows_DoNotTrigger() => Rule.Code(Usings + """
        /// <summary>One payment.</summary>
        public class Payment
        {
            /// <summary>In euro.</summary>
            [LoadColumn(0)] public float Amount { get; set; }

            [Description("ISO 3166 code")] public string Country = "";
            private float _cache;
            internal float Hidden { get; set; }
            public static int Count;
            public const int Columns = 2;
        }

        /** <summary>The answer.</summary> */
        public record Verdict
        {
            /// <inheritdoc cref="Payment"/>
            public float Score { get; init; }
        }
        """ + Use);

    [Fact]
    public Task Columns_that_an_ordinary_comment_describes_DoNotTrigger() => Rule.Code(Usings + """
        public class Payment
        {
            [LoadColumn(0)] public float Amount { get; set; } // in euro, with tax
            // As the bank counts it, 0 to 20.
            [LoadColumn(1)] public float Distance;
            /* bin euro */
            public float Fee;
        }
        /// <summary>The answer.</summary>
        public class Verdict { }
        """ + Use);

    [Fact]
    public Task Comments_that_say_nothing_Trigger() => Rule.Code(Usings + """
        public class {|MLG8002:Payment|}
        {
            // public float OldAmount;
            public float Amount { get; set; }
            // The distance.
            public float Distance { get; set; } // TODO unit
        }
        /// <summary>The answer.</summary>
        public class Verdict { }
        """ + Use);

    [Fact]
    public Task A_record_described_by_its_parameters_DoesNotTrigger() => Rule.Code(Usings + """
        /// <summary>One payment.</summary>
        /// <param name="Amount">In euro.</param>
        public record Payment(float Amount) { public Payment() : this(0) { } }
        /// <summary>The answer.</summary>
        public class Verdict { }
        """ + Use);

    [Fact]
    public Task Other_types_DoNotTrigger() => Rule.Code(Usings + """
        public class Payment { public float Amount { get; set; } }
        public class Verdict { public float Score { get; set; } }
        public class Options { public int Size { get; set; } }
        public static class Other { public static System.Collections.Generic.List<Payment> All => []; }
        """);

    [Fact]
    public Task Rows_answers_and_structured_chat_answers_Trigger() => Rule.Code(Usings + """
        public class {|MLG8002:Payment|} { [LoadColumn(0)] public float Amount { get; set; } }
        /// <summary>The answer.</summary>
        public class {|MLG8002:Verdict|} { public float Score, Probability; /// <summary>Whether it is fraud.</summary>
            public bool PredictedLabel { get; set; } }
        public sealed class {|MLG8002:Summary|} { public string Text { get; set; } = ""; }
        public static class Chat { public static Task<ChatResponse<Summary>> Ask(IChatClient client) =>
            client.GetResponseAsync<Summary>("x"); }
        """ + Use);

    [Fact]
    public Task Names_that_say_it_all_DoNotTrigger() => Rule.Code(Usings + """
        public class Payment
        {
            public string City { get; set; } = "";
            public string ReviewText { get; set; } = "";
            public bool IsForeign { get; set; }
            public bool Churned { get; set; }
            public float Bedrooms { get; set; }
            public float AmountInEuro { get; set; }
            public float TripSeconds { get; set; }
            public float PassengerCount { get; set; }
            public int CustomerId { get; set; }
            public float Amount => AmountInEuro;
            public float Height { get { return Bedrooms * 2; } }
            public System.DateTime PaidAt { get; set; }
        }
        public class Verdict { public float Probability { get; set; } }
        """ + Use);

    [Theory]
    [InlineData("public float Amount;")]
    [InlineData("/// <summary>The amount.</summary>\npublic float Amount;")]
    [InlineData("/// <summary>Gets or sets the amount</summary>\npublic float Amount;")]
    [InlineData("/// <summary>TODO</summary>\npublic float Amount;")]
    [InlineData("/// <summary></summary>\npublic float Amount;")]
    [InlineData("[Description(\"Amount\")] public float Amount;")]
    [InlineData("/// <summary>The label.</summary>\npublic bool Label;")]
    [InlineData("public bool Sentiment;")]
    [InlineData("public string RateCode = \"\";")]
    [InlineData("public float PaymentType;")]
    [InlineData("public float Col3;")]
    [InlineData("public float AvgRm;")]
    [InlineData("public float? Temperature;")]
    [InlineData("[VectorType(3)] public float[] Embedding = [];")]
    public Task Columns_in_doubt_Trigger(string column) => Rule.Code(Usings + $$"""
        public class {|MLG8002:Payment|}
        {
            {{column}}
        }
        public class Verdict { public bool IsFraud; }
        """ + Use);

    [Fact]
    public Task The_fix_asks_for_what_is_in_doubt_and_the_rule_reports_until_it_is_answered() => Fix.Code(
        Usings + """
            namespace Shop
            {
                public class {|MLG8002:CardPayment|}
                {
                    [LoadColumn(0)] public float AmountInEuro { get; set; }

                    // where the card was issued
                    public string Country = "";
                    public bool IsForeign { get; set; }
                    public float[] Embedding = [];
                }

                /// <summary>The answer.</summary>
                public record {|MLG8002:Verdict|}(float Score) { public Verdict() : this(0) { } }

                public static class Use { public static object Engine(MLContext ml, ITransformer model) =>
                    ml.Model.CreatePredictionEngine<CardPayment, Verdict>(model); }
            }
            """,
        Usings + """
            namespace Shop
            {
                /// <summary>TODO: what one CardPayment stands for.</summary>
                public class {|MLG8002:CardPayment|}
                {
                    [LoadColumn(0)] public float AmountInEuro { get; set; }

                    // where the card was issued
                    public string Country = "";
                    public bool IsForeign { get; set; }
                    /// <summary>TODO: what the values of Embedding are, their order and unit.</summary>
                    public float[] Embedding = [];
                }

                /// <summary>The answer.</summary>
                /// <param name="Score">TODO: what Score means, with its unit and range.</param>
                public record {|MLG8002:Verdict|}(float Score) { public Verdict() : this(0) { } }

                public static class Use { public static object Engine(MLContext ml, ITransformer model) =>
                    ml.Model.CreatePredictionEngine<CardPayment, Verdict>(model); }
            }
            """);
}
