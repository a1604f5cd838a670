using TaskFlow.Infrastructure.Identity;
using TaskFlow.WebApi.Hosting;

namespace TaskFlow.WebApi.Commands;

/// <summary><c>./dev user reset-password EMAIL</c>: the new password is shown once.</summary>
internal static class ResetPassword
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [_, "reset-password", var email])
            throw new OperatorException("Usage: ./dev user reset-password EMAIL [--data DIR]");
        await using var context = await OperatorContext.OpenAsync(CancellationToken.None);
        var password =
            await PasswordReset.RunAsync(context.ConnectionString, email, CancellationToken.None)
            ?? throw new OperatorException($"Nobody here has the address '{email}'.");
        await Console.Out.WriteLineAsync($"New password of {email}: {password}");
        return 0;
    }
}
