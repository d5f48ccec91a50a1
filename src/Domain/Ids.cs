using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Labelwise.Domain;

/// <summary>An id is text that carries no authority: whoever uses one is checked against what it names.</summary>
public interface IId<TSelf> : IParsable<TSelf> where TSelf : struct, IId<TSelf>
{
    string Value { get; }

    /// <summary>Longest text any id may have, in characters.</summary>
    const int MaxLength = 120;
}

/// <summary>An isolated customer: users and projects of one tenant do not exist for another.</summary>
[GenerateSerializer, Immutable, Alias("tenant-id"), JsonConverter(typeof(IdConverter<TenantId>))]
public readonly record struct TenantId([property: Id(0)] string Value) : IId<TenantId>
{
    public override string ToString() => Value;
    public static TenantId Parse(string s, IFormatProvider? provider = null) => new(IdText.Check(s));
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TenantId result) =>
        IdText.Try(s, static t => new TenantId(t), out result);
}

/// <summary>An account; an annotator, reviewer or curator is a user in a role of a project.</summary>
[GenerateSerializer, Immutable, Alias("user-id"), JsonConverter(typeof(IdConverter<UserId>))]
public readonly record struct UserId([property: Id(0)] string Value) : IId<UserId>
{
    public override string ToString() => Value;
    public static UserId Parse(string s, IFormatProvider? provider = null) => new(IdText.Check(s));
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out UserId result) =>
        IdText.Try(s, static t => new UserId(t), out result);
}

[GenerateSerializer, Immutable, Alias("project-id"), JsonConverter(typeof(IdConverter<ProjectId>))]
public readonly record struct ProjectId([property: Id(0)] string Value) : IId<ProjectId>
{
    public override string ToString() => Value;
    public static ProjectId Parse(string s, IFormatProvider? provider = null) => new(IdText.Check(s));
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ProjectId result) =>
        IdText.Try(s, static t => new ProjectId(t), out result);
}

[GenerateSerializer, Immutable, Alias("lease-id"), JsonConverter(typeof(IdConverter<LeaseId>))]
public readonly record struct LeaseId([property: Id(0)] string Value) : IId<LeaseId>
{
    public override string ToString() => Value;
    public static LeaseId Parse(string s, IFormatProvider? provider = null) => new(IdText.Check(s));
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out LeaseId result) =>
        IdText.Try(s, static t => new LeaseId(t), out result);
}

/// <summary>The client's name for one intended command: sent twice, it is one command. Scoped to its user.</summary>
[GenerateSerializer, Immutable, Alias("command-key"), JsonConverter(typeof(IdConverter<CommandKey>))]
public readonly record struct CommandKey([property: Id(0)] string Value) : IId<CommandKey>
{
    public override string ToString() => Value;
    public static CommandKey Parse(string s, IFormatProvider? provider = null) => new(IdText.Check(s));
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CommandKey result) =>
        IdText.Try(s, static t => new CommandKey(t), out result);
}

/// <summary>One sample at one stage of a project's pipeline: the project and a running number in it.</summary>
[GenerateSerializer, Immutable, Alias("task-id"), JsonConverter(typeof(IdConverter<TaskId>))]
public readonly record struct TaskId([property: Id(0)] ProjectId Project, [property: Id(1)] int Index) : IId<TaskId>
{
    public string Value => $"{Project.Value}-{Index}";
    public override string ToString() => Value;

    public static TaskId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is no task id.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TaskId result)
    {
        result = default;
        if (s is null || s.Length > IId<TaskId>.MaxLength || s.LastIndexOf('-') is not (> 0 and var dash)) return false;
        var digits = s.AsSpan(dash + 1);
        if (digits is [] or ['0', _, ..] || digits.ContainsAnyExceptInRange('0', '9')) return false;
        if (!int.TryParse(digits, out var index) || !ProjectId.TryParse(s[..dash], provider, out var project)) return false;
        result = new(project, index);
        return true;
    }
}

/// <summary>A question in a project: the project and a name of its own in it.</summary>
[GenerateSerializer, Immutable, Alias("question-id"), JsonConverter(typeof(IdConverter<QuestionId>))]
public readonly record struct QuestionId([property: Id(0)] ProjectId Project, [property: Id(1)] string Name) : IId<QuestionId>
{
    public string Value => $"{Project.Value}~{Name}";
    public override string ToString() => Value;

    public static QuestionId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is no question id.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out QuestionId result)
    {
        result = default;
        if (s is null || s.Length > IId<QuestionId>.MaxLength || s.Split('~') is not [var before, { Length: > 0 } name]) return false;
        if (!ProjectId.TryParse(before, provider, out var project) || !ProjectId.TryParse(name, provider, out _)) return false;
        result = new(project, name);
        return true;
    }
}

/// <summary>An API token of an account; the token itself is something else, and known to its bearer alone.</summary>
[GenerateSerializer, Immutable, Alias("api-token-id"), JsonConverter(typeof(IdConverter<ApiTokenId>))]
public readonly record struct ApiTokenId([property: Id(0)] string Value) : IId<ApiTokenId>
{
    public override string ToString() => Value;
    public static ApiTokenId Parse(string s, IFormatProvider? provider = null) => new(IdText.Check(s));
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ApiTokenId result) =>
        IdText.Try(s, static t => new ApiTokenId(t), out result);
}

/// <summary>A company whose people annotate.</summary>
[GenerateSerializer, Immutable, Alias("vendor-id"), JsonConverter(typeof(IdConverter<VendorId>))]
public readonly record struct VendorId([property: Id(0)] string Value) : IId<VendorId>
{
    public override string ToString() => Value;
    public static VendorId Parse(string s, IFormatProvider? provider = null) => new(IdText.Check(s));
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out VendorId result) =>
        IdText.Try(s, static t => new VendorId(t), out result);
}

/// <summary>A work order of a project: the project and a name of its own in it.</summary>
[GenerateSerializer, Immutable, Alias("work-order-id"), JsonConverter(typeof(IdConverter<WorkOrderId>))]
public readonly record struct WorkOrderId([property: Id(0)] ProjectId Project, [property: Id(1)] string Name) : IId<WorkOrderId>
{
    public string Value => $"{Project.Value}~{Name}";
    public override string ToString() => Value;

    public static WorkOrderId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is no work order id.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out WorkOrderId result)
    {
        // Written as a question's id is.
        var known = QuestionId.TryParse(s, provider, out var id);
        result = known ? new(id.Project, id.Name) : default;
        return known;
    }
}

static class IdText
{
    public static string Check(string text) =>
        Fits(text) ? text : throw new FormatException("An id is 1 to 120 visible ASCII characters.");

    public static bool Try<T>(string? text, Func<string, T> make, out T id) where T : struct
    {
        var fits = text is not null && Fits(text);
        id = fits ? make(text!) : default;
        return fits;
    }

    static bool Fits(string text) =>
        text.Length is > 0 and <= IId<UserId>.MaxLength && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
}

/// <summary>Writes an id as the plain text that it is, as a value and as a key.</summary>
public sealed class IdConverter<T> : JsonConverter<T> where T : struct, IId<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && T.TryParse(reader.GetString(), null, out var id)
            ? id : throw new JsonException($"not an id ({typeof(T).Name})");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.TryParse(reader.GetString(), null, out var id) ? id : throw new JsonException($"not an id ({typeof(T).Name})");

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);
}
