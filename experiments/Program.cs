using Makemore.Experiments;
using Makemore.Runtime.Cli;

return CommandLine.Run(Experiments.All, args);
