using System.Collections.Immutable;
using System.Text;
using Labelwise.Domain;
using Labelwise.Grains;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Labelwise.Host.Http;

/// <param name="Name">As the client called it: a label for people, never a path of ours.</param>
public sealed record UploadedFile(string Name, StagedFile Staged)
{
    public ContentHash Hash => Staged.Hash;
    public long SizeBytes => Staged.SizeBytes;
}

/// <summary>A form with files (multipart/form-data). They stream to disk as they come and are gone when it is disposed of;
/// what is accepted is kept first.</summary>
public sealed record Upload(ImmutableDictionary<string, string> Fields, ImmutableDictionary<string, UploadedFile> Files) : IDisposable
{
    /// <summary>Where files wait, in the data directory.</summary>
    public const string Folder = "uploads";

    /// <summary>Most parts of a form, and most bytes of a field.</summary>
    public const int MostParts = 20, FieldBytes = 64 << 10;

    const int LongestBoundary = 100;

    /// <summary>What was asked, for <see cref="Call.Fingerprint"/>.</summary>
    public byte[] Content => Encoding.UTF8.GetBytes(string.Join('\n',
        Fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}")
            .Concat(Files.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}:{f.Value.Hash}"))));

    /// <param name="fields">The fields that must be given.</param>
    /// <param name="files">The files that must be given.</param>
    /// <param name="optional">Fields that may be given; no others are known here.</param>
    /// <returns>To be disposed of.</returns>
    public static async Task<Outcome<Upload>> Read(Call call, IReadOnlyList<string> fields, IReadOnlyList<string> files, params IReadOnlyList<string> optional)
    {
        var request = call.Http.Request;
        var most = call.Service<ServerOptions>().MostUploadBytes;
        if (request.ContentLength > most)
        {
            call.Http.Response.Headers.Connection = "close";  // what is on its way is not read
            return new TooLarge(most);
        }
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "multipart/form-data"
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= LongestBoundary } boundary)
            return new WrongMediaType("multipart/form-data");
        if (call.Http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = most + MostParts * FieldBytes;
        try
        {
            return await Read(new MultipartReader(boundary, request.Body), call, fields, files, optional, most);
        }
        catch (Exception e) when (e is InvalidDataException or IOException && !call.Aborted.IsCancellationRequested && e is not BadHttpRequestException)
        {
            return new MalformedRequest("This form ends before its last boundary, or is no form.");
        }
    }

    /// <summary>Forgets what came in, kept or not.</summary>
    public void Dispose()
    {
        foreach (var file in Files.Values) file.Staged.Dispose();
    }

    static async Task<Outcome<Upload>> Read(
        MultipartReader form, Call call, IReadOnlyList<string> fields, IReadOnlyList<string> files, IReadOnlyList<string> optional, long most)
    {
        var upload = new Upload(ImmutableDictionary<string, string>.Empty, ImmutableDictionary<string, UploadedFile>.Empty);
        var taken = false;
        try
        {
            var violations = ImmutableArray.CreateBuilder<Violation>();
            for (var parts = 0; await form.ReadNextSectionAsync(call.Aborted) is { } part; parts++)
            {
                if (parts >= MostParts) return new TooLarge(most);
                if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition)) continue;
                var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
                if (upload.Fields.ContainsKey(name) || upload.Files.ContainsKey(name)) violations.Add(new($"/{name}", "duplicate-member", $"'{name}' is given twice."));
                else if (disposition.IsFileDisposition() && files.Contains(name))
                {
                    var staged = await StagedFile.Take(new BoundedUpload(part.Body, most), Path.Combine(call.Service<ServerOptions>().Data, Folder), call.Aborted);
                    var fileName = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value ?? name;
                    upload = upload with { Files = upload.Files.Add(name, new(fileName[..Math.Min(fileName.Length, 255)], staged)) };
                }
                else if (!disposition.IsFileDisposition() && (fields.Contains(name) || optional.Contains(name)))
                {
                    if (await ReadField(part.Body, call.Aborted) is not { } text) return new TooLarge(FieldBytes);
                    upload = upload with { Fields = upload.Fields.Add(name, text) };
                }
                else violations.Add(new($"/{name}", "unknown-member", $"'{name}' is not known here; known are {string.Join(", ", [.. fields, .. optional, .. files])}."));
            }
            foreach (var missing in fields.Where(f => !upload.Fields.ContainsKey(f)).Concat(files.Where(f => !upload.Files.ContainsKey(f))))
                violations.Add(new($"/{missing}", "missing-member", $"'{missing}' must be given."));
            if (violations.Count > 0) return Problems.Nonconforming(violations.ToImmutable());
            taken = true;
            return upload;
        }
        finally
        {
            if (!taken) upload.Dispose();
        }
    }

    static async Task<string?> ReadField(Stream content, CancellationToken cancellation)
    {
        var buffer = new byte[FieldBytes + 1];
        var length = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return length > FieldBytes ? null : Encoding.UTF8.GetString(buffer, 0, length);
    }
}
