using System.Text.Json;

namespace TaskFlow.Integration.Support;

/// <summary>Short words for reading answers.</summary>
public static class JsonReading
{
    public static string? Str(this JsonElement element, string member) => element.GetProperty(member).GetString();

    public static int Int(this JsonElement element, string member) => element.GetProperty(member).GetInt32();

    public static Guid Id(this JsonElement element, string member = "id") => element.GetProperty(member).GetGuid();

    public static bool IsNull(this JsonElement element, string member) => element.GetProperty(member).ValueKind == JsonValueKind.Null;

    public static List<JsonElement> Items(this JsonElement page, string member = "items") => [.. page.GetProperty(member).EnumerateArray()];

    public static List<string> Strings(this JsonElement element, string member) => [.. element.Items(member).Select(e => e.GetString()!)];

    /// <summary>Pointers and parameters of a validation problem, each with its code.</summary>
    public static List<string> Errors(this JsonElement problem) =>
        [
            .. problem
                .GetProperty("details")
                .Items("errors")
                .Select(e => $"{(e.IsNull("pointer") ? e.Str("parameter") : e.Str("pointer"))} {e.Str("code")}"),
        ];
}
