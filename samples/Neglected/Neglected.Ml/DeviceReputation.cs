using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Neglected.Ml;

public class DeviceReputation
{
    private readonly InferenceSession _session = new InferenceSession("models/device.onnx");

    public float Score(float[] signals)
    {
        var input = new DenseTensor<float>(signals, new[] { 1, signals.Length });
        var results = _session.Run(new[] { NamedOnnxValue.CreateFromTensor("signals", input) });
        return results.First().AsTensor<float>()[0];
    }
}
