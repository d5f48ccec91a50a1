namespace Labelwise.Cli.Demo;

/// <summary>The demo's model, as <c>demo train</c> wrote it.</summary>
static class PotatoModel
{
    public static byte[] Onnx => Read("potatoes.onnx");

    public static byte[] Card => Read("potatoes.card.json");

    static byte[] Read(string name)
    {
        using var resource = typeof(PotatoModel).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The build left out {name}.");
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
