using System.Buffers.Binary;
using System.Collections.Immutable;
using Labelwise.Domain.Models;
using Labelwise.Grains.Ports;
using Labelwise.Inference.Isolated;

namespace Labelwise.Tests.Inference.Isolated;

/// <summary>What one process may say to the other, and what is not taken from it.</summary>
public sealed class FramesTests
{
    [Fact]
    public async Task Frames_come_as_they_were_sent_and_then_the_end()
    {
        using var pipe = new MemoryStream();
        var frames = new Frames(pipe, pipe);
        await frames.Write(FrameKind.Image, new byte[100_000]);
        await frames.Write(FrameKind.Gone, default);
        await frames.Flush();
        pipe.Position = 0;
        Assert.Equal((FrameKind.Image, 100_000), Facts(await frames.Read(100_000)));
        Assert.Equal((FrameKind.Gone, 0), Facts(await frames.Read(0)));
        Assert.Null(await frames.Read(0));
    }

    [Theory]
    [InlineData((byte)FrameKind.Answer, 11), InlineData((byte)FrameKind.Answer, -1), InlineData((byte)FrameKind.Answer, int.MinValue), InlineData(0, 0), InlineData(200, 0)]
    public async Task A_length_or_kind_that_nobody_agreed_on_is_not_taken(byte kind, int length)
    {
        using var pipe = new MemoryStream(Header(kind, length));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await new Frames(pipe, pipe).Read(mostBytes: 10));
    }

    [Theory]
    [InlineData(3), InlineData(5), InlineData(9)]
    public async Task An_end_within_a_frame_is_a_lost_process(int bytes)
    {
        using var pipe = new MemoryStream([.. ((byte[])[.. Header((byte)FrameKind.Answer, 5), 1, 2, 3, 4, 5])[..bytes]]);
        await Assert.ThrowsAsync<EndOfStreamException>(async () => await new Frames(pipe, pipe).Read(mostBytes: 10));
    }

    [Fact]
    public void Answers_come_as_they_were_given()
    {
        var probabilities = Assert.IsType<ClassPrediction>(Again(new ClassPrediction([0.25f, 0.75f])).Value).Probabilities;
        Assert.Equal([0.25f, 0.75f], probabilities);
        Detection[] boxes = [new(2, 0.5f, 1.5, 2.5, 30, 40), new(0, 0.25f, 0, 0, 1, 1)];
        Assert.Equal(boxes, Assert.IsType<DetectionPrediction>(Again(new DetectionPrediction([.. boxes])).Value).Detections);
        Assert.Empty(Assert.IsType<DetectionPrediction>(Again(new DetectionPrediction([])).Value).Detections);
        foreach (Prediction told in new Prediction[] { new ClassPrediction([1, 0]) { Embedding = [1, -127, 3] }, new DetectionPrediction([.. boxes]) { Embedding = [-5] } })
            Assert.Equal(told.Embedding, Again(told).Value!.Embedding);
        Assert.Equal(new("image-damaged", "It ends early."), Again(new PredictionRefusal("image-damaged", "It ends early.")).Refusal);
    }

    [Fact]
    public void The_largest_answers_fit_their_frame_and_a_wordy_refusal_is_cut()
    {
        ImmutableArray<Detection> boxes = [.. Enumerable.Repeat(new Detection(1, 0.5f, 1, 2, 3, 4), 10_000)];
        Assert.InRange(AnswerBytes.Write(new DetectionPrediction(boxes)).Length, 1, Frames.MostAnswerBytes / 2);
        var refusal = Again(new PredictionRefusal("model-failed", new string('x', 1_000_000))).Refusal!;
        Assert.InRange(refusal.Message.Length, 1_000, 5_000);
        Assert.EndsWith("…", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, -1), InlineData(1, 3), InlineData(1, int.MaxValue), InlineData(2, 1), InlineData(2, int.MaxValue), InlineData(9, 0)]
    public void A_count_that_its_bytes_do_not_bear_out_is_no_answer(byte kind, int count)
    {
        var bytes = new byte[17];  // no embedding, and room for two numbers, or for no box
        bytes[0] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(5), count);
        Assert.Throws<InvalidDataException>(() => AnswerBytes.Read(bytes));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), count);
        Assert.Throws<InvalidDataException>(() => AnswerBytes.Read(bytes));
    }

    [Fact]
    public void An_answer_that_ends_early_is_none() =>
        Assert.ThrowsAny<IOException>(() => AnswerBytes.Read([1, 0]));

    static Outcome<Prediction, PredictionRefusal> Again(Outcome<Prediction, PredictionRefusal> answer) => AnswerBytes.Read(AnswerBytes.Write(answer));

    static (FrameKind, int) Facts(Frame? frame) => (frame!.Kind, frame.Content.Length);

    static byte[] Header(byte kind, int length)
    {
        var header = new byte[5];
        header[0] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(1), length);
        return header;
    }
}
