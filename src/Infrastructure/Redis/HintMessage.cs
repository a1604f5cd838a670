using System.Text.Json;
using TaskFlow.Application.Common.Ports;

namespace TaskFlow.Infrastructure.Redis;

/// <summary>What one node tells the others at once. Without hints it is the sender's sign of life to itself.</summary>
/// <param name="From">The sending node, for one life of its process.</param>
/// <param name="Feeds">The highest head heard of, per project.</param>
/// <param name="Inboxes">Absent in messages of nodes that have no inboxes yet.</param>
internal sealed record HintMessage(
    Guid From,
    IReadOnlyDictionary<Guid, long> Feeds,
    IReadOnlyCollection<Guid> Presence,
    IReadOnlyCollection<Guid> Access,
    IReadOnlyCollection<Guid>? Inboxes = null
)
{
    /// <summary>Far above what <see cref="PendingHints"/> can make.</summary>
    private const int LongestMessage = 1024 * 1024;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public IEnumerable<Hint> Hints =>
        [
            .. Feeds.Select(feed => new Hint.FeedMoved(feed.Key, feed.Value)),
            .. Presence.Select(project => new Hint.PresenceMoved(project)),
            .. Access.Select(user => new Hint.AccessMoved(user)),
            .. (Inboxes ?? []).Select(user => new Hint.InboxMoved(user)),
        ];

    public byte[] Render() => JsonSerializer.SerializeToUtf8Bytes(this, Strict);

    /// <returns>Null for what is no such message: anybody with access to Redis may publish.</returns>
    public static HintMessage? Read(byte[]? text)
    {
        if (text is null || text.Length > LongestMessage)
            return null;
        try
        {
            return JsonSerializer.Deserialize<HintMessage>(text, Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
