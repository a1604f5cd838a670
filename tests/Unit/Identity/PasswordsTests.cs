using System.Buffers.Binary;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using TaskFlow.Infrastructure.Identity;

namespace TaskFlow.Unit.Identity;

public sealed class PasswordsTests
{
    private const string Password = "correct horse battery";

    /// <summary>ASP.NET Core Identity's format 3: a mark, the function, the iterations and the length of the salt, each a big-endian number of 4 bytes.</summary>
    [Fact]
    public void Hash_CostsAHundredThousandRoundsOfSha512()
    {
        var hash = Convert.FromBase64String(Of(new()).Hash(Password));
        hash[0].Should().Be(1, "format 3");
        BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)).Should().Be(2, "HMAC-SHA512");
        BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)).Should().BeGreaterThanOrEqualTo(100_000);
    }

    [Fact]
    public void Verify_KnowsAHashOfAnotherPrice()
    {
        var cheap = Of(new() { IterationCount = 1_000 }).Hash(Password);
        Of(new()).Verify(cheap, Password).Should().BeTrue();
        Of(new()).Verify(cheap, Password + "!").Should().BeFalse();
    }

    private static Passwords Of(PasswordHasherOptions options) => new(Options.Create(options));
}
