using System.Reflection;

namespace TaskFlow.Infrastructure.Configuration;

/// <summary>The configuration as it works, key by key, fit to be pasted into a support ticket.</summary>
public static class EffectiveConfiguration
{
    /// <summary>Every key below <c>TaskFlow</c> with its value; passwords are masked.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Describe(TaskFlowOptions options)
    {
        var common = options.Resilience.Default;
        var overridden = Enum.GetValues<ExternalDependency>()
            .SelectMany(one =>
                Walk(options.Resilience.For(one), $"{nameof(options.Resilience)}:{one}:")
                    .Except(Walk(common, $"{nameof(options.Resilience)}:{one}:"))
            );
        return [.. Walk(options, ""), .. Walk(common, $"{nameof(options.Resilience)}:"), .. overridden];
    }

    private static IEnumerable<KeyValuePair<string, string>> Walk(object section, string prefix)
    {
        foreach (var property in section.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.SetMethod is not { IsPublic: true })
                continue;
            var value = property.GetValue(section);
            if (OptionsBinder.IsSection(property.PropertyType))
            {
                foreach (var pair in Walk(value!, $"{prefix}{property.Name}:"))
                    yield return pair;
                continue;
            }
            var text = OptionValue.Format(value);
            yield return new(
                $"{TaskFlowOptions.SectionName}:{prefix}{property.Name}",
                property.GetCustomAttribute<SecretAttribute>() is { } secret ? Mask(text, secret.Whole) : text
            );
        }
    }

    /// <summary>Keeps what helps (host, database) and hides what signs in; a text that cannot be taken apart is hidden whole.</summary>
    private static string Mask(string text, bool whole)
    {
        if (text.Length == 0)
            return text;
        if (whole)
            return OptionValue.Masked;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Length > 0)
            return address.UserInfo.Length == 0 ? text : OptionValue.Masked + "@" + address.Authority;
        var parts = text.Split(text.Contains(';', StringComparison.Ordinal) ? ';' : ',');
        return string.Join(';', parts.Select(MaskPart));
    }

    private static string MaskPart(string part)
    {
        var name = part.Split('=')[0].Trim();
        return name.Contains("pass", StringComparison.OrdinalIgnoreCase) || name.Equals("pwd", StringComparison.OrdinalIgnoreCase)
            ? $"{name}={OptionValue.Masked}"
            : part;
    }
}
