using System.Buffers.Binary;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using TaskFlow.Application.Common;
using TaskFlow.Application.Imports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Imports;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Imports;

namespace TaskFlow.WebApi.Http;

/// <summary>The multipart form of an import: <c>file</c>, <c>dry_run</c>, <c>create_missing</c>, <c>mapping</c>. The file is read to its end here.</summary>
/// <param name="Fingerprint">SHA-256 of the parts: a client that sends the form again chooses another boundary.</param>
internal sealed record ImportForm(TaskFile File, bool DryRun, bool CreateMissing, ImportMapping Mapping, byte[] Fingerprint)
{
    private const int MaxField = 256 * 1024;
    private const int MaxBoundary = 200;

    private static readonly string[] Fields = ["file", "dry_run", "create_missing", "mapping"];

    public static async ValueTask<ImportForm> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var maxSize = context.RequestServices.GetRequiredService<TaskFlowOptions>().Imports.MaxSize.Bytes;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = null;
        var parts = await ReadPartsAsync(context.Request, maxSize, context.RequestAborted);
        return Parse(parts, context.Request.Path);
    }

    private static ImportForm Parse(Dictionary<string, Part> parts, string path)
    {
        var values = new Values();
        var dryRun = Flag(parts, "dry_run", values);
        var createMissing = Flag(parts, "create_missing", values);
        var mapping = MappingOf(parts, values);
        var file = FileOf(parts, values);
        values.ThrowIfAny();
        return new(file!, dryRun, createMissing, mapping, FingerprintOf(parts, path));
    }

    private static TaskFile? FileOf(Dictionary<string, Part> parts, Values values)
    {
        if (!parts.TryGetValue("file", out var part))
        {
            values.Add(FieldError.In("/file", "required", "The form has no field 'file'."));
            return null;
        }

        if (CsvTaskFile.Read(part.Content, out var refusal) is { } file)
            return new(part.FileName, part.Content, file.RowsTotal, file.Warnings);
        values.Add(FieldError.In("/file", JsonNamingPolicy.SnakeCaseLower.ConvertName(refusal!.Reason.ToString()), refusal.Message));
        return null;
    }

    private static bool Flag(Dictionary<string, Part> parts, string name, Values values)
    {
        if (!parts.TryGetValue(name, out var part))
            return false;
        if (bool.TryParse(part.Text, out var flag))
            return flag;
        values.Add(FieldError.In($"/{name}", "not_a_flag", "true or false."));
        return false;
    }

    private static ImportMapping MappingOf(Dictionary<string, Part> parts, Values values)
    {
        if (!parts.TryGetValue("mapping", out var part))
            return new ImportMapping();
        try
        {
            if (JsonSerializer.Deserialize<MappingBody>(part.Content, Json.Options) is { } body && body.IsWhole)
                return body.ToMapping();
        }
        catch (JsonException)
        {
            // Falls through to the one answer for every shape that is none.
        }

        const string shape = """{"status": {"Open": "Todo"}, "priority": {…}, "labels": {…}, "assignee": {"ann": "ann@example.com"}}""";
        values.Add(FieldError.In("/mapping", "not_a_mapping", $"The mapping is JSON of this shape: {shape}."));
        return new ImportMapping();
    }

    private static async Task<Dictionary<string, Part>> ReadPartsAsync(HttpRequest request, long maxFile, CancellationToken ct)
    {
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= MaxBoundary } boundary
        )
            throw new RequestRefusedException(new Error(ErrorCodes.UnsupportedMediaType, "Send the file as multipart/form-data."));

        var parts = new Dictionary<string, Part>(StringComparer.Ordinal);
        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            while (await reader.ReadNextSectionAsync(ct) is { } section)
            {
                var name = section.GetContentDispositionHeader() is { } header ? HeaderUtilities.RemoveQuotes(header.Name).Value : null;
                if (name is null || !Fields.Contains(name, StringComparer.Ordinal))
                    throw RequestRefusedException.Malformed($"Unknown field '{name}'. Known: {string.Join(", ", Fields)}.");
                var content = await ReadAsync(section.Body, name == "file" ? maxFile : MaxField, ct);
                if (!parts.TryAdd(name, new(FileNameOf(section), content)))
                    throw RequestRefusedException.Malformed($"The field '{name}' occurs twice.");
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw RequestRefusedException.Malformed("The multipart body is not complete.");
        }

        return parts;
    }

    private static async Task<byte[]> ReadAsync(Stream body, long limit, CancellationToken ct)
    {
        using var content = new MemoryStream();
        var chunk = new byte[64 * 1024];
        int read;
        while ((read = await body.ReadAsync(chunk, ct)) > 0)
        {
            if (content.Length + read > limit)
                throw new RequestRefusedException(
                    new Error(ErrorCodes.PayloadTooLarge, $"The file is larger than {limit} bytes (Imports:MaxSize).")
                );
            content.Write(chunk, 0, read);
        }

        return content.ToArray();
    }

    private static string FileNameOf(MultipartSection section)
    {
        var header = section.GetContentDispositionHeader();
        var name = header is null
            ? null
            : HeaderUtilities.RemoveQuotes(header.FileNameStar.HasValue ? header.FileNameStar : header.FileName).Value;
        return string.IsNullOrWhiteSpace(name) ? "import.csv" : Path.GetFileName(name);
    }

    private static byte[] FingerprintOf(Dictionary<string, Part> parts, string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Encoding.UTF8.GetBytes(path));
        foreach (var name in Fields.Where(parts.ContainsKey))
        {
            Append(hash, Encoding.UTF8.GetBytes(name));
            Append(hash, Encoding.UTF8.GetBytes(parts[name].FileName));
            Append(hash, parts[name].Content);
        }

        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, byte[] part)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }

    private sealed record Part(string FileName, byte[] Content)
    {
        public string Text => Encoding.UTF8.GetString(Content).Trim();
    }

    private sealed record MappingBody(
        Dictionary<string, string>? Status = null,
        Dictionary<string, string>? Priority = null,
        Dictionary<string, string>? Labels = null,
        Dictionary<string, string>? Assignee = null
    )
    {
        public bool IsWhole =>
            new[] { Status, Priority, Labels, Assignee }.All(names => names?.Values.All(name => name is not null) != false);

        public ImportMapping ToMapping() =>
            new()
            {
                Status = Status ?? [],
                Priority = Priority ?? [],
                Labels = Labels ?? [],
                Assignee = Assignee ?? [],
            };
    }
}
