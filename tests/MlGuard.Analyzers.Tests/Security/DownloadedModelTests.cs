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
        async Task CheckedFile(MLContext ml, System.Net.Http.HttpClient http, byte[] known)
        {
            var bytes = await http.GetByteArrayAsync("https://models/a.zip");
            await System.IO.File.WriteAllBytesAsync("a.zip", bytes);
            if (!System.Security.Cryptography.SHA256.HashData(bytes).SequenceEqual(known))
                throw new InvalidDataException();
            ml.Model.Load("a.zip", out _);
        }
        async Task OtherFile(MLContext ml, System.Net.Http.HttpClient http)
        {
            await System.IO.File.WriteAllBytesAsync("icon.png", await http.GetByteArrayAsync("https://site/icon.png"));
            ml.Model.Load("a.zip", out _);
        }
        async Task CheckedByAHelper(System.Net.Http.HttpClient http, string path, string known)
        {
            var bytes = await http.GetByteArrayAsync("https://models/a.onnx");
            if (!IsKnown(bytes, known))
                throw new InvalidDataException();
            await System.IO.File.WriteAllBytesAsync(path, bytes);
            using var session = new Microsoft.ML.OnnxRuntime.InferenceSession(path);
        }
        static bool IsKnown(byte[] bytes, string known) => Hash(bytes) == known;
        static string Hash(byte[] bytes) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes));
        async Task EnsuredByAHelper(System.Net.Http.HttpClient http, string path, string known)
        {
            await System.IO.File.WriteAllBytesAsync(path, await http.GetByteArrayAsync("https://models/a.onnx"));
            await EnsureAsync(path, known);
            using var session = new Microsoft.ML.OnnxRuntime.InferenceSession(path);
        }
        static async Task EnsureAsync(string path, string known)
        {
            using var stream = System.IO.File.OpenRead(path);
            if (Convert.ToHexString(await System.Security.Cryptography.SHA256.HashDataAsync(stream)) != known)
                throw new InvalidDataException();
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
        async Task File(MLContext ml, System.Net.Http.HttpClient http)
        {
            await System.IO.File.WriteAllBytesAsync("a.zip", await http.GetByteArrayAsync("https://models/a.zip"));
            ml.Model.Load({|MLG7006:"a.zip"|}, out _);
        }
        async Task Copied(System.Net.Http.HttpClient http, string path)
        {
            using (var file = System.IO.File.Create(path))
            using (var stream = await http.GetStreamAsync("https://models/a.onnx"))
                await stream.CopyToAsync(file);
            using var session = new Microsoft.ML.OnnxRuntime.InferenceSession({|MLG7006:path|});
        }
        async Task Helped(System.Net.Http.HttpClient http)
        {
            var path = Path.Combine(Path.GetTempPath(), "a.onnx");
            await Download(http, "https://models/a.onnx", path);
            using var session = new Microsoft.ML.OnnxRuntime.InferenceSession({|MLG7006:path|});
        }
        async Task Fetched(System.Net.Http.HttpClient http)
        {
            var path = await Fetch(http);
            using var session = new Microsoft.ML.OnnxRuntime.InferenceSession({|MLG7006:path|});
        }
        private static async Task Download(System.Net.Http.HttpClient http, string url, string path)
        {
            var bytes = await http.GetByteArrayAsync(url);
            await System.IO.File.WriteAllBytesAsync(path, bytes);
        }
        private static async Task<string> Fetch(System.Net.Http.HttpClient http)
        {
            await Download(http, "https://models/a.onnx", "a.onnx");
            System.IO.File.WriteAllBytes("a.onnx", await http.GetByteArrayAsync("https://models/a.onnx"));
            return "a.onnx";
        }
        void Upload(MLContext ml, Microsoft.AspNetCore.Http.IFormFile file) => ml.Model.Load({|MLG7006:file.OpenReadStream()|}, out _);
        void Body(MLContext ml, Microsoft.AspNetCore.Http.HttpRequest request) => ml.Model.Load({|MLG7006:request.Body|}, out _);
        """);

    [Fact]
    public Task A_hash_that_nothing_depends_on_Triggers() => Rule.Method("""
        const string Known = "AB";
        static string HashOf(byte[] bytes) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes));
        static bool IsKnown(byte[] bytes) => HashOf(bytes) == Known;
        async Task Printed(System.Net.Http.HttpClient http)
        {
            var bytes = await http.GetByteArrayAsync("https://models/a.onnx");
            Console.WriteLine($"loaded {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes)).ToLowerInvariant()}");
            using var session = new Microsoft.ML.OnnxRuntime.InferenceSession({|MLG7006:bytes|});
        }
        async Task Unused(System.Net.Http.HttpClient http)
        {
            var bytes = await http.GetByteArrayAsync("https://models/a.onnx");
            using var algorithm = System.Security.Cryptography.SHA256.Create();
            var hash = algorithm.ComputeHash(bytes);
            using var session = new Microsoft.ML.OnnxRuntime.InferenceSession({|MLG7006:bytes|});
        }
        async Task Compared(System.Net.Http.HttpClient http)
        {
            var bytes = await http.GetByteArrayAsync("https://models/a.onnx");
            var isKnown = HashOf(bytes) == Known;
            Console.WriteLine(isKnown);
            using var session = new Microsoft.ML.OnnxRuntime.InferenceSession({|MLG7006:bytes|});
        }
        async Task Asked(System.Net.Http.HttpClient http)
        {
            var bytes = await http.GetByteArrayAsync("https://models/a.onnx");
            IsKnown(bytes);
            using var session = new Microsoft.ML.OnnxRuntime.InferenceSession({|MLG7006:bytes|});
        }
        """);

    [Fact]
    public Task A_hash_that_decides_DoesNotTrigger() => Rule.Method("""
        const string Known = "AB";
        static string HashOf(byte[] bytes) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes));
        static bool Ensure(byte[] bytes) => HashOf(bytes) == Known ? true : throw new InvalidDataException();
        async Task Printed(System.Net.Http.HttpClient http)
        {
            var bytes = await http.GetByteArrayAsync("https://models/a.onnx");
            var hash = HashOf(bytes);
            Console.WriteLine(hash);
            if (!hash.Equals(Known, StringComparison.OrdinalIgnoreCase))
                throw new InvalidDataException();
            using var session = new Microsoft.ML.OnnxRuntime.InferenceSession(bytes);
        }
        async Task Ensured(System.Net.Http.HttpClient http)
        {
            var bytes = await http.GetByteArrayAsync("https://models/a.onnx");
            Ensure(bytes);
            using var session = new Microsoft.ML.OnnxRuntime.InferenceSession(bytes);
        }
        async Task<object?> Chosen(System.Net.Http.HttpClient http)
        {
            var bytes = await http.GetByteArrayAsync("https://models/a.onnx");
            var isKnown = HashOf(bytes) == Known;
            Console.WriteLine(isKnown);
            return isKnown ? new Microsoft.ML.OnnxRuntime.InferenceSession(bytes) : null;
        }
        """);
}
