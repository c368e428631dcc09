namespace MlGuard.Analyzers.Tests.Infrastructure;

/// <summary>Code about language models as tests write it: with the usings of the libraries, in a class or as a web service.</summary>
internal static class ChatCode
{
    private const string Usings = """
        #pragma warning disable OPENAI001, SKEXP0001, MEAI001, MAAI001
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.ComponentModel;
        using System.Data.Common;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Net.Http;
        using System.Text;
        using System.Text.Json;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Logging;
        using ModelContextProtocol.Server;
        using Microsoft.Agents.AI;
        using Microsoft.SemanticKernel;
        using Microsoft.SemanticKernel.ChatCompletion;
        using OpenAI.Chat;
        using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
        using ChatResponseFormat = Microsoft.Extensions.AI.ChatResponseFormat;
        using FunctionCallContent = Microsoft.Extensions.AI.FunctionCallContent;
        using FunctionResultContent = Microsoft.Extensions.AI.FunctionResultContent;
        using TextContent = Microsoft.Extensions.AI.TextContent;

        """;

    /// <summary>A controller with <paramref name="actions"/>, which has the clients that they ask.</summary>
    public static string Controller(string actions, string moreTypes = "") => $$"""
        {{Usings}}
        public partial class ChatController(IChatClient client, Kernel kernel, IChatCompletionService chat, HttpClient http,
            DbConnection connection, ILogger<ChatController> logger) : ControllerBase
        {
            private readonly object[] _services = [client, kernel, chat, http, connection, logger];
            {{actions}}
        }
        {{moreTypes}}
        """;

    /// <summary>A class of a library or console program with <paramref name="members"/>.</summary>
    public static string Class(string members, string moreTypes = "") => $$"""
        {{Usings}}
        public partial class Subject
        {
            {{members}}
        }
        {{moreTypes}}
        """;

    /// <summary>A program of <paramref name="statements"/>.</summary>
    public static string Program(string statements, string types = "") => $$"""
        {{Usings}}
        {{statements}}
        {{types}}
        """;
}
