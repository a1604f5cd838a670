using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Identity;

namespace TaskFlow.Infrastructure.Identity;

/// <summary>ASP.NET Core Identity's hasher, and nothing else of it (architecture.md, "The way of one write").</summary>
internal sealed class Passwords : IPasswords
{
    private readonly PasswordHasher<User> hasher;
    private readonly string decoy;

    public Passwords(IOptions<PasswordHasherOptions> options)
    {
        hasher = new(options);
        decoy = Hash("no account has this password");
    }

    public string Hash(string password) => hasher.HashPassword(null!, password);

    public bool Verify(string hash, string password) =>
        hasher.VerifyHashedPassword(null!, hash, password) != PasswordVerificationResult.Failed;

    public void Waste(string password) => Verify(decoy, password);
}
