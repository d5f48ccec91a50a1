namespace Labelwise.Host.Http;

/// <summary>Memory for what exceeds the usual size of bodies, all requests together: many large ones at once are turned away
/// unbegun rather than kept.</summary>
public sealed class LargeBodies
{
    /// <summary>All of them together, in bytes.</summary>
    const long MostBytes = 256 << 20;

    long taken;

    /// <summary>Takes room until <paramref name="http"/> is answered.</summary>
    /// <returns>False where there is none.</returns>
    public bool TryTake(HttpContext http, int bytes)
    {
        if (Interlocked.Add(ref taken, bytes) > MostBytes)
        {
            Interlocked.Add(ref taken, -bytes);
            return false;
        }
        http.Response.RegisterForDispose(new Room(this, bytes));
        return true;
    }

    sealed class Room(LargeBodies of, int bytes) : IDisposable
    {
        public void Dispose() => Interlocked.Add(ref of.taken, -bytes);
    }
}
