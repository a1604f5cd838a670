using TaskFlow.Domain.Common;

namespace TaskFlow.Domain.Integrations;

/// <summary>What the integrations of one kind are configured with (api.md, "Integrations").</summary>
public sealed class IntegrationShape
{
    private const int TextMaxLength = 200;
    private const int UrlMaxLength = 2000;
    private const int SecretMaxLength = 500;

    private static readonly Dictionary<IntegrationKind, IntegrationShape> Known = new()
    {
        [IntegrationKind.Webhook] = new(
            [new("url", UrlMaxLength) { IsWellFormed = IsAddress, Hint = "A webhook's url is absolute: https://example.com/hook." }],
            []
        ),
        [IntegrationKind.Slack] = new(
            [new("channel", TextMaxLength)],
            [new("bot_token", SecretMaxLength) { IsWellFormed = IsToken, Hint = "A bot_token is written in visible ASCII characters." }]
        ),
        [IntegrationKind.Sendgrid] = new(
            [
                new("from_email", TextMaxLength) { IsWellFormed = IsMailbox, Hint = "from_email looks like name@example.com." },
                new("from_name", TextMaxLength) { IsOptional = true },
            ],
            [new("api_key", SecretMaxLength) { IsWellFormed = IsToken, Hint = "An api_key is written in visible ASCII characters." }]
        ),
    };

    private readonly IReadOnlyList<IntegrationMember> config;
    private readonly IReadOnlyList<IntegrationMember> secrets;

    private IntegrationShape(IReadOnlyList<IntegrationMember> config, IReadOnlyList<IntegrationMember> secrets) =>
        (this.config, this.secrets) = (config, secrets);

    /// <summary>The kinds that can be connected.</summary>
    public static IReadOnlyCollection<IntegrationKind> Available => Known.Keys;

    /// <exception cref="KeyNotFoundException">The kind cannot be connected yet: no such integration exists.</exception>
    public static IntegrationShape Of(IntegrationKind kind) => Known[kind];

    /// <summary>A whole configuration: members that a kind does not have are refused as unknown, needed ones must be there.</summary>
    public Error? Refuse(IReadOnlyDictionary<string, string> wholeConfig, IReadOnlyDictionary<string, string> wholeSecrets)
    {
        if ((Unknown(config, wholeConfig.Keys, "config") ?? Unknown(secrets, wholeSecrets.Keys, "secrets")) is { } unknown)
            return unknown;
        return Invalid([.. Judge(config, wholeConfig, "config"), .. Judge(secrets, wholeSecrets, "secrets")]);
    }

    /// <summary>A whole configuration whose secrets stay as they are.</summary>
    public Error? RefuseConfig(IReadOnlyDictionary<string, string> whole) =>
        Unknown(config, whole.Keys, "config") ?? Invalid([.. Judge(config, whole, "config")]);

    /// <summary>Some secrets, put in the place of the stored ones.</summary>
    public Error? RefuseReplacing(IReadOnlyDictionary<string, string> some) =>
        Unknown(secrets, some.Keys, "secrets") ?? Invalid([.. Judge([.. secrets.Where(m => some.ContainsKey(m.Name))], some, "secrets")]);

    private static Error? Unknown(IReadOnlyList<IntegrationMember> members, IEnumerable<string> given, string of)
    {
        var name = given.FirstOrDefault(g => !members.Any(m => m.Name == g));
        return name is null ? null : new Error(ErrorCodes.MalformedRequest, $"Unknown member '{of}.{name}'.");
    }

    private static Error? Invalid(List<FieldError> errors) => errors.Count > 0 ? Error.Invalid(errors) : null;

    private static IEnumerable<FieldError> Judge(
        IReadOnlyList<IntegrationMember> members,
        IReadOnlyDictionary<string, string> given,
        string of
    )
    {
        foreach (var member in members)
        {
            var pointer = $"/{of}/{member.Name}";
            if (given.TryGetValue(member.Name, out var text))
            {
                if (member.Judge(text, pointer) is { } error)
                    yield return error;
            }
            else if (!member.IsOptional)
            {
                yield return FieldError.In(pointer, "required", $"{member.Name} must be given.");
            }
        }
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0;

    private static bool IsToken(string text) => text.All(c => c is > ' ' and <= '~');

    private static bool IsMailbox(string text) =>
        text.IndexOf('@', StringComparison.Ordinal) is > 0 and <= 64 and var at
        && at == text.LastIndexOf('@')
        && at < text.Length - 1
        && !text.Any(char.IsWhiteSpace);
}
