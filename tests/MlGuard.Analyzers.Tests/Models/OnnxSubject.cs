using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using MlGuard.Analyzers.Tests.Infrastructure;

namespace MlGuard.Analyzers.Tests.Models;

/// <summary>Code about ONNX Runtime, with what the build says of the models that it loads.</summary>
internal static class OnnxSubject
{
    private const string Models = """
        mlguard-models	1
        file	/app/yolo.onnx	yolo.onnx	both
        onnx	8	pytorch 2.4
        opset		17
        input	images	tensor	1	4	1	3	640	640
        output	output0	tensor	1	3	1	84	8400
        file	/app/bert.onnx	bert.onnx	none
        onnx	8	pytorch 2.4
        opset		17
        input	input_ids	tensor	7	2	?batch	?sequence
        input	attention_mask	tensor	7	2	?batch	?sequence
        output	logits	tensor	1	2	?batch	2
        file	/app/new.onnx	new.onnx	publish
        onnx	10	pytorch 9.9
        opset	ai.onnx.ml	99
        opset		99
        file	/app/classic.onnx	classic.onnx	both
        onnx	8	skl2onnx 9.9
        opset	ai.onnx.ml	9
        opset		17
        file	/app/damaged.onnx	damaged.onnx	output
        fault	is damaged or cut off
        file	/app/stray.onnx		stray
        file	/app/nets/deep.onnx	nets/deep.onnx	both

        """;

    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Threading.Tasks;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.ML;
        using Microsoft.ML.Data;
        using Microsoft.ML.OnnxRuntime;
        using Microsoft.ML.OnnxRuntime.Tensors;

        """;

    public static Task Check<TAnalyzer>(string members, string moreTypes = "")
        where TAnalyzer : DiagnosticAnalyzer, new() =>
        Verify<TAnalyzer>.Code(Around(members, moreTypes), state => state.AdditionalFiles.Add(("/obj/mlguard.models", Models)));

    /// <summary>Code beside another project, whose <c>Core.Detector</c> makes a session of the path that it is given.</summary>
    public static Task CheckWithProject<TAnalyzer>(string members, string feeds)
        where TAnalyzer : DiagnosticAnalyzer, new() =>
        Verify<TAnalyzer>.Code(Around(members, ""), state =>
        {
            state.AdditionalFiles.Add(("/obj/mlguard.models", Models));
            state.AddProject(
                "namespace Core { public class Detector { public Detector(string modelPath) { } } }",
                "method\tCore.Detector\t.ctor\t1\t0\t", $"path\tCore.Detector\t.ctor\t1\t0\tCreateSession\t\t{feeds}");
        });

    public static Task Mend<TAnalyzer, TFix>(string members, string @fixed)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new() =>
        Verify<TAnalyzer, TFix>.Code(
            Around(members, ""), Around(@fixed, ""), more: state => state.AdditionalFiles.Add(("/obj/mlguard.models", Models)));

    private static string Around(string members, string moreTypes) => $$"""
        {{Usings}}
        public partial class Subject
        {
            {{members}}
        }
        {{moreTypes}}
        """;
}
