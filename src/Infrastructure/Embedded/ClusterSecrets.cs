using System.Security.Cryptography;
using System.Text.Json;

namespace TaskFlow.Infrastructure.Embedded;

/// <summary>Passwords and the port of an embedded cluster, kept beside its directory and readable by its owner only.</summary>
internal sealed record ClusterSecrets(string SuperuserPassword, string ApplicationPassword, int? Port)
{
    public static ClusterSecrets Create() => new(RandomPassword(), RandomPassword(), Port: null);

    public static async Task<ClusterSecrets?> ReadAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            return null;
        await using var stream = File.OpenRead(file);
        return await JsonSerializer.DeserializeAsync<ClusterSecrets>(stream, JsonSerializerOptions.Web, cancellationToken);
    }

    /// <summary>Replaces the file in one step: half a file would lock everybody out of the cluster.</summary>
    public async Task WriteAsync(string file, CancellationToken cancellationToken)
    {
        var unfinished = file + ".new";
        await using (var stream = PrivateFiles.Create(unfinished))
        {
            await JsonSerializer.SerializeAsync(stream, this, JsonSerializerOptions.Web, cancellationToken);
            stream.Flush(flushToDisk: true);
        }
        File.Move(unfinished, file, overwrite: true);
    }

    public override string ToString() => nameof(ClusterSecrets);

    private static string RandomPassword() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
}
