using System.Buffers;
using System.Runtime.CompilerServices;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>A tensor: memory of ours that the library reads and writes in place, or memory of its own.</summary>
public sealed unsafe class OrtValue : OrtHandle
{
    private MemoryHandle pinned;

    internal OrtValue(nint owned) : base(OrtFunction.ReleaseValue) => SetHandle(owned);

    /// <summary>A tensor over this array, without a copy; it stays pinned until the tensor is disposed of.</summary>
    /// <exception cref="OnnxRuntimeException">The array is shorter than the shape.</exception>
    public static OrtValue CreateTensorValueFromMemory<T>(T[] data, long[] shape) where T : unmanaged =>
        CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, data.AsMemory(), shape);

    /// <inheritdoc cref="CreateTensorValueFromMemory{T}(T[], long[])"/>
    public static OrtValue CreateTensorValueFromMemory<T>(OrtMemoryInfo memoryInfo, Memory<T> memory, long[] shape) where T : unmanaged
    {
        var pin = memory.Pin();
        try
        {
            nint created;
            fixed (long* sides = shape)
            {
                var create = (delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)
                    OrtApi.Pointer(OrtFunction.CreateTensorWithDataAsOrtValue);
                OrtApi.Check(create(
                    memoryInfo.Pointer, pin.Pointer, (nuint)memory.Length * (nuint)sizeof(T), sides, (nuint)shape.Length,
                    (int)ElementType<T>(), &created));
            }
            return new OrtValue(created) { pinned = pin };
        }
        catch
        {
            pin.Dispose();
            throw;
        }
    }

    /// <summary>The elements where they lie, valid until the tensor is disposed of.</summary>
    public ReadOnlySpan<T> GetTensorDataAsSpan<T>() where T : unmanaged => GetTensorMutableDataAsSpan<T>();

    /// <inheritdoc cref="GetTensorDataAsSpan{T}"/>
    public Span<T> GetTensorMutableDataAsSpan<T>() where T : unmanaged
    {
        var info = GetTensorTypeAndShape();
        if (info.ElementDataType != ElementType<T>())
            throw new InvalidOperationException($"The tensor holds {info.ElementDataType}, not {typeof(T).Name}.");
        nint data;
        OrtApi.Check(OrtApi.Call(OrtFunction.GetTensorMutableData, handle, (nint)(&data)));
        return new Span<T>((void*)data, checked((int)info.ElementCount));
    }

    public OrtTensorTypeAndShapeInfo GetTensorTypeAndShape()
    {
        nint info;
        OrtApi.Check(OrtApi.Call(OrtFunction.GetTensorTypeAndShape, handle, (nint)(&info)));
        try { return new OrtTensorTypeAndShapeInfo(info); }
        finally { OrtApi.Release(OrtFunction.ReleaseTensorTypeAndShapeInfo, info); }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        var released = base.ReleaseHandle();
        pinned.Dispose();
        return released;
    }

    static TensorElementType ElementType<T>() where T : unmanaged =>
        typeof(T) == typeof(float) ? TensorElementType.Float
        : typeof(T) == typeof(byte) ? TensorElementType.UInt8
        : typeof(T) == typeof(int) ? TensorElementType.Int32
        : typeof(T) == typeof(long) ? TensorElementType.Int64
        : typeof(T) == typeof(double) ? TensorElementType.Double
        : throw new NotSupportedException($"No tensors of {typeof(T).Name} are made here.");
}
