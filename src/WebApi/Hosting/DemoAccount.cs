namespace TaskFlow.WebApi.Hosting;

/// <summary>The owner of the demo data, who is the operator too; printed at start in Development.</summary>
public sealed record DemoAccount(string Email, string Password);
