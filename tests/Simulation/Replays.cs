using Labelwise.Tests.Simulation.Plans;

namespace Labelwise.Tests.Simulation;

/// <summary>Looks at single seeds from the command line.</summary>
static class Replays
{
    /// <summary>What to type to see a seed's day again.</summary>
    public static string CommandFor(ulong seed) => $"dotnet run --project tests/Simulation -- replay {seed}";

    public static int Replay(ulong seed)
    {
        var plan = PlanMaker.Of(seed);
        Console.WriteLine($"Seed {seed}\n{plan}\n");
        return Tell(Day.Live(plan, Console.WriteLine));
    }

    public static int Shrink(ulong seed)
    {
        var plan = PlanMaker.Of(seed);
        if (Day.Live(plan).Wrong is null) return Tell(new(null, 0, false));
        var shrunk = Shrinker.Shrink(plan);
        Console.WriteLine($"Seed {seed}, shrunk\n{shrunk}\n");
        return Tell(Day.Live(shrunk, Console.WriteLine));
    }

    public static int Hash(ulong from, int count)
    {
        for (var i = 0; i < count; i++) Console.WriteLine(Day.HashOf(PlanMaker.Of(from + (ulong)i)));
        return 0;
    }

    /// <summary>Looks for a seed that breaks something and ends with the first.</summary>
    public static int Hunt(ulong from, int count)
    {
        for (var seed = from; seed < from + (ulong)count; seed++)
            if (Broken(seed) is { } why)
            {
                Console.WriteLine($"seed {seed}: {why}");
                return 1;
            }
        return 0;
    }

    static string? Broken(ulong seed)
    {
        try { return Day.Live(PlanMaker.Of(seed)).Wrong is { } wrong ? (wrong as Checks.InvariantBrokenException)?.Invariant.ToString() ?? wrong.Message : null; }
        catch (Exception unforeseen) { return unforeseen.GetType().Name; }
    }

    static int Tell(Outcome outcome)
    {
        Console.WriteLine($"\n{outcome.Steps} steps: {outcome.Wrong?.ToString() ?? "nothing went wrong"}");
        return outcome.Wrong is null ? 0 : 1;
    }
}
