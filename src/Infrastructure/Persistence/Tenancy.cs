using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;

namespace TaskFlow.Infrastructure.Persistence;

/// <summary>How the actor's organizations reach row-level security: in front of the first statement of every transaction and of every single read.</summary>
internal static class Tenancy
{
    public static string Array(IEnumerable<Guid> organizations)
    {
        var text = new StringBuilder("{");
        foreach (var id in organizations)
            text.Append(text.Length > 1 ? "," : "").Append(id);
        return text.Append('}').ToString();
    }

    public static string SetLocal(IEnumerable<Guid> organizations) => $"SET LOCAL app.orgs = '{Array(organizations)}';";

    /// <summary>
    /// In front of a statement outside a transaction: pipelined statements share one, so the setting ends with the read. One text for every
    /// tenant, so that it stays prepared; its row is skipped before the query's are read.
    /// </summary>
    public const string BeforeRead = $"SELECT set_config('app.orgs', @{Parameter}, true);";

    /// <summary>The same, and the statement behind it is planned for its values.</summary>
    public const string BeforeReadPlannedAnew =
        $"SELECT set_config('app.orgs', @{Parameter}, true), set_config('plan_cache_mode', 'force_custom_plan', true);";

    public const string Parameter = "app_orgs";
}

/// <summary>Puts the tenancy in front of single reads (within a transaction it was set by the first statement), and the lock behind locking ones.</summary>
internal sealed class TenancyInterceptor : DbCommandInterceptor
{
    private const string LockTag = $"-- {RowLocks.Tag}\n";
    private const string DeletionLockTag = $"-- {RowLocks.DeletionTag}\n";
    private const string HoldTag = $"-- {RowLocks.HoldTag}\n";
    private const string PlanTag = $"-- {QueryPlans.Tag}\n";

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        if (command.CommandText.StartsWith(LockTag, StringComparison.Ordinal))
            command.CommandText += " FOR NO KEY UPDATE";
        else if (command.CommandText.StartsWith(DeletionLockTag, StringComparison.Ordinal))
            command.CommandText += " FOR UPDATE";
        else if (command.CommandText.StartsWith(HoldTag, StringComparison.Ordinal))
            command.CommandText += " FOR KEY SHARE";
        if (command.Transaction is null && eventData.Context is AppDbContext context)
        {
            var isPlannedAnew = command.CommandText.StartsWith(PlanTag, StringComparison.Ordinal);
            command.CommandText = (isPlannedAnew ? Tenancy.BeforeReadPlannedAnew : Tenancy.BeforeRead) + command.CommandText;
            command.Parameters.Add(new NpgsqlParameter<string>(Tenancy.Parameter, Tenancy.Array(context.Tenants)));
        }

        return ValueTask.FromResult(result);
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command,
        CommandExecutedEventData eventData,
        DbDataReader result,
        CancellationToken cancellationToken = default
    )
    {
        if (
            command.CommandText.StartsWith(Tenancy.BeforeRead, StringComparison.Ordinal)
            || command.CommandText.StartsWith(Tenancy.BeforeReadPlannedAnew, StringComparison.Ordinal)
        )
            await result.NextResultAsync(cancellationToken);
        return result;
    }
}

/// <summary>The write side of the query filter: nothing of another organization is saved, whatever a handler did.</summary>
internal sealed class TenantWriteGuard : SaveChangesInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context is AppDbContext context)
        {
            var tenants = context.Tenants;
            foreach (var entry in context.ChangeTracker.Entries<ITenantOwned>())
            {
                if (
                    entry.State is not Microsoft.EntityFrameworkCore.EntityState.Unchanged
                    && !tenants.Contains(entry.Entity.OrganizationId)
                )
                    throw new CrossTenantWriteException(entry.Entity.GetType().Name, entry.Entity.OrganizationId);
            }
        }

        return ValueTask.FromResult(result);
    }
}

/// <summary>A bug: a handler touched what its actor cannot see.</summary>
internal sealed class CrossTenantWriteException(string entity, Guid organizationId)
    : Exception($"{entity} belongs to organization {organizationId}, in which the actor does not act.");
