using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;

namespace Assistant.Web;

public record Question(string Customer, string Text);

public record Answer(string Text, bool NeedsPerson);

public class SupportBot(IChatClient client, ILogger<SupportBot> logger)
{
    private readonly List<ChatMessage> _history = new();

    public async Task<Answer?> AskAsync(Question question)
    {
        if (_history.Count == 0)
            _history.Add(new ChatMessage(ChatRole.System, $"You help {question.Customer} with orders. Answer as JSON."));
        _history.Add(new ChatMessage(ChatRole.User, question.Text));
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create(RefundOrder)] };
        var response = await client.GetResponseAsync(_history, options);
        logger.LogInformation("Answered {Question} with {Answer}", question.Text, response.Text);
        return JsonSerializer.Deserialize<Answer>(response.Text);
    }

    public async Task<string> ReportAsync(Question question)
    {
        try
        {
            var sql = await client.GetResponseAsync("Write one SQLite query for: " + question.Text);
            using var connection = new SqliteConnection("Data Source=orders.db");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql.Text;
            return command.ExecuteScalar()?.ToString() ?? "";
        }
        catch (Exception)
        {
            return "";
        }
    }

    private static void RefundOrder(string number)
    {
        using var connection = new SqliteConnection("Data Source=orders.db");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"UPDATE orders SET refunded = 1 WHERE number = '{number}'";
        command.ExecuteNonQuery();
    }
}
