using Fraud.Model;

namespace Fraud.Training;

/// <summary>The payments that training may learn from, one JSON object a line. Whoever asks to be forgotten is taken out.</summary>
public static class PaymentArchive
{
    /// <summary>Adds payments to the archive.</summary>
    public static void Append(string path, IEnumerable<LabelledPayment> payments) =>
        File.AppendAllLines(path, payments.Select(payment => System.Text.Json.JsonSerializer.Serialize(payment)));

    /// <summary>Reads every payment.</summary>
    public static IReadOnlyList<LabelledPayment> Read(string path) =>
        [.. File.ReadLines(path).Select(line => System.Text.Json.JsonSerializer.Deserialize<LabelledPayment>(line)!)];

    /// <summary>Takes out every payment of a card (GDPR, Art. 17), and says how many there were.</summary>
    public static int Erase(string path, string card)
    {
        var all = Read(path);
        LabelledPayment[] kept = [.. all.Where(labelled => labelled.Payment.Card != card)];
        File.WriteAllLines(path, kept.Select(payment => System.Text.Json.JsonSerializer.Serialize(payment)));
        return all.Count - kept.Length;
    }
}
