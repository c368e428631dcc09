using MlGuard.Analyzers.Serving;
using MlGuard.Analyzers.Tests.Models;

namespace MlGuard.Analyzers.Tests.Serving;

/// <summary>MLG4013.</summary>
public class TensorIndexerTests
{
    [Fact]
    public Task Few_elements_and_flat_access_DoNotTrigger() => OnnxSubject.Check<TensorIndexerAnalyzer>("""
        float One(Tensor<float> tensor) => tensor[0, 1];
        void Row(Tensor<float> tensor, int count) { for (var i = 0; i < count; i++) tensor[0, i] = i; }
        void Small(Tensor<float> tensor) { for (var i = 0; i < 3; i++) for (var j = 0; j < 4; j++) tensor[i, j] = 0; }
        void Flat(DenseTensor<float> tensor, int height, int width)
        {
            var span = tensor.Buffer.Span;
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++)
                    span[(y * width) + x] = 0;
        }
        void Arrays(float[,] pixels, int height, int width) { for (var y = 0; y < height; y++) for (var x = 0; x < width; x++) pixels[y, x] = 0; }
        """);

    [Fact]
    public Task Every_pixel_Triggers_once() => OnnxSubject.Check<TensorIndexerAnalyzer>("""
        void Fill(DenseTensor<float> tensor, int height, int width)
        {
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    {|MLG4013:tensor[0, 0, y, x]|} = 1;
                    tensor[0, 1, y, x] = 2;
                }
            }
        }
        float Sum(Tensor<float> tensor)
        {
            var sum = 0f;
            for (var i = 0; i < 640; i++)
                for (var j = 0; j < 640; j++)
                    sum += {|MLG4013:tensor[i, j]|};
            return sum;
        }
        """);
}
