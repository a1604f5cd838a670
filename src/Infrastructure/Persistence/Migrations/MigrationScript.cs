using System.Security.Cryptography;
using System.Text;

namespace TaskFlow.Infrastructure.Persistence.Migrations;

/// <summary>The SQL file of a migration and its checksum: a file that was applied somewhere is never changed again.</summary>
internal sealed record MigrationScript(string Name, string Sql, string Checksum)
{
    public static MigrationScript Read(string name)
    {
        var resource = $"TaskFlow.Infrastructure.Persistence.Migrations.{name}.sql";
        using var stream =
            typeof(MigrationScript).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The migration {name} has no SQL file.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
        return new MigrationScript(name, sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
    }
}
