using System.Text;
using Makemore.Cli.Reports;
using Makemore.Runtime;
using Makemore.Runtime.Ngram;
using Makemore.Runtime.Ngram.Arpa;
using Makemore.Runtime.Runs;

namespace Makemore.Cli.Commands;

/// <summary>Writes a trained model for other programs.</summary>
internal static class ExportCommand
{
    private static readonly string[] Formats = ["arpa"];

    /// <summary>Writes the model of an experiment, and trains it first where it is not up to date.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="name">The experiment.</param>
    /// <param name="format">The format.</param>
    /// <param name="output">The file; null for one in the folder of the run.</param>
    public static Report Run(Invocation invocation, string name, string format, string? output)
    {
        if (!Formats.Contains(format))
        {
            throw new MakemoreException($"--format: expected {string.Join(" or ", Formats)}, found " +
                $"'{format}'.{Suggestion.For(format, Formats)}");
        }

        var plan = invocation.Plan(Selection.Single(invocation.Experiments, name));
        var (result, _) = invocation.Finish(plan);
        using var trained = Runner.Open(plan, invocation.RunnerOptions);
        if (trained.Model is not NgramModel model)
        {
            throw new MakemoreException($"--format {format} is for n-gram models, but '{plan.Name}' is a network; " +
                $"its weights are in {result.Folder}.");
        }

        var path = output is null ? Path.Combine(result.Folder!, "model.arpa") : Path.GetFullPath(output);
        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), bufferSize: 1 << 16, leaveOpen: true);
            new ArpaWriter(model.Tables, trained.Corpus.Tokenizer).Write(writer);
        });
        return new ExportReport(result.Name, result.Hash, format, path,
            [.. Enumerable.Range(1, model.Tables.Order).Select(order => (long)model.Tables.CountOf(order))]);
    }
}
