using Makemore.Board;
using Makemore.Charts;
using Makemore.Cli;
using Makemore.Experiments;

return CommandLine.Run(Experiments.All, args, Experiments.Sweeps, new() { Charts = new ScottPlotCharts(), Board = new WebBoard() });
