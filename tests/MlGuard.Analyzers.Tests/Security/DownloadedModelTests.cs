using Rule = MlGuard.Analyzers.Tests.Infrastructure.Verify<MlGuard.Analyzers.Security.DownloadedModelAnalyzer>;

namespace MlGuard.Analyzers.Tests.Security;

public class DownloadedModelTests
{
    [Fact]
    public Task Files_and_checked_bytes_DoNotTrigger() => Rule.Method("""
        void File(MLContext ml) { using var stream = System.IO.File.OpenRead("a.zip"); ml.Model.Load(stream, out _); }
        void Given(MLContext ml, Stream stream) => ml.Model.Load(stream, out _);
        async Task Checked(MLContext ml, System.Net.Http.HttpClient http, byte[] known)
        {
            var bytes = await http.GetByteArrayAsync("https://models/a.zip");
            if (!System.Security.Cryptography.SHA256.HashData(bytes).SequenceEqual(known))
                throw new InvalidDataException();
            ml.Model.Load(new MemoryStream(bytes), out _);
        }
        async Task Data(System.Net.Http.HttpClient http) => Console.WriteLine(await http.GetStringAsync("https://data"));
        """);

    [Fact]
    public Task Bytes_of_somebody_else_Trigger() => Rule.Method("""
        async Task Network(MLContext ml, System.Net.Http.HttpClient http)
        {
            using var stream = await http.GetStreamAsync("https://models/a.zip");
            ml.Model.Load({|MLG7006:stream|}, out _);
            var bytes = await http.GetByteArrayAsync("https://models/a.onnx");
            using var session = new Microsoft.ML.OnnxRuntime.InferenceSession({|MLG7006:bytes|});
            var response = await http.GetAsync("https://models/a.zip");
            ml.Model.Load({|MLG7006:new MemoryStream(await response.Content.ReadAsByteArrayAsync())|}, out _);
        }
        void Upload(MLContext ml, Microsoft.AspNetCore.Http.IFormFile file) => ml.Model.Load({|MLG7006:file.OpenReadStream()|}, out _);
        void Body(MLContext ml, Microsoft.AspNetCore.Http.HttpRequest request) => ml.Model.Load({|MLG7006:request.Body|}, out _);
        """);
}
