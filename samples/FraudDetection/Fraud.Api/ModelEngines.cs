using Fraud.Model;
using Microsoft.Extensions.ObjectPool;
using Microsoft.ML;

namespace Fraud.Api;

/// <summary>Makes the pool's engines, all from one loaded model.</summary>
internal sealed class ModelEngines(string modelPath) : PooledObjectPolicy<PredictionEngine<Transaction, FraudScore>>
{
    private readonly MLContext _ml = new();
    private readonly Lazy<ITransformer> _model = new(() => new MLContext().Model.Load(modelPath, out _));

    public override PredictionEngine<Transaction, FraudScore> Create() =>
        _ml.Model.CreatePredictionEngine<Transaction, FraudScore>(_model.Value);

    public override bool Return(PredictionEngine<Transaction, FraudScore> engine) => true;
}
