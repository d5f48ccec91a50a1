using System.Runtime.InteropServices;

namespace Labelwise.Host.Overload;

/// <summary>Lets in as many requests as the machine can serve, the urgent first, and turns away what would wait too long:
/// a server asked for more than it can do does as much as it can.</summary>
sealed class Admission(AdmissionLimits limits, TimeProvider time)
{
    const int MostLooks = 20;
    static readonly TimeSpan LookAfter = TimeSpan.FromMilliseconds(50);
    static readonly int Kinds = Enum.GetValues<Urgency>().Length;

    readonly Lock gate = new();
    readonly HashSet<Place> served = [];
    readonly LinkedList<Place>[] waiting = [.. Enumerable.Range(0, Kinds).Select(_ => new LinkedList<Place>())];
    readonly int[] counts = new int[Kinds];
    readonly Dictionary<string, int> clients = new(StringComparer.Ordinal);
    long turnedAway;

    /// <summary>Requests turned away since the start.</summary>
    public long TurnedAway => Interlocked.Read(ref turnedAway);

    /// <summary>Whether people wait.</summary>
    public bool IsBusy => Waiting(Urgency.Work) + Waiting(Urgency.View) > 0;

    /// <summary>For work that nobody waits for: returns once no people wait, and after a second in any case.</summary>
    public async Task Calm(CancellationToken cancellation)
    {
        for (var looked = 0; IsBusy && looked < MostLooks; looked++) await Task.Delay(LookAfter, time, cancellation);
    }

    public int Waiting(Urgency urgency)
    {
        lock (gate) return waiting[(int)urgency].Count;
    }

    /// <summary>Requests of this kind that count as being served.</summary>
    public int Served(Urgency urgency)
    {
        lock (gate) return counts[(int)urgency];
    }

    /// <summary>A place for a request, now or once it is its turn; disposed of when it is answered.</summary>
    /// <param name="client">Whose it is.</param>
    /// <returns>Null where it is turned away.</returns>
    public ValueTask<Place?> Enter(Urgency urgency, string client, CancellationToken aborted)
    {
        Place place;
        lock (gate)
        {
            if (!Counts(client, urgency)) return default;
            place = new(this, urgency, client, time.GetTimestamp());
            if (MayGoIn(urgency))
            {
                Serve(place);
                return new(place);
            }
            place.Turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
            place.Node = waiting[(int)urgency].AddLast(place);
        }
        return new(place.Wait(aborted));
    }

    /// <summary>Gives up on requests that waited too long, and lets go of places held too long. Called every so often.</summary>
    public void Sweep()
    {
        lock (gate)
        {
            for (var kind = 0; kind < Kinds; kind++)
                while (waiting[kind].First?.Value is { } oldest && time.GetElapsedTime(oldest.Since) > AdmissionLimits.Patience((Urgency)kind)) Refuse(oldest);
            foreach (var slow in served.Where(p => time.GetElapsedTime(p.Since) > limits.Holds).ToList()) Release(slow);
            LetIn();
        }
    }

    bool Counts(string client, Urgency urgency)
    {
        var own = clients.GetValueOrDefault(client);
        if (own < limits.OfOneClient && (MayGoIn(urgency) || waiting[(int)urgency].Count < limits.Waiting(urgency)))
        {
            clients[client] = own + 1;
            return true;
        }
        turnedAway++;
        return false;
    }

    bool MayGoIn(Urgency urgency) => HasRoom(urgency) && !AnyWaits(upTo: urgency);

    bool HasRoom(Urgency urgency) => urgency switch
    {
        Urgency.Job => counts[(int)Urgency.Job] < limits.JobsAtOnce,
        Urgency.View => counts[(int)Urgency.View] < limits.ViewsAtOnce && HasRoom(Urgency.Work),
        _ => counts[(int)Urgency.Work] + counts[(int)Urgency.View] < limits.AtOnce,
    };

    bool AnyWaits(Urgency upTo)
    {
        for (var kind = Urgency.Work; kind <= upTo; kind++)
            if (waiting[(int)kind].Count > 0) return true;
        return false;
    }

    void LetIn()
    {
        for (var kind = Urgency.Work; kind <= Urgency.Job; kind++)
        {
            // Views may be at their limit while work is not; a job never goes before either.
            if (kind is Urgency.Job && AnyWaits(upTo: Urgency.View)) return;
            while (waiting[(int)kind].First is { Value: var next } && HasRoom(kind))
            {
                waiting[(int)kind].RemoveFirst();
                next.Node = null;
                Serve(next);
                next.Turn!.TrySetResult(true);
            }
        }
    }

    void Serve(Place place)
    {
        place.Since = time.GetTimestamp();
        served.Add(place);
        counts[(int)place.Urgency]++;
    }

    void Release(Place place)
    {
        if (served.Remove(place)) counts[(int)place.Urgency]--;
    }

    void Refuse(Place place)
    {
        waiting[(int)place.Urgency].Remove(place.Node!);
        place.Node = null;
        turnedAway++;
        place.Turn!.TrySetResult(false);
    }

    void Leave(Place place)
    {
        lock (gate)
        {
            if (place.Node is { } node) waiting[(int)place.Urgency].Remove(node);
            place.Node = null;
            Release(place);
            if (--CollectionsMarshal.GetValueRefOrNullRef(clients, place.Client) is 0) clients.Remove(place.Client);
            LetIn();
        }
    }

    /// <summary>What a request holds while it is served, or its place in the queue.</summary>
    internal sealed class Place(Admission admission, Urgency urgency, string client, long since) : IDisposable
    {
        bool left;

        internal Urgency Urgency => urgency;
        internal string Client => client;
        internal long Since { get; set; } = since;
        internal LinkedListNode<Place>? Node { get; set; }
        internal TaskCompletionSource<bool>? Turn { get; set; }

        internal async Task<Place?> Wait(CancellationToken aborted)
        {
            try
            {
                if (await Turn!.Task.WaitAsync(aborted)) return this;
                Dispose();
                return null;
            }
            catch (OperationCanceledException)
            {
                Dispose();
                throw;
            }
        }

        public void Dispose()
        {
            if (left) return;
            left = true;
            admission.Leave(this);
        }
    }
}
