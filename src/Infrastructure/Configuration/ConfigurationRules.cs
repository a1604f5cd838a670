using System.Net;
using System.Net.Mail;
using MimeKit;
using Npgsql;

namespace TaskFlow.Infrastructure.Configuration;

/// <summary>Rules between values, and the few of single values that a type cannot say.</summary>
internal static class ConfigurationRules
{
    /// <summary>Hard ceiling of a request's statement: above it a stuck query outlives every deadline of a request.</summary>
    private static readonly TimeSpan StatementCeiling = TimeSpan.FromSeconds(30);

    public static IEnumerable<string> Check(TaskFlowOptions options)
    {
        if (options.Roles == NodeRoles.None)
            yield return Wrong("Roles", "", "a comma list of api, realtime, worker; it must be set outside Development");
        if (!string.IsNullOrEmpty(options.PublicUrl.UserInfo) || options.PublicUrl.Query.Length > 0)
            yield return Wrong("PublicUrl", options.PublicUrl, "an address without user, password or query");
        var checks = Database(options.Database)
            .Concat(Auth(options.Auth))
            .Concat(Traffic(options))
            .Concat(Policy("Resilience", options.Resilience.Default))
            .Concat(Enum.GetValues<ExternalDependency>().SelectMany(one => Policy($"Resilience:{one}", options.Resilience.For(one))))
            .Concat(Email(options.Email))
            .Concat(Secrets(options.Secrets))
            .Concat(Addresses(options));
        foreach (var error in checks)
            yield return error;
    }

    private static IEnumerable<string> Database(DatabaseOptions database)
    {
        if (!IsConnectionString(database.Connection))
            yield return Wrong(
                "Database:Connection",
                OptionValue.Masked,
                "an Npgsql connection string such as Host=127.0.0.1;Port=5432;Username=taskflow;Database=taskflow"
            );
        if (!IsConnectionString(database.ReplicaConnection))
            yield return Wrong("Database:ReplicaConnection", OptionValue.Masked, "an Npgsql connection string");
        if (database.MinPool > database.MaxPool)
            yield return Wrong("Database:MinPool", database.MinPool, $"at most Database:MaxPool, {database.MaxPool}");
        if (database.StatementTimeout > StatementCeiling)
            yield return Wrong("Database:StatementTimeout", database.StatementTimeout, $"at most {Durations.Format(StatementCeiling)}");
        if (database.IdleLifetime > database.Lifetime)
            yield return Wrong(
                "Database:IdleLifetime",
                database.IdleLifetime,
                $"at most Database:Lifetime, {Durations.Format(database.Lifetime)}"
            );
    }

    private static IEnumerable<string> Auth(AuthOptions auth)
    {
        var authority = auth.Oidc.Authority;
        if (!auth.Local && authority.Length == 0)
            yield return Wrong("Auth:Local", auth.Local, "true, or Auth:Oidc:Authority must be set: nobody could sign in");
        if (authority.Length > 0 && !IsHttpAddress(authority))
            yield return Wrong("Auth:Oidc:Authority", authority, "an absolute http or https address");
        if (authority.Length > 0 && auth.Oidc.ClientId.Length == 0)
            yield return Wrong("Auth:Oidc:ClientId", "", "the client id that the provider gave out; it belongs to Auth:Oidc:Authority");
    }

    private static IEnumerable<string> Traffic(TaskFlowOptions options)
    {
        var (backpressure, realtime, files) = (options.Backpressure, options.Realtime, options.Files);
        if (backpressure.HardLimit < backpressure.MaxPendingDeliveries)
            yield return Wrong(
                "Backpressure:HardLimit",
                backpressure.HardLimit,
                $"at least Backpressure:MaxPendingDeliveries, {backpressure.MaxPendingDeliveries}"
            );
        if (realtime.PresenceExpiry < realtime.Heartbeat)
            yield return Wrong(
                "Realtime:PresenceExpiry",
                realtime.PresenceExpiry,
                $"at least Realtime:Heartbeat, {Durations.Format(realtime.Heartbeat)}"
            );
        if (files.OrphanAge < files.ConfirmExpiry)
            yield return Wrong(
                "Files:OrphanAge",
                files.OrphanAge,
                $"at least Files:ConfirmExpiry, {Durations.Format(files.ConfirmExpiry)}"
            );
        if (options.Telemetry.Metrics.Port > 65_535)
            yield return Wrong("Telemetry:Metrics:Port", options.Telemetry.Metrics.Port, "a port, 1 to 65535, or 0 for off");
        if (!IPAddress.TryParse(options.Telemetry.Metrics.Address, out _))
            yield return Wrong(
                "Telemetry:Metrics:Address",
                options.Telemetry.Metrics.Address,
                "an IP address such as 127.0.0.1 or 0.0.0.0"
            );
    }

