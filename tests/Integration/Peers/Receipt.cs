using System.Text;
using System.Text.Json;

namespace TaskFlow.Integration.Peers;

/// <summary>A request that a peer read to its end, whatever it then did with it.</summary>
public sealed record Receipt(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body, DateTimeOffset At)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
}
