using System.Text;
using Microsoft.AspNetCore.DataProtection;
using TaskFlow.Application.Common.Ports;

namespace TaskFlow.Infrastructure.Integrations;

/// <summary>Authenticated encryption by ASP.NET Core's data protection; the owner and the name are part of the key's derivation.</summary>
internal sealed class SecretBox(IDataProtectionProvider provider) : ISecretBox
{
    private const string Purpose = "TaskFlow.Secrets.v1";

    public byte[] Seal(Guid ownerId, string name, string secret) => For(ownerId, name).Protect(Encoding.UTF8.GetBytes(secret));

    public string Open(Guid ownerId, string name, byte[] sealedSecret) =>
        Encoding.UTF8.GetString(For(ownerId, name).Unprotect(sealedSecret));

    private IDataProtector For(Guid ownerId, string name) => provider.CreateProtector(Purpose, ownerId.ToString("N"), name);
}
