using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Metadata;
using TaskFlow.Application.Common;
using TaskFlow.Domain.Common;

namespace TaskFlow.WebApi.Http;

/// <summary>A JSON body, strictly read: unknown and duplicate members, wrong types, invalid UTF-8 and depth over 32 are named and refused.</summary>
internal sealed record JsonBody<T>(T Value) : IEndpointParameterMetadataProvider
    where T : class
{
    public static async ValueTask<JsonBody<T>> BindAsync(HttpContext context, ParameterInfo parameter) =>
        new(JsonBodies.Parse<T>(await RequestBody.ReadAsync(context), context.Request.ContentType, acceptsNone: false)!);

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        JsonBodies.Describe<T>(builder, isOptional: false);
}

/// <summary>For actions: no body, or an object.</summary>
internal sealed record OptionalJsonBody<T>(T? Value) : IEndpointParameterMetadataProvider
    where T : class
{
    public static async ValueTask<OptionalJsonBody<T>> BindAsync(HttpContext context, ParameterInfo parameter) =>
        new(JsonBodies.Parse<T>(await RequestBody.ReadAsync(context), context.Request.ContentType, acceptsNone: true));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        JsonBodies.Describe<T>(builder, isOptional: true);
}

/// <summary>The body of an action that takes no values: none, or <c>{}</c>.</summary>
internal sealed record NoValues;

internal static partial class JsonBodies
{
    public static T? Parse<T>(byte[] bytes, string? contentType, bool acceptsNone)
        where T : class
    {
        if (bytes.Length == 0 && acceptsNone)
            return null;
        if (!IsJson(contentType))
            throw new RequestRefusedException(new Error(ErrorCodes.UnsupportedMediaType, "Send the body as application/json."));
        if (!Utf8.IsValid(bytes))
            throw RequestRefusedException.Malformed("The body is not valid UTF-8.");
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, Json.Options)
                ?? throw RequestRefusedException.Malformed("The body must be a JSON object.");
        }
        catch (JsonException exception)
        {
            throw RequestRefusedException.Malformed(MessageOf(exception));
        }
    }

    public static void Describe<T>(EndpointBuilder builder, bool isOptional) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T), isOptional));

    private static bool IsJson(string? contentType)
    {
        if (!System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var type))
            return false;
        var isJson =
            string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase)
            || string.Equals(type.MediaType, "application/merge-patch+json", StringComparison.OrdinalIgnoreCase);
        return isJson && (type.CharSet is null || type.CharSet.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    private static string MessageOf(JsonException exception)
    {
        if (UnknownMember().Match(exception.Message) is { Success: true } unknown)
            return $"Unknown member '{unknown.Groups["name"].Value}'.";
        if (DuplicateMember().Match(exception.Message) is { Success: true } duplicate)
            return $"The member '{duplicate.Groups["name"].Value}' occurs twice.";
        if (exception.Message.Contains("depth", StringComparison.OrdinalIgnoreCase))
            return "The JSON is nested deeper than 32 levels.";
        var path = exception.Path is { Length: > 1 } where ? where[1..].Replace('.', '/') : "";
        return path.Length > 0 && exception.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal)
            ? $"The value of {path} has the wrong type."
            : $"The body is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}).";
    }

    [GeneratedRegex("The JSON property '(?<name>.+?)' could not be mapped", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex UnknownMember();

    [GeneratedRegex("Duplicate property '(?<name>.+?)'", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex DuplicateMember();

    private sealed class AcceptsMetadata(string[] contentTypes, Type type, bool isOptional) : IAcceptsMetadata
    {
        public IReadOnlyList<string> ContentTypes => contentTypes;

        public Type RequestType => type;

        public bool IsOptional => isOptional;
    }
}
