using System.Text.Json;
using TaskFlow.Application.Deliveries;
using TaskFlow.Infrastructure.Resilience;

namespace TaskFlow.Infrastructure.Integrations.Slack;

/// <summary>Slack answers most refusals with 200 and <c>ok: false</c>; the words are those of docs.slack.dev/reference/methods/chat.postMessage.</summary>
internal static class SlackAnswers
{
    public static Verdict Read(ProviderAnswer answer)
    {
        if (!answer.IsSuccess)
            return HttpAnswers.ReadFailure(answer);
        if (!TryParse(answer.Body, out var ok, out var error, out var timestamp))
            return new SendOutcome.Ambiguous("Slack's answer cannot be read.");
        return ok ? new SendOutcome.Delivered(timestamp) : ReadError(answer, error ?? "no reason given");
    }

    private static Verdict ReadError(ProviderAnswer answer, string error)
    {
        var text = $"Slack refused: {error}.";
        return error switch
        {
            "ratelimited" or "rate_limited" => new SendOutcome.Throttled(HttpAnswers.WaitOf(answer), text),
            "not_authed"
            or "invalid_auth"
            or "account_inactive"
            or "token_revoked"
            or "token_expired"
            or "missing_scope"
            or "access_denied"
            or "no_permission"
            or "not_allowed_token_type"
            or "org_login_required"
            or "ekm_access_denied"
            or "two_factor_setup_required"
            or "team_access_not_granted" => new SendOutcome.CredentialDead(text),
            // Slack's own words: "It's possible some aspect of the operation succeeded before the error was raised."
            "fatal_error" or "internal_error" or "service_unavailable" => new SendOutcome.Ambiguous(text),
            // The request came in truncated, or the workspace is being moved: not processed.
            "request_timeout" or "team_added_to_org" => new SendOutcome.NotSent(text),
            _ => new SendOutcome.Refused(text),
        };
    }

    private static bool TryParse(ReadOnlyMemory<byte> body, out bool ok, out string? error, out string? timestamp)
    {
        (ok, error, timestamp) = (false, null, null);
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("ok", out var said))
                return false;
            (error, timestamp) = (TextOf(root, "error"), TextOf(root, "ts"));
            ok = said.ValueKind == JsonValueKind.True;
            return ok || said.ValueKind == JsonValueKind.False;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? TextOf(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
