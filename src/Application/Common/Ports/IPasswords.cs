namespace TaskFlow.Application.Common.Ports;

/// <summary>Hashes passwords slowly (ASP.NET Core Identity's PBKDF2).</summary>
public interface IPasswords
{
    string Hash(string password);

    bool Verify(string hash, string password);

    /// <summary>Takes as long as a verification, for accounts that do not exist.</summary>
    void Waste(string password);
}
