using Assistant.Web;
using Microsoft.Extensions.AI;
using OpenAI;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton(_ => new ChatClientBuilder(
        new OpenAIClient("sk-proj-4fT9wQz1LmB7xKe2RcVn8YdH").GetChatClient("gpt-4o").AsIChatClient())
    .UseOpenTelemetry(configure: telemetry => telemetry.EnableSensitiveData = true)
    .Build());
builder.Services.AddSingleton<SupportBot>();

var app = builder.Build();
app.MapPost("/ask", (Question question, SupportBot bot) => bot.AskAsync(question));
app.MapPost("/report", (Question question, SupportBot bot) => bot.ReportAsync(question));
app.Run();
