using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using MlGuard.Networks;

// write FILE: the networks as C#. hash: the networks' hash. judge FROM: a 1 for each that runs and a 0 for each that throws, from one on.
// Some mistakes end the process, where no catch helps; judge.sh begins again behind them.
if (args is ["write", var file])
{
    File.WriteAllText(file, NetworkWriter.Write());
    return 0;
}

if (args is ["hash"])
{
    Console.WriteLine(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(NetworkWriter.Write()))));
    return 0;
}

for (var number = int.Parse(args[1], CultureInfo.InvariantCulture); number < NetworkWriter.Count; number++)
{
    var network = Assembly.GetExecutingAssembly().GetType($"N{number:D4}")
        ?? throw new InvalidOperationException("The networks are not compiled in. Run judge.sh.");
    try
    {
        network.GetMethod("Run")!.Invoke(null, null);
        Console.Write('1');
    }
    catch (TargetInvocationException failure)
    {
        Console.Write('0');
        if (args.Contains("--why"))
            Console.Error.WriteLine($"{number:D4} {failure.InnerException!.Message.Split('\n')[0]}");
    }
}

return 0;
