using Npgsql;
using TaskFlow.Infrastructure.Integrations;
using TaskFlow.Infrastructure.Persistence;

namespace TaskFlow.Infrastructure.Deliveries;

/// <summary>Whether the operator configured a mail server for the whole installation.</summary>
public sealed record OwnMailServer(bool Exists);

/// <summary>How an organization's e-mail goes out: by its own SendGrid account, or by the installation's mail server when there is one.</summary>
public sealed class MailRoutes(NpgsqlDataSource database, IntegrationDirectory directory, OwnMailServer ownMail)
{
    private const string Sql = """
        SELECT DISTINCT ON (organization_id) organization_id, id FROM integrations
        WHERE organization_id = ANY ($1) AND kind = 'sendgrid' AND enabled AND deleted_at IS NULL
        ORDER BY organization_id, (status = 'paused'), id
        """;

    /// <returns>By delivery; none where nothing can send e-mail.</returns>
    public async Task<IReadOnlyDictionary<Guid, DeliveryRoute>> OfAsync(
        IReadOnlyList<ClaimedDelivery> claimed,
        CancellationToken cancellationToken
    )
    {
        var accounts = await AccountsAsync([.. claimed.Select(d => d.OrganizationId).Distinct()], cancellationToken);
        var found = accounts.Count == 0 ? [] : await directory.FindAsync(accounts, cancellationToken);
        var byOrganization = found.ToDictionary(i => i.Key.OrganizationId, DeliveryRoute.To);
        var routes = new Dictionary<Guid, DeliveryRoute>();
        foreach (var delivery in claimed)
        {
            if (byOrganization.TryGetValue(delivery.OrganizationId, out var account))
                routes[delivery.Id] = account;
            else if (ownMail.Exists)
                routes[delivery.Id] = DeliveryRoute.OwnMailServer;
        }
        return routes;
    }

    private async Task<IReadOnlyCollection<IntegrationKey>> AccountsAsync(Guid[] organizations, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("SELECT set_config('app.orgs', $1, true)")
            {
                Parameters = { new() { Value = Tenancy.Array(organizations) } },
            }
        );
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Sql) { Parameters = { new() { Value = organizations } } });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var accounts = new List<IntegrationKey>();
        while (await reader.ReadAsync(cancellationToken))
            accounts.Add(new IntegrationKey(reader.GetGuid(0), reader.GetGuid(1)));
        return accounts;
    }
}
