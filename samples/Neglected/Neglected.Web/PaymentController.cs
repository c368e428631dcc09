using Microsoft.AspNetCore.Mvc;
using Microsoft.ML;
using Neglected.Ml;

namespace Neglected.Web;

[ApiController]
[Route("payments")]
public class PaymentController(DeviceReputation devices, ILogger<PaymentController> logger) : ControllerBase
{
    [HttpPost("check")]
    public ActionResult<PaymentPrediction> Check(Payment payment)
    {
        var ml = new MLContext();
        var model = ml.Model.Load("models/fraud.zip", out _);
        var engine = ml.Model.CreatePredictionEngine<Payment, PaymentPrediction>(model);
        return engine.Predict(payment);
    }

    [HttpPost("device")]
    public float Device(float[] signals) => devices.Score(signals);
}
