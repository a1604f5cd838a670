using System.Globalization;
using System.Reflection;

namespace TaskFlow.Infrastructure.Configuration;

/// <summary>Text to value and back, for every type an option may have.</summary>
internal static class OptionValue
{
    public const string Masked = "********";

    /// <summary>The value, or null and what would have been allowed.</summary>
    public static (object? Value, string Allowed) Parse(PropertyInfo property, string text)
    {
        var type = property.PropertyType;
        if (type == typeof(string))
            return (text, "any text");
        if (type == typeof(bool))
            return (bool.TryParse(text, out var flag) ? flag : null, "true or false");
        if (type == typeof(int))
            return ParseInteger(text, property.GetCustomAttribute<AtLeastAttribute>()?.Minimum ?? 0);
        if (type == typeof(double))
            return ParseShare(text);
        if (type == typeof(TimeSpan))
            return ParseDuration(text);
        if (type == typeof(ByteSize))
            return (
                ByteSize.TryParse(text, out var size) && size.Bytes > 0 ? size : null,
                "a size above 0 such as 1048576, 20MB or 100MiB"
            );
        if (type == typeof(Uri))
            return ParseAddress(text);
        if (type.IsEnum)
            return ParseEnum(type, text);
        return ParseList(text, property.GetCustomAttribute<OneOfAttribute>()?.Allowed);
    }

    /// <summary>The form in which an operator would write it.</summary>
    public static string Format(object? value) =>
        value switch
        {
            null => "",
            bool flag => flag ? "true" : "false",
            TimeSpan duration => Durations.Format(duration),
            IReadOnlyList<string> list => string.Join(',', list),
            Enum choice => choice.ToString().Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant(),
            IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

    private static (object?, string) ParseInteger(string text, int minimum)
    {
        var allowed = string.Create(CultureInfo.InvariantCulture, $"a whole number of at least {minimum}");
        var valid = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= minimum;
        return (valid ? number : null, allowed);
    }

    private static (object?, string) ParseShare(string text)
    {
        var valid = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1;
        return (valid ? number : null, "a share between 0 and 1 such as 0.25");
    }

    private static (object?, string) ParseDuration(string text)
    {
        var valid = Durations.TryParse(text, out var duration) && duration > TimeSpan.Zero;
        return (valid ? duration : null, "a duration above 0 such as 00:00:30, 30s, 5 min or 1 h");
    }

    private static (object?, string) ParseAddress(string text)
    {
        var valid = Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
        return (valid ? address : null, "an absolute http or https address");
    }

    private static (object?, string) ParseEnum(Type type, string text)
    {
        var flags = type.IsDefined(typeof(FlagsAttribute));
        var names = Enum.GetNames(type).Where(name => !flags || Convert.ToInt32(Enum.Parse(type, name), CultureInfo.InvariantCulture) != 0);
        var choices = names.Select(name => name.ToLowerInvariant()).ToList();
        var allowed = (flags ? "a comma list of " : "one of ") + string.Join(", ", choices);
        var parts = flags ? Split(text) : [text];
        var known = parts.Count > 0 && parts.All(part => choices.Contains(part, StringComparer.OrdinalIgnoreCase));
        return (known ? Enum.Parse(type, string.Join(',', parts), ignoreCase: true) : null, allowed);
    }

    private static (object?, string) ParseList(string text, IReadOnlyList<string>? choices)
    {
        var parts = Split(text);
        if (choices is null)
            return (parts, "a comma list");
        var valid = parts.All(part => choices.Contains(part, StringComparer.OrdinalIgnoreCase));
        return (valid ? parts.ConvertAll(part => part.ToLowerInvariant()) : null, "a comma list of " + string.Join(", ", choices));
    }

    private static List<string> Split(string text) =>
        [
            .. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
}
