using Microsoft.CodeAnalysis;
using MlGuard.Lifecycle.Facts;
using MlGuard.Lifecycle.Tests.Products;

namespace MlGuard.Lifecycle.Tests;

/// <summary>Code behind a condition that is the same in every run: it runs always or never. What somebody may decide is none.</summary>
public sealed class FixedConditionTests
{
    /// <summary>What never holds, and how the code asks for it.</summary>
    private static readonly ImmutableArray<(string Members, string Condition)> s_never =
    [
        ("static readonly bool On = false;", "On"),
        ("private static bool On = false;", "On"),
        ("static readonly bool On;", "On"),
        ("static bool On => false;", "On"),
        ("static bool On { get { return false; } }", "On"),
        ("static bool On { get; } = false;", "On"),
        ("static bool On => Off; static readonly bool Off;", "On"),
        ("static readonly bool Off = true;", "!Off"),
        ("static readonly bool On = false;", "On && p > 0"),
        ("static readonly bool On = false;", "p >= 0 && On"),
        ("static readonly bool On = false; static bool No => false;", "On || No"),
        ("static readonly int Level = 3;", "Level > 5"),
        ("static readonly int Level = 3;", "5 <= Level"),
        ("static readonly int Level = 3;", "Level < 3"),
        ("static readonly int Level = 3;", "Level != 3"),
        ("static readonly int Level;", "Level >= 1"),
        ("static readonly byte Level = 200;", "Level == 3"),
        ("static int Level { get; } = 3;", "Level > 5"),
        ("private static int Level = -1;", "Level > 0 && p > 0"),
        ("static readonly int Level = 3, Least = 5;", "Level >= Least"),
        ("static bool On() => false;", "On()"),
        ("static int Level() { return 3; }", "Level() > 5"),
        ("static bool On() => Off(); static bool Off() => false;", "On()"),
        ("readonly bool On; bool Is => On; static C NAME = new();", "NAME.Is"),
    ];

    /// <summary>What whoever runs the program decides, or other code.</summary>
    private static readonly ImmutableArray<string> s_perhaps =
    [
        "static readonly bool On = Environment.GetEnvironmentVariable(\"LOG\") is not null;",
        "static readonly bool On = AppContext.TryGetSwitch(\"Log\", out var on) && on;",
        "static readonly bool On = AppContext.TryGetSwitch(\"Log\", out var on) ? on : false;",
        "static readonly bool On; static CLASS() { if (Environment.ProcessorCount > 0) On = true; }",
        "static readonly bool On; static CLASS() { On = Environment.ProcessorCount > 0; }",
        "static readonly bool On; static CLASS() { Read(out On); } static void Read(out bool on) => on = true;",
        "private static bool On = false; public static void Switch(bool on) => On = on;",
        "private static bool On = false; public static void Switch() => On = true;",
        "private static bool On = false; public sealed class Switch { public void Turn() => On = true; }",
        "private static bool On = false; public static Action Switch() => () => On = true;",
        "private static bool On = false; public static void Switch() => System.Threading.Volatile.Write(ref On, true);",
        "public static bool On = false;",
        "internal static bool On { get; set; }",
        "static bool On { get; } = Environment.ProcessorCount > 0;",
        "static bool On => Environment.ProcessorCount > 0;",
        "static readonly bool On = true;",
        "sealed class Options(bool on) { public readonly bool Is = on; } static readonly Options s_all = new(true); static bool On => s_all.Is;",
        "sealed class Options { public bool Is { get; init; } } static readonly Options s_all = new() { Is = true }; static bool On => s_all.Is;",
        "static readonly int Level = 7; static bool On => Level > 5;",
        "static readonly int Level = Environment.ProcessorCount; static bool On => Level > 5;",
        "private static int s_level = 3; public static void Set() => s_level++; static bool On => s_level > 5;",
        "private static int s_level; public static void Set() => System.Threading.Interlocked.Increment(ref s_level); static bool On => s_level > 5;",
        "static bool On => Asked(); static bool Asked() => Environment.ProcessorCount > 5;",
        "static bool On => Least(4); static bool Least(int level) => level > 3;",
        "class Options { public virtual bool Is => false; } static readonly Options s_all = new(); static bool On => s_all.Is;",
    ];

