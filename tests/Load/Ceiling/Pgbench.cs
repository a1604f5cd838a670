using System.Globalization;
using Npgsql;

namespace TaskFlow.Load.Ceiling;

/// <summary>Runs the create transaction with <c>pgbench</c>: as many clients, as many projects, the same server, prepared statements.</summary>
internal sealed class Pgbench
{
    private const int Projects = 50;

    private readonly Server server;
    private readonly PgbenchScript script;
    private readonly int clients;
    private readonly int position;
    private int run;
    private long transactions;

    private Pgbench(Server server, PgbenchScript script, int clients, int position) =>
        (this.server, this.script, this.clients, this.position) = (server, script, clients, position);

    public static async Task<Pgbench> PrepareAsync(Server server, Workspace workspace, CreateTransaction transaction, int clients)
    {
        await using var database = await server.OpenDatabaseAsync();
        await CopyProjectsAsync(database, workspace.ProjectIds[0]);
        await using var command = new NpgsqlCommand("SELECT position FROM statuses WHERE id = $1", database);
        command.Parameters.Add(new() { Value = transaction.Created.GetProperty("status_id").GetGuid() });
        var column = (int)(await command.ExecuteScalarAsync())!;
        return new Pgbench(server, PgbenchScript.Of(transaction, Projects), clients, column);
    }

    public async Task<Row> RunAsync(TimeSpan warmUp, TimeSpan length)
    {
        await MeasureAsync(warmUp);
        return await MeasureAsync(length);
    }

    /// <summary>Every transaction of pgbench did the whole work: a task, a line of the log with its number, and what they bring along.</summary>
    public async Task VerifyAsync()
    {
        await using var database = await server.OpenDatabaseAsync();
        foreach (var table in new[] { "tasks", "activity", "task_search" })
        {
            await using var command = new NpgsqlCommand(
                $"SELECT count(*) FROM {table} WHERE project_id IN (SELECT lpad(n::text, 32, '0')::uuid FROM generate_series(1, {Projects}) n)",
                database
            );
            var rows = (long)(await command.ExecuteScalarAsync())!;
            if (rows != transactions)
                throw new BenchException($"pgbench made {transactions} transactions, but {rows} rows of {table}.");
        }
    }

    private async Task<Row> MeasureAsync(TimeSpan length)
    {
        run++;
        var folder = Directory.CreateDirectory(Path.Combine(server.Folder, $"pgbench-{run}"));
        var file = Path.Combine(folder.FullName, "create.sql");
        await File.WriteAllTextAsync(file, script.Text);
        var database = server.Database(asSuperuser: false);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PGHOST"] = database.Host!,
            ["PGPORT"] = database.Port.ToString(CultureInfo.InvariantCulture),
            ["PGUSER"] = database.Username!,
            ["PGPASSWORD"] = database.Password!,
            ["PGDATABASE"] = database.Database!,
        };
        var before = server.Processor();
        await Tools.RunAsync("pgbench", Arguments(file, length), folder.FullName, environment);
        var latencies = await ReadLatenciesAsync(folder);
        transactions += latencies.Length;
        var cost = before.Until(server.Processor(), latencies.Length);
        return new Row("ceiling_create", latencies.Length / length.TotalSeconds, At(latencies, 0.5), At(latencies, 0.99), cost);
    }

    private List<string> Arguments(string file, TimeSpan length)
    {
        List<string> arguments =
        [
            "--no-vacuum",
            "--protocol=prepared",
            $"--client={clients}",
            "--jobs=1",
            string.Create(CultureInfo.InvariantCulture, $"--time={(int)length.TotalSeconds}"),
            "--log",
            $"--file={file}",
            $"--define=position={position}",
            $"--define=run={run}",
            "--define=turn=0",
        ];
        arguments.AddRange(script.Constants.Select(c => $"--define={c.Key}={c.Value}"));
        return arguments;
    }

    /// <summary>Of every transaction, in milliseconds, sorted. The third word of a line of pgbench's log is its microseconds.</summary>
    private static async Task<double[]> ReadLatenciesAsync(DirectoryInfo folder)
    {
        var latencies = new List<double>();
        foreach (var log in folder.EnumerateFiles("pgbench_log.*"))
        {
            await foreach (var line in File.ReadLinesAsync(log.FullName))
                latencies.Add(double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture) / 1e3);
        }

        if (latencies.Count == 0)
            throw new BenchException("pgbench completed no transaction.");
        latencies.Sort();
        return [.. latencies];
    }

    private static double At(double[] sorted, double quantile) => sorted[(int)(quantile * (sorted.Length - 1))];

    /// <summary>Projects for pgbench alone, with numbers as ids, which pgbench can compute.</summary>
    private static async Task CopyProjectsAsync(NpgsqlConnection database, Guid model)
    {
        string[] copies =
        [
            """
                INSERT INTO projects (organization_id, id, key, name, description, version, created_by, created_at, updated_at)
                SELECT organization_id, lpad(n::text, 32, '0')::uuid, 'PGB' || n, name, description, version, created_by, created_at, updated_at
                FROM projects, generate_series(1, $2) n WHERE id = $1
                """,
            """
                INSERT INTO project_feeds (organization_id, project_id, head, epoch, next_task_number)
                SELECT organization_id, lpad(n::text, 32, '0')::uuid, 0, epoch, 1
                FROM project_feeds, generate_series(1, $2) n WHERE project_id = $1
                """,
            """
                INSERT INTO statuses (organization_id, id, project_id, name, category, color, position, version)
                SELECT organization_id, lpad((n * 100 + position)::text, 32, '0')::uuid, lpad(n::text, 32, '0')::uuid,
                       name, category, color, position, version
                FROM statuses, generate_series(1, $2) n WHERE project_id = $1
                """,
        ];
        await using var batch = new NpgsqlBatch(database);
        foreach (var sql in copies)
            batch.BatchCommands.Add(
                new NpgsqlBatchCommand(sql)
                {
                    Parameters =
                    {
                        new() { Value = model },
                        new() { Value = Projects },
                    },
                }
            );
        await batch.ExecuteNonQueryAsync();
    }
}
