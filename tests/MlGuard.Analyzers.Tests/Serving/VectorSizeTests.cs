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
}
