using Makemore.Benchmarks;

if (args is [LedgerBenchmark.WorkerArgument, var path])
{
    LedgerBenchmark.Work(path);
    return 0;
}

(string Name, string Summary, Func<TextWriter, bool> Run)[] benchmarks =
[
    ("step", "steps of training on simd against torch, TorchSharp by hand and PyTorch, and the share of the core's peak", StepBenchmark.Run),
    ("threads", "steps of training on simd, on two threads against one", ThreadBenchmark.Run),
    ("measure", "simd against torch: the loss of a whole split, and a step on all of it at once", MeasureBenchmark.Run),
    ("sample", "simd against torch: 1,000 names of makemore's transformer", SampleBenchmark.Run),
    ("ngram", "order 6 on names; order 5 on 100 MB of seeded text: counting, estimating, querying; beside KenLM where it is on the PATH", NgramBenchmark.Run),
    ("ledger", "10,000 trials of an instant objective, by one process and by two: milliseconds of the ledger for each", LedgerBenchmark.Run),
    ("sweep", "a sweep over n-grams, two trials at a time against one", SweepBenchmark.Run),
    ("diagnostics", "lecture 3's training, looked into every 1,000 steps against not", DiagnosticsBenchmark.Run),
    ("board", "an update of the board with 1,000 finished runs and 10 live ones: milliseconds of reading", BoardBenchmark.Run),
    ("generator", "the compiler on 1,000 specs: cold, one edited, one added, one removed", GeneratorBenchmark.Run),
];

if (args is ["--help" or "-h" or "-?"])
{
    Console.WriteLine("""
        Benchmarks of Makemore: pairs in one process, the one way against the other, with the ratio of their times.

          dotnet run --project tests/Makemore.Benchmarks -c Release [-- NAME...]

        Without a name all run. A folder of MAKEMORE_DATA with names.txt is used where there is one; else the embedded names.
        The exit code is 1 where a limit is exceeded, 2 where a name is unknown.

        """);
    foreach (var (name, summary, _) in benchmarks)
    {
        Console.WriteLine($"  {name,-11} {summary}");
    }

    return 0;
}

if (args.Except(benchmarks.Select(benchmark => benchmark.Name)).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"There is no benchmark '{unknown}'; there is: {string.Join(", ", benchmarks.Select(benchmark => benchmark.Name))}.");
    return 2;
}

var isWithin = true;
foreach (var (_, _, run) in benchmarks.Where(benchmark => args.Length == 0 || args.Contains(benchmark.Name)))
{
    isWithin &= run(Console.Out);
}

return isWithin ? 0 : 1;
