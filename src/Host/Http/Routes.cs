using Labelwise.Domain;
using Labelwise.Grains;
using Labelwise.Grains.Jobs;
using Labelwise.Grains.Projects;
using Labelwise.Host.Activities;

namespace Labelwise.Host.Http;

/// <summary>Maps routes. Whoever writes a handler gets the caller, and the project or task they have a right in, or is
/// not called at all: no handler can forget to ask.</summary>
public sealed class Routes(IEndpointRouteBuilder endpoints)
{
    public const string Prefix = "/api/v1";

    /// <summary>A route that needs no session.</summary>
    public void Open(string route, Func<HttpContext, Task<IResult>> handle, Operation operation) =>
        Map(route, Door.Open, null, operation, handle);

    public void SignedIn(string route, Func<Call, Task<IResult>> handle, Operation operation) =>
        Map(route, Door.SignedIn, null, operation, async http =>
            (await Enter(http, operation)).Refuses(out var why, out var caller) ? why.ToHttp() : await handle(new(http, caller)));

    public void Admin(string route, Func<Call, Task<IResult>> handle, Operation operation) =>
        Map(route, Door.Admin, null, operation, async http =>
            (await Enter(http, operation)).Refuses(out var why, out var caller)
                ? (operation.IsHidden && Accounts.Doorkeeper.HasNoCredential(http.Request) ? new NotFound() : why).ToHttp()
            : caller.Account.Admin ? await handle(new(http, caller))
            : new Forbidden("Only an admin may do this.").ToHttp());

    /// <param name="route">Has <c>{project}</c> in it.</param>
    public void Project(string route, Right right, Func<ProjectCall, Task<IResult>> handle, Operation operation) =>
        Map(route, Door.Project, right, operation, async http =>
        {
            if ((await Enter(http, operation)).Refuses(out var why, out var caller)) return why.ToHttp();
            if (!ProjectId.TryParse(http.Request.RouteValues["project"] as string, null, out var id)) return new NotFound().ToHttp();
            using var _ = Present(caller, id, http);
            return (await caller.Project(id, right)).Refuses(out why, out var project) ? why.ToHttp() : await handle(new(http, caller, project));
        });

    /// <param name="route">Has <c>{task}</c> in it.</param>
    public void Task(string route, Right right, Func<TaskCall, Task<IResult>> handle, Operation operation) =>
        Map(route, Door.Task, right, operation, async http =>
        {
            if ((await Enter(http, operation)).Refuses(out var why, out var caller)) return why.ToHttp();
            if (!TaskId.TryParse(http.Request.RouteValues["task"] as string, null, out var id)) return new NotFound().ToHttp();
            using var _ = Present(caller, id.Project, http);
            return (await caller.Project(id.Project, right)).Refuses(out why, out var project) ? why.ToHttp()
                : await handle(new(http, caller, project, id));
        });

    /// <param name="route">Has <c>{job}</c> in it, whose id names its project.</param>
    public void Job(string route, Right right, Func<ProjectCall, JobKind, Task<IResult>> handle, Operation operation) =>
        Map(route, Door.Project, right, operation, async http =>
        {
            if ((await Enter(http, operation)).Refuses(out var why, out var caller)) return why.ToHttp();
            if (!JobId.TryParse((string)http.Request.RouteValues["job"]!, out var kind, out var id)) return new NotFound().ToHttp();
            using var _ = Present(caller, id, http);
            return (await caller.Project(id, right)).Refuses(out why, out var project) ? why.ToHttp()
                : await handle(new(http, caller, project), kind);
        });

    /// <param name="route">Has <c>{evaluation}</c> in it, whose id names its project.</param>
    public void Evaluation(string route, Right right, Func<ProjectCall, string, Task<IResult>> handle, Operation operation) =>
        Map(route, Door.Project, right, operation, async http =>
        {
            if ((await Enter(http, operation)).Refuses(out var why, out var caller)) return why.ToHttp();
            var evaluation = (string)http.Request.RouteValues["evaluation"]!;
            if (!JobId.TryParse(evaluation, out var kind, out var id) || kind is not JobKind.Evaluation) return new NotFound().ToHttp();
            using var _ = Present(caller, id, http);
            return (await caller.Project(id, right)).Refuses(out why, out var project) ? why.ToHttp()
                : await handle(new(http, caller, project), evaluation);
        });

    /// <param name="route">Has <c>{question}</c> in it, whose id names its project.</param>
    public void Question(string route, Right right, Func<ProjectCall, QuestionId, Task<IResult>> handle, Operation operation) =>
        Map(route, Door.Project, right, operation, async http =>
        {
            if ((await Enter(http, operation)).Refuses(out var why, out var caller)) return why.ToHttp();
            if (!QuestionId.TryParse(http.Request.RouteValues["question"] as string, null, out var id)) return new NotFound().ToHttp();
            using var _ = Present(caller, id.Project, http);
            return (await caller.Project(id.Project, right)).Refuses(out why, out var project) ? why.ToHttp()
                : await handle(new(http, caller, project), id);
        });

    static async ValueTask<Outcome<Caller>> Enter(HttpContext http, Operation operation)
    {
        var entering = await http.RequestServices.GetRequiredService<Accounts.Doorkeeper>().Enter(http);
        if (entering.Value is { } caller)
        {
            http.Features.Set(caller);  // for the log
            if (Accounts.Doorkeeper.WhyNotByToken(caller, http.Request.Method, operation) is { } why) return why;
        }
        return entering.Refusal is null && !Call.HasUsableKey(http.Request) ? new MalformedRequest(
            $"{Call.IdempotencyKey} is given once and has 1 to {IId<CommandKey>.MaxLength} visible ASCII characters.") : entering;
    }

    static Presences.Presence Present(Caller caller, ProjectId project, HttpContext http) =>
        http.RequestServices.GetRequiredService<Presences>().Enter(caller.User, project, http);

    void Map(string route, Door door, Right? right, Operation operation, Func<HttpContext, Task<IResult>> handle)
    {
        var (method, pattern) = route.Split(' ') is [var m, var p] ? (m, p) : throw new ArgumentException(route, nameof(route));
        endpoints.MapMethods(Prefix + pattern, [method], async http =>
        {
            var result = await handle(http);
            await http.Note(result);  // whatever was answered as done stands in the log
            await result.ExecuteAsync(http);
        }).WithMetadata(new MappedRoute(method, Prefix + pattern, door, right, operation));
    }
}
