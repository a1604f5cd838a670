using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace TaskFlow.Infrastructure.Configuration;

/// <summary>
/// Fills option records from configuration. Own code, because the framework's binder reads <c>30</c> as thirty days,
/// knows neither <c>100MiB</c> nor comma lists, and names neither the allowed values nor more than the first mistake.
/// </summary>
internal sealed class OptionsBinder
{
    private readonly List<string> errors = [];
    private readonly SortedSet<string> knownKeys = new(StringComparer.OrdinalIgnoreCase);

    public List<string> Errors => errors;

    /// <summary>Every key that was looked for, without the leading <c>TaskFlow:</c>.</summary>
    public IReadOnlyCollection<string> KnownKeys => knownKeys;

    public void Bind(object target, IConfigurationSection section)
    {
        foreach (var property in target.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.SetMethod is not { IsPublic: true })
                continue;
            if (IsSection(property.PropertyType))
                Bind(property.GetValue(target)!, section.GetSection(property.Name));
            else
                BindValue(target, property, section.GetSection(property.Name));
        }
    }

    /// <summary>A nested record of options, as opposed to a value.</summary>
    public static bool IsSection(Type type) =>
        type is { IsClass: true, Namespace: not null }
        && string.Equals(type.Namespace, typeof(OptionsBinder).Namespace, StringComparison.Ordinal);

    private void BindValue(object target, PropertyInfo property, IConfigurationSection section)
    {
        knownKeys.Add(section.Path[(TaskFlowOptions.SectionName.Length + 1)..]);
        if (section.Value is not { } text || string.IsNullOrWhiteSpace(text))
            return;
        var (value, allowed) = OptionValue.Parse(property, text.Trim());
        if (value is not null)
        {
            property.SetValue(target, value);
            return;
        }
        var shown = property.IsDefined(typeof(SecretAttribute)) ? OptionValue.Masked : text;
        errors.Add(string.Create(CultureInfo.InvariantCulture, $"{section.Path} is '{shown}'; allowed is {allowed}."));
    }
}
