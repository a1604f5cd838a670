using System.Text.Json;
using System.Text.Json.Serialization;

namespace TaskFlow.Application.Activities;

/// <summary>One line of the log as clients and webhooks get it (api.md, "Realtime").</summary>
public sealed record Envelope(
    long Seq,
    Guid Id,
    string Type,
    Guid ProjectId,
    Guid OrganizationId,
    EnvelopeActor Actor,
    DateTimeOffset At,
    EnvelopeResource Resource,
    StoredJson Changes,
    StoredJson Data
);

public sealed record EnvelopeActor(Guid Id, string Name);

public sealed record EnvelopeResource(string Type, Guid Id, string? Key, int Version);

/// <summary>JSON that is passed on as it is stored; null text is the value null.</summary>
[JsonConverter(typeof(StoredJsonConverter))]
public sealed record StoredJson(string? Text);

internal sealed class StoredJsonConverter : JsonConverter<StoredJson>
{
    /// <summary>A stored null is a value like any other.</summary>
    public override bool HandleNull => true;

    public override StoredJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return new StoredJson(Text: null);
        using var document = JsonDocument.ParseValue(ref reader);
        return new StoredJson(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, StoredJson value, JsonSerializerOptions options)
    {
        if (value.Text is null)
            writer.WriteNullValue();
        else
            writer.WriteRawValue(value.Text, skipInputValidation: true);
    }
}
