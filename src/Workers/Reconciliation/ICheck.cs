using Npgsql;

namespace TaskFlow.Workers.Reconciliation;

/// <summary>Looks for one kind of defect in an organization. Reads a bounded part; repairs only by what is harmless when done twice.</summary>
internal interface ICheck
{
    /// <param name="connection">In a transaction that sees this organization alone.</param>
    Task RunAsync(NpgsqlConnection connection, Guid organization, Findings findings, CancellationToken cancellationToken);
}
