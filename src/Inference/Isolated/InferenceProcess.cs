using System.Buffers.Binary;
using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Labelwise.Domain.Models;
using Labelwise.Grains.Ports;

namespace Labelwise.Inference.Isolated;

/// <summary>The server's side of one inference process. Whatever goes wrong with it, it is ended and
/// <see cref="ProcessLostException"/> says so.</summary>
/// <remarks>One caller at a time.</remarks>
sealed class InferenceProcess : IAsyncDisposable
{
    /// <summary>Images read before the process takes them: reading waits for disks and networks.</summary>
    static readonly int ReadsAhead = 2 * Environment.ProcessorCount;

    /// <summary>Of an exit code, from which on it tells a signal.</summary>
    const int FirstSignal = 128;

    /// <summary>How long a process that has all it needs may say nothing: opening a model or inferring one batch takes less on
    /// the slowest machine that somebody would label with.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    readonly Process process;
    readonly ITimer patience;
    readonly Frames frames;
    readonly FirstWords said = new();
    volatile bool hung;

    InferenceProcess(Process process, TimeProvider time)
    {
        patience = time.CreateTimer(_ => GiveUp(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        this.process = process;
        frames = new(process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
        process.ErrorDataReceived += (_, line) => said.Add(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>What it runs on.</summary>
    public ModelRuntime Runtime { get; private set; } = null!;

    public static async Task<InferenceProcess> Start(InferenceCommand command, TimeProvider time, CancellationToken cancellation)
    {
        InferenceProcess started;
        try { started = new(Process.Start(command.ToStart())!, time); }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException) { throw new ProcessLostException("not starting", e.Message, e); }
        try
        {
            var frame = await started.Hear(cancellation);
            started.Runtime = frame.Kind is FrameKind.Runtime && JsonSerializer.Deserialize(frame.Content, IsolatedJson.Default.ModelRuntime) is { } runtime
                ? runtime : throw await started.Lost(null);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <returns>The execution provider; or why the model cannot be opened.</returns>
    public async Task<Outcome<string, ModelRefusal>> Open(ReadOnlyMemory<byte> onnx, ModelCard card, CancellationToken cancellation)
    {
        await Tell(FrameKind.Card, JsonSerializer.SerializeToUtf8Bytes(card, IsolatedJson.Default.ModelCard), cancellation);
        await Tell(FrameKind.Model, onnx, cancellation);
        await Flush(cancellation);
        return await Hear(cancellation) switch
        {
            { Kind: FrameKind.Opened, Content: var provider } => Encoding.UTF8.GetString(provider),
            { Kind: FrameKind.Refused, Content: var why } when JsonSerializer.Deserialize(why, IsolatedJson.Default.ModelRefusal) is { } refusal => refusal,
            _ => throw await Lost(null),
        };
    }

    /// <inheritdoc cref="IPredictor.Predict"/>
    /// <remarks>After any exception the process is in the middle of something, and of no more use.</remarks>
    public async Task<ImmutableArray<Outcome<Prediction, PredictionRefusal>>> Predict(
        int count, Func<int, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> read, CancellationToken cancellation)
    {
        var answers = ImmutableArray.CreateBuilder<Outcome<Prediction, PredictionRefusal>>(count);
        // Either side's failure stops the other.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var (sending, hearing) = (Send(count, read, stop.Token), HearAnswers(count, answers, stop.Token));
        if (await Task.WhenAny(sending, hearing) is { IsCompletedSuccessfully: false }) await stop.CancelAsync();
        await Task.WhenAll(sending, hearing);  // a failure goes before the cancellation it caused
        Excuse();
        return answers.MoveToImmutable();
    }

    async Task Send(int count, Func<int, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> read, CancellationToken stop)
    {
        var content = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(content, count);
        Expect();
        await Tell(FrameKind.Predict, content, stop);
        var reads = new Queue<Task<ReadOnlyMemory<byte>?>>();
        for (var (sent, next) = (0, 0); sent < count; sent++)
        {
            for (; next < count && reads.Count < ReadsAhead; next++)
            {
                var image = next;
                reads.Enqueue(Task.Run(async () => await read(image, stop), stop));
            }
            if (!reads.Peek().IsCompleted) Excuse();  // it waits for us
            var bytes = await reads.Dequeue();
            Expect();
            await Tell(bytes is null ? FrameKind.Gone : FrameKind.Image, bytes ?? default, stop);
        }
        await Flush(stop);
    }

    async Task HearAnswers(int count, ImmutableArray<Outcome<Prediction, PredictionRefusal>>.Builder answers, CancellationToken stop)
    {
        while (answers.Count < count)
        {
            var frame = await Hear(stop, thenExcuse: answers.Count + 1 == count);
            if (frame.Kind is not FrameKind.Answer) throw await Lost(null);
            try { answers.Add(AnswerBytes.Read(frame.Content)); }
            catch (Exception e) when (e is IOException or InvalidDataException) { throw await Lost(e); }
        }
    }

    async ValueTask Tell(FrameKind kind, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        try { await frames.Write(kind, content, cancellation); }
        catch (IOException e) { throw await Lost(e); }
    }

    async Task Flush(CancellationToken cancellation)
    {
        try { await frames.Flush(cancellation); }
        catch (IOException e) { throw await Lost(e); }
    }

    async Task<Frame> Hear(CancellationToken cancellation, bool thenExcuse = true)
    {
        Expect();
        try
        {
            var frame = await frames.Read(Frames.MostAnswerBytes, cancellation) ?? throw new EndOfStreamException();
            if (thenExcuse) Excuse();
            return frame;
        }
        catch (Exception e) when (e is IOException or InvalidDataException) { throw await Lost(e); }
    }

    async Task<ProcessLostException> Lost(Exception? why)
    {
        // One that ended by itself is left alone, so that it is its own end that is told.
        if (why is not IOException) process.Kill();
        await process.WaitForExitAsync();
        if (hung) return new($"silence of {Patience.TotalMinutes} minutes", said.ToString(), why) { Hung = true };
        return new(process.ExitCode > FirstSignal ? $"signal {process.ExitCode - FirstSignal}" : $"exit code {process.ExitCode}", said.ToString(), why);
    }

    /// <summary>It has to say something within <see cref="Patience"/>.</summary>
    void Expect() => patience.Change(Patience, Timeout.InfiniteTimeSpan);

    void Excuse() => patience.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Its end is what whoever waits for it hears.</summary>
    void GiveUp()
    {
        hung = true;
        try { process.Kill(); }
        catch (InvalidOperationException) { /* it has ended, and been disposed of */ }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await patience.DisposeAsync();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>The first lines that a process wrote, for who looks for the reason of its end.</summary>
    sealed class FirstWords
    {
        const int MostCharacters = 2_000;

        readonly StringBuilder words = new();

        public void Add(string? line)
        {
            lock (words)
                if (line is not null && words.Length < MostCharacters) words.Append(line.AsSpan(0, Math.Min(line.Length, MostCharacters))).Append(' ');
        }

        public override string ToString()
        {
            lock (words) return words.ToString();
        }
    }
}
