namespace Labelwise.Inference.Images.Vips;

/// <summary>libvips could not do what was asked; the message holds its own words.</summary>
sealed class VipsException(string operation)
    : Exception($"{operation}: {VipsLibrary.TakeErrors()}");

/// <summary>One call of libvips: a named operation, its arguments, its result.</summary>
/// <remarks>The C functions with variable arguments are conveniences over exactly this.</remarks>
sealed unsafe class VipsOperation : IDisposable
{
    private readonly string name;
    private nint operation;

    /// <exception cref="VipsException">There is no such operation, or it is blocked.</exception>
    internal VipsOperation(string name)
    {
        this.name = name;
        operation = VipsNative.NewOperation(name);
        if (operation == 0) throw new VipsException(name);
    }

    internal VipsOperation With(string argument, int number)
    {
        GValue value = default;
        VipsNative.InitValue(&value, GValue.Int);
        VipsNative.SetInt(&value, number);
        return Set(argument, &value);
    }

    internal VipsOperation With(string argument, bool truth)
    {
        GValue value = default;
        VipsNative.InitValue(&value, GValue.Boolean);
        VipsNative.SetBoolean(&value, truth ? 1 : 0);
        return Set(argument, &value);
    }

    internal VipsOperation With(string argument, double number)
    {
        GValue value = default;
        VipsNative.InitValue(&value, GValue.Double);
        VipsNative.SetDouble(&value, number);
        return Set(argument, &value);
    }

    internal VipsOperation With(string argument, string text)
    {
        GValue value = default;
        VipsNative.InitValue(&value, GValue.String);
        VipsNative.SetString(&value, text);
        return Set(argument, &value);
    }

    internal VipsOperation With(string argument, VipsImage image)
    {
        GValue value = default;
        VipsNative.InitValue(&value, VipsNative.ImageType());
        VipsNative.SetObject(&value, image.Pointer);
        return Set(argument, &value);
    }

    internal VipsOperation With(string argument, params ReadOnlySpan<double> numbers)
    {
        GValue value = default;
        VipsNative.InitValue(&value, VipsNative.DoublesType());
        fixed (double* first = numbers) VipsNative.SetDoubles(&value, first, numbers.Length);
        return Set(argument, &value);
    }

    /// <param name="bytes">Stay pinned for as long as anything made from them.</param>
    internal VipsOperation With(string argument, PinnedBytes bytes)
    {
        GValue value = default;
        VipsNative.InitValue(&value, VipsNative.BlobType());
        VipsNative.SetBlob(&value, free: 0, bytes.Pointer, (nuint)bytes.Length);
        return Set(argument, &value);
    }

    /// <exception cref="VipsException">It failed.</exception>
    internal VipsImage ToImage()
    {
        Run();
        GValue value = default;
        VipsNative.InitValue(&value, VipsNative.ImageType());
        VipsNative.GetProperty(operation, "out", &value);
        var image = VipsNative.TakeObject(&value);
        VipsNative.UnsetValue(&value);
        return new VipsImage(image);
    }

    /// <summary>The bytes a saver wrote.</summary>
    /// <exception cref="VipsException">It failed.</exception>
    internal byte[] ToBytes()
    {
        Run();
        GValue value = default;
        VipsNative.InitValue(&value, VipsNative.BlobType());
        VipsNative.GetProperty(operation, "buffer", &value);
        nuint length;
        var data = VipsNative.GetBlob(VipsNative.GetBoxed(&value), &length);
        var bytes = new ReadOnlySpan<byte>(data, checked((int)length)).ToArray();
        VipsNative.UnsetValue(&value);
        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (operation == 0) return;
        VipsNative.UnrefOutputs(operation);
        VipsNative.Unref(operation);
        operation = 0;
    }

    void Run()
    {
        if (VipsNative.Build(operation) != 0) throw new VipsException(name);
    }

    VipsOperation Set(string argument, GValue* value)
    {
        VipsNative.SetProperty(operation, argument, value);
        VipsNative.UnsetValue(value);
        return this;
    }
}
