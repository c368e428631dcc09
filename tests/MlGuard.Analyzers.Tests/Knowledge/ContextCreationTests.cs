using MlGuard.Analyzers.Tests.Infrastructure;
using MlGuard.Analyzers.Training;

namespace MlGuard.Analyzers.Tests.Knowledge;

/// <summary>A context is followed to where it is made, and a seed to whether it is a number.</summary>
public sealed class ContextCreationTests
{
    private const string Race = "Ml.Regression.Trainers.{|MLG2001:Sdca|}()";
    private const string Silent = "Ml.Regression.Trainers.Sdca()";

    [Theory]
    [InlineData("class A(MLContext Ml) { public object T() => " + Race + "; static object U() => new A(new MLContext(1)).T(); }")]
    [InlineData(
        "class B { protected readonly MLContext Ml; protected B(MLContext ml) => Ml = ml; } "
            + "class A : B { public A() : base(new MLContext(seed: 1)) { } public object T() => " + Race + "; }")]
    [InlineData(
        "class A { readonly MLContext Ml; public A() : this(new MLContext(1)) { } private A(MLContext ml) => Ml = ml; "
            + "public object T() => " + Race + "; }")]
    [InlineData(
        "class A { static readonly System.Lazy<MLContext> s_ml = new(() => new MLContext(seed: 1)); "
            + "public object T() { var Ml = s_ml.Value; return " + Race + "; } }")]
    [InlineData(
        "class A { static readonly System.Lazy<MLContext> s_ml = new(Make); static MLContext Make() => new(1); "
            + "static MLContext Ml => s_ml.Value; public object T() => " + Race + "; }")]
    [InlineData("class A { MLContext _ml; MLContext Ml => _ml ??= new MLContext(1); public object T() => " + Race + "; }")]
    [InlineData("class A { public object T(bool fast) { var Ml = fast ? new MLContext(1) : new MLContext(2); return " + Race + "; } }")]
    [InlineData(
        "class A { public object T(int n) { var Ml = n switch { 1 => new MLContext(1), _ => throw new System.Exception() }; "
            + "return " + Race + "; } }")]
    [InlineData(
        "record Shared(MLContext Ml); class A { object T(Shared shared) => shared." + Race + "; "
            + "object U() => T(new Shared(new MLContext(1))); }")]
    [InlineData("class A(MLContext Ml) { public object T() => " + Race + "; } class P { void Add(IServiceCollection services) => services.AddSingleton(new MLContext(seed: 1)); }")]
    [InlineData("class A(MLContext Ml) { public object T() => " + Race + "; } class P { void Add(IServiceCollection services) => services.AddSingleton(_ => new MLContext(seed: 1)); }")]
    [InlineData(
        "class A { object T(MLContext Ml) => " + Race + "; object U() => T(Make(3)); static MLContext Make(int? seed) => new(seed); }")]
    public Task A_seed_is_seen_wherever_the_context_comes_from(string types) => Verify<RacingTrainerAnalyzer>.Code(Usings + types);

    [Theory]
    [InlineData("class A(MLContext Ml) { public object T() => " + Silent + "; }")]
    [InlineData("class A(MLContext Ml) { public object T() => " + Silent + "; } class P { void Add(IServiceCollection services) => services.AddSingleton<MLContext>(); void Other(IServiceCollection services) => services.AddSingleton(new MLContext(1)); }")]
    [InlineData("class A { public object T(bool fast) { var Ml = fast ? new MLContext(1) : new MLContext(); return " + Silent + "; } }")]
    [InlineData("class A { public object T(MLContext given) { var Ml = given ?? new MLContext(1); return " + Silent + "; } }")]
    [InlineData("class A { object T(MLContext Ml) => " + Silent + "; object U() => T(Make()); static MLContext Make(int? seed = null) => new(seed); }")]
    [InlineData("class A { object T(MLContext Ml) => " + Silent + "; object U(int? seed) => T(new MLContext(seed)); }")]
    [InlineData(
        "record Shared(MLContext Ml); class A { object T(Shared shared) => shared." + Silent + "; "
            + "object U() => T(new Shared(new MLContext(1)) with { Ml = new MLContext() }); }")]
    [InlineData(
        "class B { protected readonly MLContext Ml; public B(MLContext ml) => Ml = ml; public object T() => " + Silent + "; } "
            + "class A : B { public A() : base(new MLContext()) { } } class C : B { public C() : base(new MLContext(1)) { } }")]
    public Task A_seed_that_nobody_is_sure_of_is_none(string types) => Verify<RacingTrainerAnalyzer>.Code(Usings + types);

    [Theory]
    [InlineData("class A { MLContext _ml; MLContext Ml => _ml ??= {|MLG2002:new MLContext()|}; public object T() => Ml.Clustering.Trainers.KMeans(); }")]
    [InlineData(
        "class B { protected readonly MLContext Ml; protected B(MLContext ml) => Ml = ml; } "
            + "class A : B { public A() : base({|MLG2002:new MLContext()|}) { } public object T() => Ml.Clustering.Trainers.KMeans(); }")]
    [InlineData("class A(MLContext ml) { public object T() => ml.Clustering.Trainers.KMeans(); } class P { void Add(IServiceCollection services) => services.AddSingleton({|MLG2002:new MLContext()|}); }")]
    public Task A_seed_that_lacks_is_told_where_the_context_is_made(string types) =>
        Verify<UnseededContextAnalyzer>.Code(Usings + types);

    private const string Usings = """
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.ML;
        using Microsoft.ML.Trainers;

        """;
}
