using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using TaskFlow.Infrastructure.Backup;
using TaskFlow.Infrastructure.Embedded;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Backup;

/// <summary>Backups of a cluster in use, and what a restore does with them.</summary>
public sealed class BackupTests : IDisposable
{
    private const string Seed = """
        INSERT INTO users (id, email, normalized_email, display_name, password_hash, time_zone, locale, is_operator, access_failed_count, created_at)
            VALUES ('00000000-0000-7000-8000-000000000001', 'ann@x.test', 'ann@x.test', 'Ann', '', 'UTC', 'en', true, 0, now());
        INSERT INTO sessions (id, secret_hash, user_id, created_at, last_seen_at)
            VALUES ('00000000-0000-7000-8000-000000000002', 'secret', '00000000-0000-7000-8000-000000000001', now(), now());
        INSERT INTO realtime_tickets (secret_hash, user_id, credential_hash, by_token, expires_at)
            VALUES ('ticket', '00000000-0000-7000-8000-000000000001', 'secret', false, now() + interval '1 minute');
        INSERT INTO organizations (id, name, slug, version, created_at, updated_at)
            VALUES ('00000000-0000-7000-8000-000000000003', 'House', 'house', 1, now(), now());
        INSERT INTO projects (organization_id, id, key, name, description, version, created_by, created_at, updated_at)
            VALUES ('00000000-0000-7000-8000-000000000003', '00000000-0000-7000-8000-000000000004', 'WEB', 'Web', '', 1,
                '00000000-0000-7000-8000-000000000001', now(), now());
        INSERT INTO project_feeds (organization_id, project_id, head, epoch, next_task_number)
            VALUES ('00000000-0000-7000-8000-000000000003', '00000000-0000-7000-8000-000000000004', 5, gen_random_uuid(), 1);
        CREATE TABLE ledger (id int PRIMARY KEY, padding text NOT NULL DEFAULT repeat('x', 500));
        """;

    private readonly TemporaryDirectory home = new();

    private string Data => Path.Combine(home.Path, "data");

    private string BackupFile => Path.Combine(home.Path, "taskflow.backup");

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task Restore_BackupTakenDuringWrites_HasEveryCommitBeforeItsEndAndANewEpoch()
    {
        string epoch;
        string installation;
        int acknowledged;
        await using (var postgres = await StartAsync())
        {
            await SeedAsync(postgres);
            epoch = (await Sql.ScalarAsync(postgres.SuperuserConnectionString, "SELECT epoch FROM project_feeds"))!;
            installation = (await Sql.ScalarAsync(postgres.SuperuserConnectionString, "SELECT id FROM installation"))!;
            await File.WriteAllTextAsync(Path.Combine(Data, "files", "report.txt"), "attached");
            using var enough = new CancellationTokenSource();
            var writer = WriteUntilAsync(postgres.SuperuserConnectionString, enough.Token);
            await Eventually.BeTrueAsync(() => Volatile.Read(ref written) > 50, TimeSpan.FromSeconds(20), "the writer writes");
            acknowledged = Volatile.Read(ref written);
            await BackUpAsync();
            await enough.CancelAsync();
            await writer;
            await Sql.ScalarAsync(postgres.SuperuserConnectionString, "DROP TABLE ledger");
            File.Delete(Path.Combine(Data, "files", "report.txt"));
        }

        var (summary, kept) = await RestoreAsync();

        summary.Files.Should().BeGreaterThan(500);
        Directory.Exists(Path.Combine(kept!, "postgres")).Should().BeTrue("the old data is kept");
        await using var restored = await StartAsync();
        var rows = int.Parse(
            (await Sql.ScalarAsync(restored.SuperuserConnectionString, "SELECT count(*) FROM ledger"))!,
            CultureInfo.InvariantCulture
        );
        rows.Should().BeGreaterThanOrEqualTo(acknowledged, "what was acknowledged before the backup began is in it");
        (await Sql.ScalarAsync(restored.SuperuserConnectionString, "SELECT max(id) FROM ledger"))
            .Should()
            .Be(rows.ToString(CultureInfo.InvariantCulture), "the copy is one moment, not a mixture");
        (await Sql.ScalarAsync(restored.SuperuserConnectionString, "SELECT epoch FROM project_feeds")).Should().NotBe(epoch);
        (await Sql.ScalarAsync(restored.SuperuserConnectionString, "SELECT count(*) FROM sessions WHERE revoked_at IS NULL"))
            .Should()
            .Be("0");
        (await Sql.ScalarAsync(restored.SuperuserConnectionString, "SELECT id FROM installation"))
            .Should()
            .NotBe(installation, "what Redis holds of the old one is void");
        (await Sql.ScalarAsync(restored.SuperuserConnectionString, "SELECT count(*) FROM realtime_tickets")).Should().Be("0");
        (await File.ReadAllTextAsync(Path.Combine(Data, "files", "report.txt"))).Should().Be("attached");
    }

