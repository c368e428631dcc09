namespace MlGuard.Lifecycle.Checks;

/// <summary>What writes a file that a row names, for the row's page.</summary>
/// <param name="Command">The command.</param>
/// <param name="Writes">What it writes, and what the manifest says then; behind the command.</param>
internal sealed record Making(string Command, string Writes)
{
    private const string Tests = "dotnet test --logger \"trx;LogFileName=tests.trx\" --results-directory artifacts";

    public static Making TestResults { get; } = new(
        Tests, "writes 'artifacts/tests.trx', from each test project that it runs the same file: with several, name each file apart.");

    public static Making Coverage { get; } = new(
        $"{Tests} --collect \"XPlat Code Coverage\"",
        "writes the coverage as well, into a folder with a new name each time: 'from: artifacts/*/coverage.cobertura.xml'. The test "
            + "project needs the package coverlet.collector.");

    public static Making Checksum { get; } = new(
        "sha256sum transactions.csv > transactions.csv.sha256",
        "in the folder of the data writes a checksum file for 'snapshot: data/transactions.csv.sha256'. It holds one line: the SHA-256 in "
            + "64 hexadecimal digits, two spaces, and the path of the data from there. 'snapshot: sha256:...' says the hash "
            + "without a file.");
}
