using Labelwise.Domain;
using Labelwise.Grains.Accounts;
using Labelwise.Grains.Projects;
using Labelwise.Grains.Tasks;

namespace Labelwise.Host.Http;

/// <summary>One request of a signed-in caller.</summary>
public class Call(HttpContext http, Caller caller)
{
    public HttpContext Http { get; } = http;
    public Caller Caller { get; } = caller;
    public IGrainFactory Grains => Caller.Grains;
    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>The client's name for this command; one of ours where the client gave none.</summary>
    public CommandKey Key { get; } = http.Request.Headers.TryGetValue(IdempotencyKey, out var given)
        && CommandKey.TryParse(given, null, out var key) ? key : new($"server-{Guid.NewGuid():n}");

    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>False for a key that could name no command: passed over, a repeat would be done twice.</summary>
    public static bool HasUsableKey(HttpRequest request) => !request.Headers.TryGetValue(IdempotencyKey, out var given)
        || given.Count is 1 && CommandKey.TryParse(given, null, out _);

    public T Service<T>() where T : notnull => Http.RequestServices.GetRequiredService<T>();

    /// <summary>A part of the path, as text.</summary>
    public string Route(string name) => (string)Http.Request.RouteValues[name]!;

    /// <summary>Hash of method, path and content: tells a repeat from another request under the same key.</summary>
    public ulong Fingerprint(ReadOnlySpan<byte> content) => Fingerprints.Of(Http.Request.Method, Http.Request.Path.Value!, content);
}

/// <summary>A request about a project in which the caller has the right that the route names.</summary>
public class ProjectCall(HttpContext http, Caller caller, ProjectSettings project) : Call(http, caller)
{
    public ProjectSettings Project { get; } = project;
    public IProjectGrain ProjectGrain => Grains.GetGrain<IProjectGrain>(Project.Id.Value);
    public bool May(Right right) => Caller.May(Project, right);

    /// <summary>Who is who in the project's tenant.</summary>
    public Task<TenantDirectory> Directory() => Grains.GetGrain<ITenantGrain>(Project.Tenant.Value).Directory();
}

/// <summary>A request about a task of such a project.</summary>
public sealed class TaskCall(HttpContext http, Caller caller, ProjectSettings project, TaskId task) : ProjectCall(http, caller, project)
{
    public TaskId Task { get; } = task;
    public ITaskGrain TaskGrain => Grains.GetGrain<ITaskGrain>(Task.Value);
}
