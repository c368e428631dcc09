using Microsoft.Extensions.ObjectPool;
using Microsoft.ML;
using MlService.Model;

namespace MlService.Api;

/// <summary>Makes the pool's engines, all from one loaded model: no engine is safe for two threads.</summary>
internal sealed class ModelEngines(string modelPath) : PooledObjectPolicy<PredictionEngine<Review, Sentiment>>
{
    private readonly MLContext _ml = new();
    private readonly Lazy<ITransformer> _model = new(() => new MLContext().Model.Load(modelPath, out _));

    public override PredictionEngine<Review, Sentiment> Create() => _ml.Model.CreatePredictionEngine<Review, Sentiment>(_model.Value);

    public override bool Return(PredictionEngine<Review, Sentiment> obj) => true;
}
