using System.Text.Json;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Infrastructure.Persistence;

/// <summary>Reads the changes of a logged task event back into values. Rank and archiving are no mergeable fields.</summary>
internal static class LoggedChanges
{
    public static Dictionary<TaskField, FieldChange> Read(JsonElement changes)
    {
        var read = new Dictionary<TaskField, FieldChange>();
        foreach (var member in changes.EnumerateObject())
        {
            if (TaskField.Find(member.Name) is { } field)
                read[field] = new FieldChange(Value(field, member.Value.GetProperty("from")), Value(field, member.Value.GetProperty("to")));
        }

        return read;
    }

    public static string? RankBefore(JsonElement changes) =>
        changes.TryGetProperty("rank", out var rank) ? rank.GetProperty("from").GetString() : null;

    public static bool? Archived(JsonElement changes) =>
        changes.TryGetProperty("archived_at", out var archived) ? archived.GetProperty("from").ValueKind == JsonValueKind.Null : null;

    private static object? Value(TaskField field, JsonElement value) =>
        value.ValueKind == JsonValueKind.Null
            ? null
            : field.Kind switch
            {
                FieldKind.Text or FieldKind.LongText => value.GetString(),
                FieldKind.Choice => Enum.Parse<TaskPriority>(value.GetString()!, ignoreCase: true),
                FieldKind.Id => value.GetGuid(),
                FieldKind.IdSet => value.EnumerateArray().Select(id => id.GetGuid()).ToList(),
                FieldKind.Date => DateOnly.ParseExact(value.GetString()!, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                FieldKind.Number => value.GetDecimal(),
            };
}
