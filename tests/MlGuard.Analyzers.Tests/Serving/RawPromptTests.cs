using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Serving.RawPromptAnalyzer>;

namespace MlGuard.Analyzers.Tests.Serving;

/// <summary>MLG4045.</summary>
public class RawPromptTests
{
    [Fact]
    public Task Templates_and_texts_of_elsewhere_DoNotTrigger() => Rule.Code(Code("""
        void Marked(Tokenizer tokenizer, Generator generator, string question) =>
            generator.AppendTokenSequences(tokenizer.Encode($"<|user|>\n{question}<|end|>\n<|assistant|>"));
        void Given(Tokenizer tokenizer, Generator generator, string prompt) =>
            generator.AppendTokenSequences(tokenizer.Encode(prompt));
        int Counted(Tokenizer tokenizer) { using var tokens = tokenizer.Encode("How long is this?"); return tokens[0].Length; }
        System.Collections.Generic.IAsyncEnumerable<string> Instruct(LLama.InstructExecutor executor) => executor.InferAsync("Tell a joke.");
        System.Collections.Generic.IAsyncEnumerable<string> Transcript(LLama.InteractiveExecutor executor, string question) =>
            executor.InferAsync($"Transcript of a dialog.\nUser: {question}\nAssistant:");
        System.Collections.Generic.IAsyncEnumerable<string> Passed(LLama.InteractiveExecutor executor, string text) => executor.InferAsync(text);
        """));

    [Fact]
    public Task A_program_that_applies_templates_DoesNotTrigger() => Rule.Code(Code("""
        string Templated(Tokenizer tokenizer, string messages) => tokenizer.ApplyChatTemplate(null!, messages, null!, true);
        void Ask(Tokenizer tokenizer, Generator generator) => generator.AppendTokenSequences(tokenizer.Encode("Tell a joke."));
        """));

    [Fact]
    public Task Plain_text_Triggers() => Rule.Code(Code("""
        void Constant(Tokenizer tokenizer, Generator generator) =>
            generator.AppendTokenSequences(tokenizer.Encode({|MLG4045:"Tell a joke."|}));
        void Asked(Tokenizer tokenizer, Generator generator, string topic)
        {
            var prompt = $"Write a poem about {topic}.";
            using var tokens = tokenizer.Encode({|MLG4045:prompt|});
            generator.AppendTokenSequences(tokens);
        }
        void Typed(Tokenizer tokenizer, Generator generator)
        {
            var line = System.Console.ReadLine()!;
            var tokens = tokenizer.Encode({|MLG4045:line|});
            generator.AppendTokenSequences(tokens);
        }
        System.Collections.Generic.IAsyncEnumerable<string> Joke(LLama.StatelessExecutor executor) =>
            executor.InferAsync({|MLG4045:"Tell a joke."|});
        System.Collections.Generic.IAsyncEnumerable<string> Sum(LLama.InteractiveExecutor executor, string text) =>
            executor.InferAsync({|MLG4045:"Sum up: " + text|});
        """));

    private static string Code(string members) => $$"""
        using Microsoft.ML.OnnxRuntimeGenAI;

        public class Subject
        {
            {{members}}
        }
        """;
}
