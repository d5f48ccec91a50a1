using System.Diagnostics;
using System.Text.Json;

namespace Labelwise.Benchmarks;

/// <summary>What people wait for, over HTTP, in projects of several sizes: a server for each, asked in turn by one client.</summary>
static class Growth
{
    const int Rounds = 5, AskedARound = 60, Warmup = 100, Annotators = 8, Page = 50;

    /// <summary>Half of the list lies before it.</summary>
    const string DeepCursor = "3f000000_0";  // the bits of 0.5

    static readonly string[] Kinds = ["next", "submit", "list", "listOfAnnotator", "progress"];

    public static async Task Run(int[] sizes, string? plot)
    {
        var sites = new List<Site>();
        try
        {
            foreach (var size in sizes) sites.Add(await Site.Make(size));
            foreach (var site in sites) await site.Ask(Warmup);
            foreach (var site in sites) site.Forget();
            for (var round = 0; round < Rounds; round++)
                foreach (var site in sites) await site.Ask(AskedARound);
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                asked = Rounds * AskedARound,
                sizes = sites.Select(s => new { tasks = s.Tasks, serverMb = s.ServerBytes >> 20, ms = Kinds.ToDictionary(k => k, k => new { p50 = s.P50(k), p99 = s.P99(k) }) }),
                toSmallest = sites.Skip(1).Select(s => new
                {
                    tasks = s.Tasks, p50 = Kinds.ToDictionary(k => k, k => Math.Round(s.P50(k) / sites[0].P50(k), 2)),
                    p99 = Kinds.ToDictionary(k => k, k => Math.Round(s.P99(k) / sites[0].P99(k), 2)),
                }),
                load1 = Figures.Load,
            }));
            if (plot is not null)
                await File.WriteAllTextAsync(plot, GrowthPlot.Draw(sizes, Kinds, (kind, at) => sites[at].P50(kind), (kind, at) => sites[at].P99(kind)));
        }
        finally
        {
            foreach (var site in sites) await site.DisposeAsync();
        }
    }

    /// <summary>A server with a project of one size.</summary>
    sealed class Site(int tasks, string folder, ServerUnderTest server, Worker[] workers) : IAsyncDisposable
    {
        readonly Dictionary<string, List<double>> ms = Kinds.ToDictionary(k => k, _ => new List<double>());
        int turn;

        public int Tasks => tasks;
        public long ServerBytes => server.ResidentBytes;
        public double P50(string kind) => Figures.Quantile(ms[kind], 0.5);
        public double P99(string kind) => Figures.Quantile(ms[kind], 0.99);

        public static async Task<Site> Make(int tasks)
        {
            var folder = Directory.CreateTempSubdirectory("labelwise-bench-").FullName;
            await SizedProject.Make(folder, tasks, decided: true);
            var server = await ServerUnderTest.Start(folder);
            await server.SignIn();
            return new(tasks, folder, server, await Worker.Hire(server, Annotators));
        }

        public async Task Ask(int times)
        {
            for (var i = 0; i < times; i++, turn++)
            {
                var worker = workers[turn % workers.Length];
                var task = await Timed("next", () => worker.Next());
                await Timed("submit", () => worker.Submit(task));
                var list = $"projects/{Worker.Project}/tasks?state=REVIEWED&class=c{turn % SizedProject.Classes}&minConfidence=0.2&sort=confidence&limit={Page}&cursor={DeepCursor}";
                await Timed("list", () => Full(list));
                await Timed("listOfAnnotator", () => Full($"{list}&annotator=annotator{turn % SizedProject.Deciders}"));
                await Timed("progress", () => server.Get($"projects/{Worker.Project}/progress"));
            }
        }

        public void Forget()
        {
            foreach (var figures in ms.Values) figures.Clear();
        }

        /// <summary>A page as long as any: a short one would cost less.</summary>
        async Task<JsonElement> Full(string list) =>
            await server.Get(list) is var page && page.GetProperty("items").GetArrayLength() is Page ? page : throw new InvalidOperationException($"{list} is short.");

        async Task<T> Timed<T>(string kind, Func<Task<T>> act)
        {
            var started = Stopwatch.GetTimestamp();
            var result = await act();
            ms[kind].Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            return result;
        }

        public async ValueTask DisposeAsync()
        {
            await server.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
