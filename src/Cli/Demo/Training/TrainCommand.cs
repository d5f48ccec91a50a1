using System.CommandLine;
using Labelwise.Cli.Console;
using Labelwise.Cli.Demo.Potatoes;

namespace Labelwise.Cli.Demo.Training;

/// <summary><c>demo train</c>: makes the demo's model again from nothing.</summary>
static class TrainCommand
{
    /// <summary>Seeds of pictures that are trained on, that set the temperature, and that measure; the demo draws from 1 on.</summary>
    public const ulong Learnt = 1_000_000, Held = 2_000_000, Unseen = 3_000_000;

    const int Pictures = 3_000, HeldPictures = 800, Epochs = 12;
    const ulong Seed = 7;

    public static Command Make(Surroundings around)
    {
        var output = new Option<FileInfo>("--out") { Description = "Where the ONNX file goes.", Required = true };
        var command = new Command("train", "Train the demo's model; takes minutes.") { output };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellation) =>
        {
            var (learnt, held, unseen) = (PotatoSet.Draw(Learnt, Pictures), PotatoSet.Draw(Held, HeldPictures), PotatoSet.Draw(Unseen, HeldPictures));
            var warm = Trainer.Train(learnt, Potato.Classes.Length, Epochs, Seed, (epoch, loss) => around.Error.WriteLine($"Epoch {epoch}: loss {loss:0.000}"));
            var network = warm.Cooled(Trainer.Temperature(warm, held));
            var predicted = Trainer.Predict(network, unseen);
            await File.WriteAllBytesAsync(parsed.GetRequiredValue(output).FullName, OnnxWriter.Write(network), cancellation);
            var (accuracy, error) = (Math.Round(Measures.Accuracy(predicted, unseen), 4), Math.Round(Measures.CalibrationError(predicted, unseen), 4));
            around.Give(parsed.GetValue(CommandLine.Json), new { accuracy, calibrationError = error }, $"Accuracy {accuracy}, calibration error {error}, on pictures it never saw.");
            return ExitCode.Success;
        });
        return command;
    }
}
