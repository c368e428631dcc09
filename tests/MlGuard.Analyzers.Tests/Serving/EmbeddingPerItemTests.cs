using MlGuard.Analyzers.Tests.Infrastructure;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Serving.EmbeddingPerItemAnalyzer>;

namespace MlGuard.Analyzers.Tests.Serving;

public class EmbeddingPerItemTests
{
    [Fact]
    public Task Batches_streams_and_single_texts_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        public async Task Batch(IEmbeddingGenerator<string, Embedding<float>> generator, string[] texts, IAsyncEnumerable<string> stream,
            OllamaSharp.IOllamaApiClient ollama, HttpClient http)
        {
            await generator.GenerateAsync(texts);
            await generator.GenerateAsync("one");
            foreach (var batch in texts.Chunk(100))
                await generator.GenerateAsync(batch);
            await Task.WhenAll(texts.Chunk(100).Select(batch => Task.Run(() => generator.GenerateAsync(batch))));
            await Task.WhenAll(texts.Select(_ => Task.Run(() => generator.GenerateVectorAsync("one"))));
            var batch100 = new List<string>();
            foreach (var text in texts)
            {
                batch100.Add(text);
                if (batch100.Count == 100)
                    await generator.GenerateAsync(batch100);
                var started = new List<string> { text };
                started.AddRange(texts);
                await generator.GenerateAsync(started);
                await generator.GenerateAsync([text, text]);
                await generator.GenerateAsync([.. texts.Where(other => other != text)]);
                await ollama.EmbedAsync(new OllamaSharp.Models.EmbedRequest { Input = [text, "title"] });
                var page = await http.GetStringAsync(text);
                await generator.GenerateVectorAsync(page);
            }
            await foreach (var text in stream)
                await generator.GenerateVectorAsync(text);
        }
        """));

    [Fact]
    public Task One_call_for_each_item_Triggers() => Rule.Code(ChatCode.Class("""
        public record Doc(string Text);
        public async Task Each(IEmbeddingGenerator<string, Embedding<float>> generator, Doc[] docs, OpenAI.Embeddings.EmbeddingClient client)
        {
            foreach (var doc in docs)
            {
                await generator.{|MLG4047:GenerateVectorAsync|}(doc.Text);
                await client.{|MLG4047:GenerateEmbeddingAsync|}(doc.Text);
            }
            await Task.WhenAll(docs.Select(doc => Task.Run(async () =>
            {
                Console.WriteLine(await generator.{|MLG4047:GenerateVectorAsync|}(doc.Text));
            })));
            await Task.WhenAll(docs.Select(doc => generator.{|MLG4047:GenerateAsync|}(doc.Text)));
        }
        public async Task Lists(IEmbeddingGenerator<string, Embedding<float>> generator, Doc[] docs, OllamaSharp.IOllamaApiClient ollama)
        {
            foreach (var doc in docs)
            {
                var text = $"{doc.Text}.";
                await generator.{|MLG4047:GenerateVectorAsync|}(text);
                await generator.{|MLG4047:GenerateAsync|}([doc.Text]);
                await generator.{|MLG4047:GenerateAsync|}(new[] { text });
                var list = new List<string> { await File.ReadAllTextAsync(doc.Text) };
                await generator.{|MLG4047:GenerateAsync|}(list);
                await ollama.{|MLG4047:EmbedAsync|}(new OllamaSharp.Models.EmbedRequest { Model = "m", Input = [doc.Text] });
                var request = new OllamaSharp.Models.EmbedRequest { Input = new List<string> { text } };
                await ollama.{|MLG4047:EmbedAsync|}(request);
            }
        }
        """));
}
