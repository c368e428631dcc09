using BenchmarkDotNet.Running;
using MlGuard.Benchmarks;

if (args is [PeerComparison.Command, ..])
    return await PeerComparison.RunAsync(args.AsMemory(1));

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
