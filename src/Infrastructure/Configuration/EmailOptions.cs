namespace TaskFlow.Infrastructure.Configuration;

/// <summary>The installation's own way to send e-mail; organizations may have SendGrid as an integration besides.</summary>
public sealed record EmailOptions
{
    /// <summary>What messages are sent from: <c>taskflow@example.com</c> or <c>TaskFlow &lt;taskflow@example.com&gt;</c>. Required with <c>Email:Smtp:Host</c>.</summary>
    public string From { get; init; } = "";

    public SmtpOptions Smtp { get; init; } = new();
}

/// <summary>How the connection to a mail server is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>Begins in the clear and is refused unless the server then offers TLS; port 587.</summary>
    StartTls,

    /// <summary>TLS from the first byte; port 465.</summary>
    Tls,

    /// <summary>In the clear: for a relay on the same machine.</summary>
    None,
}

/// <summary>A mail server that takes messages for delivery.</summary>
public sealed record SmtpOptions
{
    /// <summary>Empty: no e-mail is sent through SMTP.</summary>
    public string Host { get; init; } = "";

    /// <summary>587, submission.</summary>
    [AtLeast(1)]
    public int Port { get; init; } = 587;

    /// <summary>Empty: the server asks for no sign-in.</summary>
    public string User { get; init; } = "";

    [Secret(Whole = true)]
    public string Password { get; init; } = "";

    /// <summary><c>starttls</c>, <c>tls</c> or <c>none</c>; <c>starttls</c>.</summary>
    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    /// <summary>Without the password, whoever logs it.</summary>
    public override string ToString() => $"{nameof(SmtpOptions)} {{ {Host}:{Port}, {Security} }}";
}
