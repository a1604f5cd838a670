using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace TaskFlow.Infrastructure.Persistence;

/// <summary>
/// The keys of ASP.NET Core's data protection in the database: every node reads them, and a backup holds what it needs to be read. The
/// interface is synchronous; it is asked once a day.
/// </summary>
internal sealed class KeyRing(NpgsqlDataSource database, KeyRingSeal? seal) : IXmlRepository
{
    private const long StoringLock = 0x6B657972696E67;

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = database.CreateCommand("SELECT xml FROM data_protection_keys ORDER BY created_at, name");
        using var reader = command.ExecuteReader();
        var elements = new List<XElement>();
        while (reader.Read())
            elements.Add(Read(reader.GetString(0)));
        return elements;
    }

    /// <summary>
    /// Nodes that start together on a new database each make a first key, and one that does not know the other's could not read what is
    /// sealed with it until tomorrow. So the first stays and the others are dropped: who made one reads the ring again and finds it.
    /// </summary>
    public void StoreElement(XElement element, string friendlyName)
    {
        using var batch = database.CreateBatch();
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("SELECT pg_advisory_xact_lock($1)") { Parameters = { new() { Value = StoringLock } } }
        );
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                """
                INSERT INTO data_protection_keys (name, xml)
                SELECT $1, $2 WHERE NOT EXISTS (SELECT 1 FROM data_protection_keys WHERE created_at > clock_timestamp() - interval '1 minute')
                """
            )
            {
                Parameters =
                {
                    new() { Value = friendlyName },
                    new() { Value = seal?.Seal(element) ?? element.ToString(SaveOptions.DisableFormatting) },
                },
            }
        );
        batch.ExecuteNonQuery();
    }

    /// <summary>Sealed, or as it was made before there was a key to seal with.</summary>
    private XElement Read(string stored)
    {
        if (stored.StartsWith('<'))
            return XElement.Parse(stored);
        return seal?.Open(stored)
            ?? throw new CryptographicException("The key ring is sealed: set TaskFlow:Secrets:Key to the key it was sealed with.");
    }
}
