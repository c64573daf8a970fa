using Makemore.Board;
using Makemore.Charts;
using Makemore.Cli;
using Makemore.Experiments;
using Makemore.Pages;

return CommandLine.Run(
    Experiments.All, args, Experiments.Sweeps, new() { Charts = new ScottPlotCharts(), Pages = new HtmlPages(), Board = new WebBoard() });
