using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Reminders;
using TaskFlow.Domain.Reminders;
using TaskFlow.Workers.Jobs;

namespace TaskFlow.Workers.Reminders;

/// <summary>
/// Reminds assignees, or whoever created an unassigned task, of what is due: hourly, so that everybody is reminded in their own morning, and once a
/// day (ADR 0030).
/// </summary>
internal sealed class DueReminders(NpgsqlDataSource database, OrganizationRound round, IServiceScopeFactory scopes, TimeProvider clock)
    : IScheduledJob
{
    public const string JobName = "due-reminders";

    /// <summary>Of one command: it holds the project's log while it writes.</summary>
    private const int MostAtOnce = 200;

    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(2);

    /// <summary>No zone is further than a day from UTC, on either side; which day it is for somebody is decided here, not by the database.</summary>
    private const string DueSql = """
        SELECT t.project_id, t.id, t.due_date, u.id, u.time_zone,
               ARRAY(SELECT r.day FROM reminders r WHERE r.organization_id = $1 AND r.task_id = t.id AND r.user_id = u.id)
        FROM tasks t
        JOIN statuses s ON s.organization_id = $1 AND s.id = t.status_id AND s.category NOT IN ('done', 'canceled')
        CROSS JOIN LATERAL unnest(CASE WHEN t.assignee_ids = '{}' THEN ARRAY[t.created_by] ELSE t.assignee_ids END) AS who (id)
        JOIN users u ON u.id = who.id
        JOIN memberships m ON m.organization_id = $1 AND m.user_id = u.id AND m.ended_at IS NULL
            AND (m.role <> 'guest' OR t.project_id = ANY (m.project_ids))
        WHERE t.organization_id = $1 AND t.archived_at IS NULL AND t.due_date BETWEEN $2 AND $3
        ORDER BY t.project_id, t.id
        """;

    private const string ForgetSql = "DELETE FROM reminders WHERE organization_id = $1 AND day < $2";

    public string Name => JobName;

    public string Description => "Reminds people of tasks that are due tomorrow, today or since up to a week, in their morning.";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public TimeSpan Limit => TimeSpan.FromMinutes(5);

    public async Task<JobReport> RunAsync(CancellationToken cancellationToken)
    {
        var reminded = 0L;
        await round.WalkAsync(
            Name,
            Budget,
            async (organization, token) => reminded += await RemindAsync(organization, token),
            cancellationToken
        );
        return JobReport.Of("reminded", reminded);
    }

    internal async Task<long> RemindAsync(Guid organizationId, CancellationToken cancellationToken)
    {
        var reminded = 0L;
        foreach (var project in await DueAsync(organizationId, cancellationToken))
        foreach (var some in project.Chunk(MostAtOnce))
            reminded += await SendAsync(organizationId, new RemindOfDueTasks(project.Key, some), cancellationToken);
        return reminded;
    }

    /// <summary>By project: whose morning has come and who has not been reminded today.</summary>
    private async Task<IReadOnlyList<IGrouping<Guid, DueTask>>> DueAsync(Guid organizationId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var (first, last) = (today.AddDays(-ReminderCalendar.DaysAfter - 1), today.AddDays(ReminderCalendar.DaysBefore + 1));
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(
            new("SELECT set_config('app.orgs', $1, true)") { Parameters = { new() { Value = $"{{{organizationId}}}" } } }
        );
        batch.BatchCommands.Add(
            new(ForgetSql)
            {
                Parameters =
                {
                    new() { Value = organizationId },
                    new() { Value = first },
                },
            }
        );
        batch.BatchCommands.Add(
            new(DueSql)
            {
                Parameters =
                {
                    new() { Value = organizationId },
                    new() { Value = first },
                    new() { Value = last },
                },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var due = new List<(Guid ProjectId, DueTask Task)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var (dueDate, userId) = (reader.GetFieldValue<DateOnly>(2), reader.GetGuid(3));
            if (ReminderCalendar.DayIn(reader.GetString(4), now) is not { } day || ReminderCalendar.StateOn(day, dueDate) is null)
                continue;
            if (!reader.GetFieldValue<DateOnly[]>(5).Contains(day))
                due.Add((reader.GetGuid(0), new DueTask(reader.GetGuid(1), dueDate, userId, day)));
        }
        return [.. due.GroupBy(d => d.ProjectId, d => d.Task)];
    }

    private async Task<long> SendAsync(Guid organizationId, RemindOfDueTasks command, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().WorkFor(organizationId, Principal.OfTheInstallation(organizationId));
        var outcome = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, cancellationToken);
        return outcome.IsFailure
            ? throw new InvalidOperationException($"Nobody was reminded in project {command.ProjectId}: {outcome.Refusal.Message}")
            : outcome.Value;
    }
}
