using Npgsql;

namespace TaskFlow.Workers.Reconciliation;

/// <summary>The log of a project counts 1, 2, 3 … up to its head, without a hole (C-6.1). Reports only: nobody can know what was there.</summary>
internal sealed class LogGaps : ICheck
{
    // The newest of a long log: a hole is seen while it is young, and the statement stays short.
    private const string Sql = """
        SELECT f.project_id, f.head, least(f.head, 50000) AS expected, count(a.seq), coalesce(max(a.seq), 0)
        FROM project_feeds f
        LEFT JOIN activity a
            ON a.organization_id = f.organization_id AND a.project_id = f.project_id AND a.seq > f.head - 50000
        WHERE f.organization_id = $1
        GROUP BY f.project_id, f.head
        """;

    public async Task RunAsync(NpgsqlConnection connection, Guid organization, Findings findings, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = organization } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (project, head, expected, found, last) = (
                reader.GetGuid(0),
                reader.GetInt64(1),
                reader.GetInt64(2),
                reader.GetInt64(3),
                reader.GetInt64(4)
            );
            findings.Count("logs", 1);
            if (found != expected || last != head)
                findings.Add(
                    "log_gaps",
                    $"The log of project {project} has {found} of its last {expected} events; head {head}, last {last}."
                );
        }
    }
}
