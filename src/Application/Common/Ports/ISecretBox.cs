namespace TaskFlow.Application.Common.Ports;

/// <summary>
/// Encrypts secrets of others that have to be presented again, with keys that every node of the installation reads from the database. Bearer
/// secrets of our own are hashed instead (<see cref="Access.Secrets"/>).
/// </summary>
public interface ISecretBox
{
    /// <summary>What comes back opens only for the same owner and name: a row that is copied elsewhere is worthless.</summary>
    byte[] Seal(Guid ownerId, string name, string secret);

    /// <exception cref="System.Security.Cryptography.CryptographicException">It was sealed for another owner or name, or its key is gone.</exception>
    string Open(Guid ownerId, string name, byte[] sealedSecret);
}
