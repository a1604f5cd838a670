using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace TaskFlow.Infrastructure.Persistence;

/// <summary>Column names and enum values in snake_case, so that SQL and model read alike.</summary>
internal static class SnakeCase
{
    public static void Apply(ModelBuilder modelBuilder)
    {
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
                if (property.ClrType.IsEnum)
                    property.SetValueConverter(
                        (ValueConverter)Activator.CreateInstance(typeof(EnumText<>).MakeGenericType(property.ClrType))!
                    );
            }
        }
    }

    private sealed class EnumText<T>() : ValueConverter<T, string>(v => ToText(v), v => FromText(v))
        where T : struct, Enum
    {
        private static string ToText(T value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

        private static T FromText(string text) => Enum.Parse<T>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
    }
}
