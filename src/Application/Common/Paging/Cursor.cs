using System.Buffers.Text;
using System.Text.Json;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Common.Paging;

/// <summary>Where a keyset list goes on: the sort it belongs to, the last row's value and its id. Opaque to clients.</summary>
public sealed record Cursor(string Sort, string Value, Guid Id)
{
    public static readonly Error Unreadable = Error.Invalid(
        FieldError.OfParameter("cursor", "unreadable", "The cursor is not one of this list. Start again without it.")
    );

    public string Encode() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new[] { Sort, Value, Id.ToString("N") }));

    public static Cursor? Decode(string text)
    {
        try
        {
            var parts = JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(text));
            return parts is [{ } sort, { } value, { } id] && Guid.TryParseExact(id, "N", out var parsed)
                ? new Cursor(sort, value, parsed)
                : null;
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException)
        {
            return null;
        }
    }
}