    private static IEnumerable<string> Policy(string name, ResiliencePolicy policy)
    {
        if (policy.AttemptTimeout > policy.TotalTimeout)
            yield return Wrong(
                $"{name}:AttemptTimeout",
                policy.AttemptTimeout,
                $"at most {name}:TotalTimeout, {Durations.Format(policy.TotalTimeout)}"
            );
        if (policy.ConnectTimeout > policy.AttemptTimeout)
            yield return Wrong(
                $"{name}:ConnectTimeout",
                policy.ConnectTimeout,
                $"at most {name}:AttemptTimeout, {Durations.Format(policy.AttemptTimeout)}"
            );
        if (policy.FirstDelay > policy.MaxDelay)
            yield return Wrong($"{name}:FirstDelay", policy.FirstDelay, $"at most {name}:MaxDelay, {Durations.Format(policy.MaxDelay)}");
    }

    private static IEnumerable<string> Email(EmailOptions email)
    {
        if (
            (email.From.Length > 0 || email.Smtp.Host.Length > 0)
            && !(MailAddress.TryCreate(email.From, out _) && MailboxAddress.TryParse(email.From, out _))
        )
            yield return Wrong("Email:From", email.From, "an e-mail address; Email:Smtp:Host needs one");
        if (email.Smtp.Port > 65_535)
            yield return Wrong("Email:Smtp:Port", email.Smtp.Port, "a port, 1 to 65535");
        if (email.Smtp.User.Length > 0 && email.Smtp.Password.Length == 0)
            yield return Wrong("Email:Smtp:Password", "", "the password of Email:Smtp:User");
        if (email.Smtp is { User.Length: > 0, Security: SmtpSecurity.None } && !IsLoopback(email.Smtp.Host))
            yield return Wrong(
                "Email:Smtp:Security",
                email.Smtp.Security,
                "starttls or tls: a password must not cross the network in the clear"
            );
    }

    private static IEnumerable<string> Secrets(SecretsOptions secrets)
    {
        if (secrets.Key.Length > 0 && secrets.ReadKey() is null)
            yield return Wrong("Secrets:Key", OptionValue.Masked, "base64 of 32 bytes, as openssl rand -base64 32 makes it");
    }

    private static bool IsLoopback(string host) => Uri.TryCreate($"smtp://{host}", UriKind.Absolute, out var address) && address.IsLoopback;

    private static IEnumerable<string> Addresses(TaskFlowOptions options)
    {
        if (options.Search.Elasticsearch.Length > 0 && !IsHttpAddress(options.Search.Elasticsearch))
            yield return Wrong("Search:Elasticsearch", OptionValue.Masked, "an absolute http or https address");
        if (options.Redis.Connection.Length > 0 && !IsEndpoint(options.Redis.Connection.Split(',')[0]))
            yield return Wrong("Redis:Connection", OptionValue.Masked, "host:port, options behind commas: 127.0.0.1:6379,password=…");
        if (options.Telemetry.Otlp.Length > 0 && !IsHttpAddress(options.Telemetry.Otlp))
            yield return Wrong("Telemetry:Otlp", options.Telemetry.Otlp, "an absolute http or https address");
        foreach (var address in options.Ops.Administrators.Where(address => !MailAddress.TryCreate(address, out _)))
            yield return Wrong("Ops:Administrators", address, "a comma list of e-mail addresses");
        foreach (
            var host in options.Integrations.Webhooks.AllowedPrivateHosts.Where(host =>
                !Uri.TryCreate($"http://{host}/", UriKind.Absolute, out _)
            )
        )
            yield return Wrong("Integrations:Webhooks:AllowedPrivateHosts", host, "a comma list of host or host:port");
    }

    private static string Wrong(string key, object value, string allowed) =>
        $"{TaskFlowOptions.SectionName}:{key} is '{OptionValue.Format(value)}'; allowed is {allowed}.";

    private static bool IsEndpoint(string text) =>
        Uri.TryCreate($"redis://{text}", UriKind.Absolute, out var address) && address is { Host.Length: > 0, PathAndQuery: "" or "/" };

    private static bool IsHttpAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";

    private static bool IsConnectionString(string text)
    {
        if (text.Length == 0)
            return true;
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            return false;
        }
    }
}
