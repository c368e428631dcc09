using MlGuard.Analyzers.Tests.Infrastructure;
using Fix = MlGuard.Analyzers.Tests.Infrastructure.Verify<
    MlGuard.Analyzers.Serving.VectorSizeAnalyzer, MlGuard.CodeFixes.Serving.VectorSizeCodeFix>;
using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Serving.VectorSizeAnalyzer>;

namespace MlGuard.Analyzers.Tests.Serving;

public class VectorSizeTests
{
    [Fact]
    public Task The_models_size_and_own_sizes_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        [Microsoft.Extensions.VectorData.VectorStoreVector(1536)] public float[] Vector { get; set; } = [];
        public static object Open(string key) => new OpenAI.Embeddings.EmbeddingClient("text-embedding-3-small", key);
        """));

    /// <summary>As a store asks for one in a record that nobody searches for.</summary>
    [Fact]
    public Task A_vector_that_the_record_writes_out_DoesNotTrigger() => Rule.Code(ChatCode.Class("""
        [Microsoft.Extensions.VectorData.VectorStoreVector(2)] public ReadOnlyMemory<float> Vector { get; set; } = new([0, 0]);
        [Microsoft.Extensions.VectorData.VectorStoreVector(3)] public float[] Other { get; set; } = new float[] { 0, 0, 1 };
        [{|MLG4037:Microsoft.Extensions.VectorData.VectorStoreVector(4)|}] public float[] Longer { get; set; } = [];
        public static object Open(string key) => new OpenAI.Embeddings.EmbeddingClient("text-embedding-3-small", key);
        """));

    [Fact]
    public Task Set_dimensions_DoNotTrigger() => Rule.Code(ChatCode.Class("""
        [Microsoft.Extensions.VectorData.VectorStoreVector(256)] public float[] Vector { get; set; } = [];
        public static object Open(string key) => new OpenAI.Embeddings.EmbeddingClient("text-embedding-3-small", key);
        public static object Options() => new OpenAI.Embeddings.EmbeddingGenerationOptions { Dimensions = 256 };
        """));

    [Fact]
    public Task Another_size_is_corrected() => Fix.Code(
        ChatCode.Class("""
            [{|MLG4037:Microsoft.Extensions.VectorData.VectorStoreVector(768)|}] public float[] Vector { get; set; } = [];
            public static object Open(string key) => new OpenAI.Embeddings.EmbeddingClient("text-embedding-3-large", key);
            """),
        ChatCode.Class("""
            [Microsoft.Extensions.VectorData.VectorStoreVector(3072)] public float[] Vector { get; set; } = [];
            public static object Open(string key) => new OpenAI.Embeddings.EmbeddingClient("text-embedding-3-large", key);
            """));

    [Fact]
    public Task A_size_asked_of_a_model_that_has_but_one_Triggers() => Rule.Code(ChatCode.Class("""
        public static object Open(string key) => new OpenAI.Embeddings.EmbeddingClient("text-embedding-ada-002", key);
        public static object Options() => new OpenAI.Embeddings.EmbeddingGenerationOptions { {|MLG4037:Dimensions = 1536|} };
        public static object Others() => new Microsoft.Extensions.AI.EmbeddingGenerationOptions { {|MLG4037:Dimensions = 256|} };
        public static object None() => new Microsoft.Extensions.AI.EmbeddingGenerationOptions { Dimensions = null };
        """));

    [Fact]
    public Task A_size_where_several_models_are_named_DoesNotTrigger() => Rule.Code(ChatCode.Class("""
        public static object Old(string key) => new OpenAI.Embeddings.EmbeddingClient("text-embedding-ada-002", key);
        public static object New(string key) => new OpenAI.Embeddings.EmbeddingClient("text-embedding-3-small", key);
        public static object Options() => new OpenAI.Embeddings.EmbeddingGenerationOptions { Dimensions = 1536 };
        """));
}
