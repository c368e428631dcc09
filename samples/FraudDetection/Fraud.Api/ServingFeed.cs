using Fraud.Model;

namespace Fraud.Api;

/// <summary>Feeds the model in production: the same features as in training, from the same code.</summary>
public static class ServingFeed
{
    /// <summary>The features of one payment of a request.</summary>
    public static Transaction Row(Payment payment) => FeatureBuilder.Build(payment);
}
