namespace MlGuard;

/// <summary>What running a method comes to, for whoever calls it from another project.</summary>
[Flags]
internal enum MethodTraits
{
    /// <summary>Nothing that a rule asks for.</summary>
    None = 0,

    /// <summary>It asks a model for an answer.</summary>
    Predicts = 1,

    /// <summary>A prediction that fails makes it fail: nothing inside stands in.</summary>
    Escapes = 2,

    /// <summary>A prediction in it passes no log, metric or trace.</summary>
    Unobserved = 4,

    /// <summary>It writes a log, a metric or a trace.</summary>
    Observes = 8,

    /// <summary>It fits a model.</summary>
    Trains = 16,

    /// <summary>It can fail a test for what it finds.</summary>
    Checks = 32,

    /// <summary>The model that it asks runs in its own process.</summary>
    Local = 64,

    /// <summary>It makes a prediction engine each time and gives it to its caller.</summary>
    MakesEngine = 128,

    /// <summary>It loads a model each time and gives it to its caller; a constructor, to the object that it makes.</summary>
    LoadsModel = 256,

    /// <summary>It runs a model of ONNX Runtime each time and leaves the results to its caller, who has to dispose them.</summary>
    GivesResults = 512,

    /// <summary>It does nothing, or returns a constant.</summary>
    Idle = 1024,

    /// <summary>It returns what a language model answered.</summary>
    AnswersAsModel = 2048,

    /// <summary>It returns what the network, a database or a search answered.</summary>
    AnswersForeign = 4096,

    /// <summary>A constructor makes a session of ONNX Runtime, which the object keeps.</summary>
    OpensSession = 8192,

    /// <summary>It asks a prediction engine that all threads share, and waits for nobody.</summary>
    SharesEngine = 16384,

    /// <summary>It makes a trainer whose threads race, of the one context of ML.NET that it is given.</summary>
    RacesOnContext = 32768,
}
