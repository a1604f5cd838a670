using System.Globalization;
using System.Text.RegularExpressions;
using TaskFlow.Integration.Peers;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Identity;

/// <summary>An installation with a mail server that keeps what it is given.</summary>
public sealed partial class MailInstallation : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public SmtpSink Mail { get; } = new();

    public TestApp App { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Mail.Start();
        App = new TestApp
        {
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Email:From"] = "TaskFlow <taskflow@example.test>",
                ["Email:Smtp:Host"] = "127.0.0.1",
                ["Email:Smtp:Port"] = Mail.Port.ToString(CultureInfo.InvariantCulture),
                ["Email:Smtp:Security"] = "none",
            },
        };
        await App.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        await Mail.DisposeAsync();
    }

    /// <summary>The secrets in the links to a page that went to an address, oldest first.</summary>
    public async Task<IReadOnlyList<string>> LinksAsync(string email, string page, int atLeast)
    {
        IReadOnlyList<string> Sent() =>
            [
                .. Mail
                    .Receipts.Where(r => r.To.Contains($"RCPT TO:<{email}>", StringComparer.Ordinal))
                    .Select(r =>
                        Link().Match(r.Text.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal))
                    )
                    .Where(m => m.Groups["page"].Value == page)
                    .Select(m => m.Groups["secret"].Value),
            ];

        await Eventually.BeTrueAsync(() => Sent().Count >= atLeast, Patience, $"{atLeast} mails with a link to {page}");
        return Sent();
    }

    [GeneratedRegex("/(?<page>reset|verify-email)#(?<secret>[A-Za-z0-9_-]{43})", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
