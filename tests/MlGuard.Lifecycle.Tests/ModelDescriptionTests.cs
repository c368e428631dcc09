using System.Diagnostics;
using MlGuard.Lifecycle.Evidence.Model;

namespace MlGuard.Lifecycle.Tests;

/// <summary>What the build tells the analyzers of the models. What ONNX Runtime says of them, the analyzers' tests ask it.</summary>
public sealed class ModelDescriptionTests : IDisposable
{
    private static readonly byte[] s_model = Convert.FromHexString(
        "0808" + "120770746F72636831" + "1A03322E34"
        + "3A2C" + "2A030A0178" + "5A190A06696D61676573120F0A0D0801120908010A0002031204" + "620A0A0173");

    private readonly string _folder = Directory.CreateTempSubdirectory("models").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("None", "", "", "none")]
    [InlineData("None", "PreserveNewest", "", "both")]
    [InlineData("None", "Always", "Never", "output")]
    [InlineData("Content", "", "", "publish")]
    [InlineData("EmbeddedResource", "", "", "both")]
    public void Where_an_item_is_copied_to(string kind, string toOutput, string toPublish, string deployment) =>
        Assert.Equal(deployment, ModelItem.DeploymentOf(kind, toOutput, toPublish));

    [Fact]
    public void A_damaged_model_is_told_and_described()
    {
        var faults = new List<string>();
        var path = Place("cut.onnx", [0x08, 0x08, 0x3A, 0x7F]);

        var text = Describe([new ModelItem(path, "cut.onnx", "both")], onFault: (_, fault) => faults.Add(fault));

        Assert.Contains("fault\tis damaged or cut off\n", text, StringComparison.Ordinal);
        Assert.Equal(["is damaged or cut off"], faults);
    }

    [Fact]
    public void A_model_that_has_not_changed_is_not_read_again()
    {
        var path = Place("a.onnx", s_model);
        var item = new ModelItem(path, "a.onnx", "both");
        var first = SeenModels.In(null);
        var text = ModelDescription.Write([], [item], [], _folder, [], null, first);
        var changed = File.GetLastWriteTimeUtc(path);
        File.WriteAllBytes(path, new byte[s_model.Length]);
        File.SetLastWriteTimeUtc(path, changed);

        var second = SeenModels.In(first.Text);
        Assert.Equal(text, ModelDescription.Write([], [item], [], _folder, [], null, second));
        Assert.Equal(first.Text, second.Text);

        File.SetLastWriteTimeUtc(path, changed.AddSeconds(1));
        foreach (var memory in new[] { first.Text, "damaged\t\\x" })
            Assert.Contains(
                "fault\t", ModelDescription.Write([], [item], [], _folder, [], null, SeenModels.In(memory)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:00\n", "is a pointer of Git LFS, and not the model itself")]
    public void What_is_no_model_says_why(string content, string fault) =>
        Assert.Equal(fault, OnnxModel.Read(new MemoryStream(System.Text.Encoding.ASCII.GetBytes(content))).Fault?.What);

    [Fact]
    public void A_model_that_code_names_and_no_item_has_is_stray()
    {
        Place("Models/a.zip", [1]);
        var source = Place("Program.cs", "ml.Model.Load(\"Models/a.zip\", out _)"u8.ToArray());

        Assert.Contains("Models/a.zip\t\tstray\n", Describe([], source), StringComparison.Ordinal);
        Assert.Contains("Models/a.zip\t\tunknown\n", Describe([], source, "<Copy SourceFiles='a' />"), StringComparison.Ordinal);
    }

    [Fact]
    public void Items_that_differ_are_not_judged()
    {
        var path = Place("a.zip", [1]);

        Assert.Contains(
            "a.zip\tunknown\n", Describe([new(path, "a.zip", "none"), new(path, "a.zip", "both")]), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_an_item_that_is_copied_to_two_places_no_place_is_said()
    {
        var path = Place("a.zip", [1]);

        Assert.Contains("a.zip\t\tboth\n", Describe([new(path, "a.zip", "both"), new(path, "b.zip", "both")]), StringComparison.Ordinal);
    }

    /// <summary>Weights of two gigabytes in twenty files: the files have holes, and nobody reads into them.</summary>
    [Fact]
    public void Weights_are_jumped_over()
    {
        const int weights = 110_000_000;
        var items = Enumerable.Range(0, 20).Select(number =>
        {
            var path = Path.Combine(_folder, $"{number}.onnx");
            using var file = File.Create(path);
            file.Write([0x08, 8, 0x3A, .. Varint(weights + 23), 0x2A, .. Varint(weights + 8), 0x42, 1, 0x77, 0x4A, .. Varint(weights)]);
            file.SetLength(file.Position + weights);
            file.Position = file.Length;
            file.Write([0x5A, 3, 0x0A, 1, 0x61, 0x62, 3, 0x0A, 1, 0x62]);
            return new ModelItem(path, $"{number}.onnx", "both");
        }).ToList();

        var clock = Stopwatch.StartNew();
        var text = Describe(items);

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(20, text.Split("\ninput\ta\t").Length - 1);
        Assert.DoesNotContain("fault", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_prefix_and_every_changed_byte_is_a_fault_or_a_model()
    {
        for (var i = 0; i < s_model.Length; i++)
        {
            Read(s_model[..i]);
            for (var bit = 0; bit < 8; bit++)
            {
                var changed = (byte[])s_model.Clone();
                changed[i] ^= (byte)(1 << bit);
                Read(changed);
            }
        }

        static void Read(byte[] bytes)
        {
            var read = OnnxModel.Read(new MemoryStream(bytes));
            Assert.True(read.Value is null != read.Fault is null);
        }
    }

    private static byte[] Varint(int value)
    {
        var bytes = new List<byte>();
        for (; value > 127; value >>= 7)
            bytes.Add((byte)((value & 127) | 128));
        bytes.Add((byte)value);
        return [.. bytes];
    }

    private string Place(string path, byte[] content)
    {
        var full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
        return full;
    }

    private string Describe(
        IEnumerable<ModelItem> items, string? source = null, string project = "", Action<string, string>? onFault = null) =>
        ModelDescription.Write(source is null ? [] : [source], items, [], _folder, [project], onFault);
}
