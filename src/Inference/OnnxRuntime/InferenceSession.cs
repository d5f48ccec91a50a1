using System.Collections;
using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Values that are disposed of together.</summary>
public interface IDisposableReadOnlyCollection<T> : IReadOnlyCollection<T>, IDisposable;

/// <summary>A loaded model. Runs may go on side by side on one session.</summary>
public sealed unsafe class InferenceSession : IDisposable
{
    private readonly SessionHandle session;
    private readonly Dictionary<string, NodeMetadata> inputs, outputs;
    private readonly Dictionary<string, nint> names = new(StringComparer.Ordinal);

    /// <summary>Loads a model from its bytes, which are not needed afterwards.</summary>
    /// <exception cref="OnnxRuntimeException">The bytes are no model that this library runs.</exception>
    public InferenceSession(byte[] model, SessionOptions options)
    {
        nint created;
        var environment = OrtEnv.Instance().Handle;
        var held = false;
        try
        {
            options.DangerousAddRef(ref held);
            fixed (byte* bytes = model)
            {
                var create = (delegate* unmanaged<nint, byte*, nuint, nint, nint*, nint>)
                    OrtApi.Pointer(OrtFunction.CreateSessionFromArray);
                OrtApi.Check(create(environment, bytes, (nuint)model.Length, options.DangerousGetHandle(), &created));
            }
        }
        finally { if (held) options.DangerousRelease(); }
        session = new SessionHandle(created);

        try
        {
            inputs = Describe(
                OrtFunction.SessionGetInputCount, OrtFunction.SessionGetInputName, OrtFunction.SessionGetInputTypeInfo);
            InputNames = [.. inputs.Keys];
            outputs = Describe(
                OrtFunction.SessionGetOutputCount, OrtFunction.SessionGetOutputName,
                OrtFunction.SessionGetOutputTypeInfo);
            OutputNames = [.. outputs.Keys];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IReadOnlyList<string> InputNames { get; }

    public IReadOnlyList<string> OutputNames { get; }

    public IReadOnlyDictionary<string, NodeMetadata> InputMetadata => inputs;

    public IReadOnlyDictionary<string, NodeMetadata> OutputMetadata => outputs;

    /// <summary>Runs the model. The library makes the outputs; dispose of them.</summary>
    /// <exception cref="OnnxRuntimeException">It failed, or was terminated.</exception>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        RunOptions runOptions, IReadOnlyCollection<string> inputNames, IReadOnlyCollection<OrtValue> inputValues,
        IReadOnlyCollection<string> outputNames)
    {
        var made = new nint[outputNames.Count];
        Run(runOptions, inputNames, inputValues, outputNames, made);
        return new Values([.. made.Select(value => new OrtValue(value))]);
    }

    /// <summary>Runs the model into outputs that the caller made.</summary>
    /// <exception cref="OnnxRuntimeException">It failed, was terminated, or an output has another shape.</exception>
    public void Run(
        RunOptions runOptions, IReadOnlyCollection<string> inputNames, IReadOnlyCollection<OrtValue> inputValues,
        IReadOnlyCollection<string> outputNames, IReadOnlyCollection<OrtValue> outputValues)
    {
        if (outputValues.Count != outputNames.Count)
            throw new ArgumentException("One value for each output name.", nameof(outputValues));
        var given = outputValues.Select(value => value.DangerousGetHandle()).ToArray();
        Run(runOptions, inputNames, inputValues, outputNames, given);
        GC.KeepAlive(outputValues);
    }

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();

    void Run(
        RunOptions runOptions, IReadOnlyCollection<string> inputNames, IReadOnlyCollection<OrtValue> inputValues,
        IReadOnlyCollection<string> outputNames, nint[] outputHandles)
    {
        if (inputValues.Count != inputNames.Count)
            throw new ArgumentException("One value for each input name.", nameof(inputValues));
        nint[] inputKeys = [.. inputNames.Select(Name)], outputKeys = [.. outputNames.Select(Name)];
        var inputHandles = inputValues.Select(value => value.DangerousGetHandle()).ToArray();
        var held = false;
        try
        {
            session.DangerousAddRef(ref held);
            fixed (nint* ik = inputKeys, iv = inputHandles, ok = outputKeys, ov = outputHandles)
            {
                var run = (delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint>)
                    OrtApi.Pointer(OrtFunction.Run);
                OrtApi.Check(run(
                    session.DangerousGetHandle(), runOptions.DangerousGetHandle(), ik, iv,
                    (nuint)inputHandles.Length, ok, (nuint)outputHandles.Length, ov));
            }
        }
        finally { if (held) session.DangerousRelease(); }
        GC.KeepAlive(inputValues);
        GC.KeepAlive(runOptions);
    }

    nint Name(string name) => names.TryGetValue(name, out var bytes)
        ? bytes
        : throw new ArgumentException($"The model has no input or output named {name}.", nameof(name));

    Dictionary<string, NodeMetadata> Describe(OrtFunction countOf, OrtFunction nameOf, OrtFunction typeOf)
    {
        var pointer = session.DangerousGetHandle();
        nint allocator;
        OrtApi.Check(OrtApi.Call(OrtFunction.GetAllocatorWithDefaultOptions, (nint)(&allocator)));
        nuint count;
        OrtApi.Check(OrtApi.Call(countOf, pointer, (nint)(&count)));
        var described = new Dictionary<string, NodeMetadata>(StringComparer.Ordinal);
        for (nuint i = 0; i < count; i++)
        {
            nint text, type;
            OrtApi.Check(OrtApi.Call(nameOf, pointer, (nint)i, allocator, (nint)(&text)));
            var name = OrtApi.Text(text);
            OrtApi.Check(OrtApi.Call(OrtFunction.AllocatorFree, allocator, text));
            if (!names.ContainsKey(name)) names.Add(name, session.Keep(name));

            OrtApi.Check(OrtApi.Call(typeOf, pointer, (nint)i, (nint)(&type)));
            try { described.Add(name, new NodeMetadata(type)); }
            finally { OrtApi.Release(OrtFunction.ReleaseTypeInfo, type); }
        }
        return described;
    }

    sealed class SessionHandle : OrtHandle
    {
        private readonly List<nint> kept = [];

        internal SessionHandle(nint owned) : base(OrtFunction.ReleaseSession) => SetHandle(owned);

        /// <summary>A zero-terminated copy that lives as long as the session.</summary>
        internal nint Keep(string name)
        {
            kept.Add(Marshal.StringToCoTaskMemUTF8(name));
            return kept[^1];
        }

        protected override bool ReleaseHandle()
        {
            var released = base.ReleaseHandle();
            foreach (var name in kept) Marshal.FreeCoTaskMem(name);
            return released;
        }
    }

    sealed class Values(OrtValue[] values) : IDisposableReadOnlyCollection<OrtValue>
    {
        public int Count => values.Length;

        public IEnumerator<OrtValue> GetEnumerator() => ((IEnumerable<OrtValue>)values).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public void Dispose()
        {
            foreach (var value in values) value.Dispose();
        }
    }
}