    [Fact]
    public async Task Restore_IntoAnEmptyDirectory_NeedsNothingButTheFile()
    {
        await using (var postgres = await StartAsync())
        {
            await SeedAsync(postgres);
            await BackUpAsync();
        }
        Directory.Delete(Data, recursive: true);

        var (_, kept) = await RestoreAsync();

        kept.Should().BeNull();
        await using var restored = await StartAsync();
        (await Sql.ScalarAsync(restored.SuperuserConnectionString, "SELECT email FROM users WHERE email LIKE '%@%'"))
            .Should()
            .Be("ann@x.test");
    }

    /// <summary>What the installation is called came with 0007.</summary>
    [Fact]
    public async Task Restore_BackupOfAnOlderRelease_IsFinishedWithoutWhatItDoesNotHave()
    {
        await using (var postgres = await StartAsync())
        {
            await SeedAsync(postgres);
            await Sql.ScalarAsync(postgres.SuperuserConnectionString, "DROP TABLE installation, realtime_tickets");
            await BackUpAsync();
        }

        await RestoreAsync();

        await using var restored = await StartAsync();
        (await Sql.ScalarAsync(restored.SuperuserConnectionString, "SELECT count(*) FROM sessions WHERE revoked_at IS NULL"))
            .Should()
            .Be("0");
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public async Task Restore_FileCutShort_IsRefusedAndChangesNothing(double share)
    {
        await using (var postgres = await StartAsync())
        {
            await SeedAsync(postgres);
            await BackUpAsync();
        }
        await using (var file = File.OpenWrite(BackupFile))
            file.SetLength((long)(file.Length * share));

        var act = RestoreAsync;

        await act.Should().ThrowAsync<BackupException>();
        await using var untouched = await StartAsync();
        (await Sql.ScalarAsync(untouched.SuperuserConnectionString, "SELECT count(*) FROM sessions WHERE revoked_at IS NULL"))
            .Should()
            .Be("1");
    }

    [Fact]
    public async Task Restore_WhileTheDirectoryIsInUse_IsRefused()
    {
        await using var postgres = await StartAsync();
        await SeedAsync(postgres);
        await BackUpAsync();

        var act = RestoreAsync;

        await act.Should().ThrowAsync<EmbeddedPostgresException>();
    }

    private int written;

    private async Task WriteUntilAsync(string connectionString, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var next = written + 1;
            await Sql.ScalarAsync(
                connectionString,
                string.Create(CultureInfo.InvariantCulture, $"INSERT INTO ledger (id) VALUES ({next})")
            );
            Volatile.Write(ref written, next);
        }
    }

    private Task<EmbeddedPostgres> StartAsync() =>
        EmbeddedPostgres.StartAsync(Data, trustLocalClients: false, NullLogger.Instance, CancellationToken.None);

    private async Task SeedAsync(EmbeddedPostgres postgres)
    {
        await Schema.MigrateAsync(postgres.ConnectionString);
        await Sql.ScalarAsync(postgres.SuperuserConnectionString, Seed);
        Directory.CreateDirectory(Path.Combine(Data, "files"));
    }

    private async Task BackUpAsync()
    {
        await using var session = await EmbeddedSession.OpenAsync(Data, NullLogger.Instance, CancellationToken.None);
        await ClusterBackup.WriteAsync(Data, session, BackupFile, TimeProvider.System, CancellationToken.None);
    }

    private Task<(BackupSummary Summary, string? Kept)> RestoreAsync() =>
        ClusterRestore.RunAsync(Data, BackupFile, NullLogger.Instance, TimeProvider.System, CancellationToken.None);
}
