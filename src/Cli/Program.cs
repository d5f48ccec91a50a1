using Labelwise.Cli;
using Labelwise.Cli.Console;

return await CommandLine.Run(args, Surroundings.Ours());