    /// <summary>The ways in which a body can ask; the condition and what stands behind it are filled in.</summary>
    private static readonly ImmutableArray<string> s_bodies =
    [
        "static void Keep(float p) { if (?) Write(); }",
        "static void Keep(float p) { if (!(?)) return; Write(); }",
        "static void Keep(float p) { var on = ?; if (on) Write(); }",
        "static void Keep(float p) { try { while (?) Write(); } catch (Exception) { if (?) Write(); } }",
        "static async Task Keep(float p) { await Task.Yield(); try { if (?) Write(); } finally { p++; } }",
        "static Action Keep(float p) => () => { if (?) Write(); };",
    ];

    [Theory]
    [InlineData(OptimizationLevel.Release)]
    [InlineData(OptimizationLevel.Debug)]
    public void What_never_holds_calls_nothing_behind_it(OptimizationLevel optimization) =>
        Assert.Empty(Calling(s_never, optimization));

    [Theory]
    [InlineData(OptimizationLevel.Release)]
    [InlineData(OptimizationLevel.Debug)]
    public void What_may_hold_calls_what_is_behind_it(OptimizationLevel optimization)
    {
        ImmutableArray<(string, string)> cases = [.. s_perhaps.Select(members => (members, "On"))];

        Assert.Equal(cases.Length * s_bodies.Length, Calling(cases, optimization).Length);
    }

    /// <summary>A handler, a filter and what follows a loop run where what is before them does.</summary>
    [Fact]
    public void Beside_a_fixed_condition_all_else_runs()
    {
        var facts = CompiledFacts.Of("""
            static class C
            {
                static readonly bool On = false;
                const bool Never = false;
                static void Write() { }
                static void Not(float p) { if (Never) Write(); }
                static void Caught(float p) { if (On) return; try { p = 1 / p; } catch (Exception e) when (e.Message.Length > 3) { Write(); } }
                static void Finally(float p) { try { if (On) return; } finally { Write(); } }
                static void Flag(bool[] all) { var seen = On; try { foreach (var one in all) seen |= one; } finally { seen = true; } if (seen) Write(); }
                static void Else(float p) { if (On && p > 1) return; else Write(); }
                static void Either(float p) { switch (p) { case 1 when On: return; case 2: break; default: Write(); break; } }
                static void Passed(int[] all) { var on = On; Set(ref on); if (on) Write(); }
                static void Set(ref bool on) => on = true;
                static readonly int Level = 3;
                static int Read(int[] all) => all.Length;
                static void Above(float p) { if (Level > 2) Write(); }
                static void Counted(float p) { for (var i = 0; i < Level; i++) if (i > 1) Write(); }
                static void Other(int[] all) { if (Level > Read(all)) Write(); }
                static void Wide(long all, double p) { if (all < Level) return; if (p > Level) return; Write(); }
                static void Unset(uint all) { if (all > Level) Write(); }
                static void Below(float p) { if (Level < 2) Write(); }
            }
            """, OptimizationLevel.Debug);

        Assert.Equal(
            ["Above", "Caught", "Counted", "Either", "Else", "Finally", "Flag", "Other", "Passed", "Unset", "Wide"], Writing(facts));
    }

    private static ImmutableArray<string> Calling(ImmutableArray<(string Members, string Condition)> cases, OptimizationLevel optimization)
    {
        var source = string.Join("\n", cases.SelectMany((one, i) => s_bodies.Select((body, j) =>
            $"class C{i}_{j} {{ {one.Members.Replace("CLASS", $"C{i}_{j}").Replace("C NAME", $"C{i}_{j} NAME")} static void Write() {{ }} "
                + $"{body.Replace("?", one.Condition).Replace("Keep", $"Keep{i}_{j}")} }}")));
        return Writing(CompiledFacts.Of(source, optimization));
    }

    private static ImmutableArray<string> Writing(AssemblyFacts facts) =>
    [
        .. facts.Methods.Where(method => method.Calls.Any(call => call.Contains("::Write(", StringComparison.Ordinal)))
            .Select(method => method.Name).Order(StringComparer.Ordinal),
    ];
}
