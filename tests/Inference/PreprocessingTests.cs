using System.Buffers;
using Labelwise.Domain.Models;
using Labelwise.Inference.Images;
using Labelwise.Inference.Models;

namespace Labelwise.Tests.Inference;

public sealed class PreprocessingTests
{
    static readonly ModelInput Gray = new(
        "input", TensorLayout.Nchw, 1, ChannelOrder.Gray, 2, 2, ResizeMode.Stretch, ResizeFilter.Area, 1, [0], [1]);

    static readonly ModelInput Rgb = Gray with { Channels = 3, Color = ChannelOrder.Rgb, Mean = [0, 0, 0], Std = [1, 1, 1] };

    static float[] Fill(ModelInput input, int width, int height, int channels, params byte[] pixels)
    {
        var lent = ArrayPool<byte>.Shared.Rent(pixels.Length);
        pixels.CopyTo(lent, 0);
        using var image = new DecodedImage(lent, width, height, channels);
        var preprocessing = new Preprocessing(input);
        var tensor = new float[preprocessing.Length];
        preprocessing.Fill(image, tensor);
        return tensor;
    }

    [Fact]
    public void Area_is_the_mean_of_the_box_under_each_pixel() => Assert.Equal(
        [15, 35, 55, 75],
        Fill(Gray, 4, 4, 1, 10, 20, 30, 40, 10, 20, 30, 40, 50, 60, 70, 80, 50, 60, 70, 80));

    [Fact]
    public void Area_weighs_a_pixel_by_how_much_of_it_is_covered() =>
        // Each target covers one and a half of three: (2·30 + 60) / 3 and (60 + 2·90) / 3.
        Assert.Equal([40, 80], Fill(Gray with { Height = 1 }, 3, 1, 1, 30, 60, 90));

    [Fact]
    public void Bilinear_samples_between_pixel_centres_and_goes_on_at_the_edge() => Assert.Equal(
        [0, 25, 75, 100], Fill(Gray with { Width = 4, Height = 1, Filter = ResizeFilter.Bilinear }, 2, 1, 1, 0, 100));

    [Fact]
    public void A_letterbox_keeps_the_aspect_and_pads_with_gray() => Assert.Equal(
        [114, 114, 114, 114, 1, 2, 3, 4, 1, 2, 3, 4, 114, 114, 114, 114],
        Fill(Gray with { Width = 4, Height = 4, Mode = ResizeMode.Letterbox }, 4, 2, 1, 1, 2, 3, 4, 1, 2, 3, 4));

    [Fact]
    public void A_crop_keeps_the_middle() => Assert.Equal(
        [2, 3, 2, 3], Fill(Gray with { Mode = ResizeMode.Crop }, 4, 2, 1, 1, 2, 3, 4, 1, 2, 3, 4));

    [Fact]
    public void Channels_come_in_the_order_and_layout_of_the_card()
    {
        byte[] pixels = [1, 2, 3, 4, 5, 6];
        var wide = Rgb with { Height = 1 };
        Assert.Equal([1, 4, 2, 5, 3, 6], Fill(wide, 2, 1, 3, pixels));
        Assert.Equal([3, 6, 2, 5, 1, 4], Fill(wide with { Color = ChannelOrder.Bgr }, 2, 1, 3, pixels));
        Assert.Equal([1, 2, 3, 4, 5, 6], Fill(wide with { Layout = TensorLayout.Nhwc }, 2, 1, 3, pixels));
    }

    [Fact]
    public void Gray_is_the_luma_of_a_colour_and_a_gray_image_feeds_all_three_channels()
    {
        // 0.299 · 100 + 0.587 · 200 + 0.114 · 50
        Assert.Equal([153], Fill(Gray with { Width = 1, Height = 1 }, 1, 1, 3, 100, 200, 50));
        Assert.Equal([7, 7, 7], Fill(Rgb with { Width = 1, Height = 1 }, 1, 1, 1, 7));
    }

    [Fact]
    public void A_value_is_scaled_then_centred_then_divided() => Assert.Equal(
        (255 / 255f - 0.5f) / 0.25f,
        Fill(Gray with { Width = 1, Height = 1, Scale = 1 / 255.0, Mean = [0.5], Std = [0.25] }, 1, 1, 1, 255)[0], 1e-6);

    [Fact]
    public void Of_boxes_that_overlap_too_much_the_best_stays()
    {
        Detection Box(int label, float score, double x) => new(label, score, x, 0, 10, 10);
        List<Detection> boxes = [Box(0, 0.5f, 1), Box(0, 0.9f, 0), Box(1, 0.8f, 0), Box(0, 0.7f, 8)];
        Assert.Equal([0.9f, 0.8f, 0.7f], Suppression.Keep(boxes, Postprocess.Default).Select(box => box.Score));
        Assert.Equal([0.9f, 0.7f], Suppression.Keep(boxes, Postprocess.Default with { NmsPerClass = false }).Select(box => box.Score));
        Assert.Equal([0.9f], Suppression.Keep(boxes, Postprocess.Default with { MaxDetections = 1 }).Select(box => box.Score));
        Assert.Equal(1 / 3.0, Suppression.Overlap(Box(0, 1, 0), Box(0, 1, 5)), 1e-12);
    }
}
