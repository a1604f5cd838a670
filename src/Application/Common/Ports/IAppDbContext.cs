using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Notifications;
using TaskFlow.Application.Tasks;
using TaskFlow.Domain.Activities;
using TaskFlow.Domain.Comments;
using TaskFlow.Domain.Identity;
using TaskFlow.Domain.Imports;
using TaskFlow.Domain.Integrations;
using TaskFlow.Domain.Jobs;
using TaskFlow.Domain.Links;
using TaskFlow.Domain.Notifications;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Reminders;
using TaskFlow.Domain.SavedViews;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Application.Common.Ports;

/// <summary>The tables, seen through the actor's tenancy. Saving is the unit of work's alone.</summary>
public interface IAppDbContext
{
    /// <summary>Name of the filter that hides what was deleted; a use case that must see it ignores this one alone.</summary>
    const string DeletedFilter = "deleted";

    /// <summary>Name of the filter that hides other organizations; only memberships and invitations may be read without it.</summary>
    const string TenantFilter = "tenant";

    DbSet<User> Users { get; }

    DbSet<Session> Sessions { get; }

    DbSet<ApiToken> ApiTokens { get; }

    DbSet<RealtimeTicket> RealtimeTickets { get; }

    /// <summary>No tenant's, like the accounts they are about.</summary>
    DbSet<AccountMail> AccountMails { get; }

    DbSet<Organization> Organizations { get; }

    DbSet<Membership> Memberships { get; }

    DbSet<Invitation> Invitations { get; }

    DbSet<Project> Projects { get; }

    DbSet<ProjectFeed> ProjectFeeds { get; }

    DbSet<Status> Statuses { get; }

    DbSet<Label> Labels { get; }

    DbSet<Milestone> Milestones { get; }

    DbSet<SavedView> SavedViews { get; }

    DbSet<TaskItem> Tasks { get; }

    /// <summary>Tasks as they are shown, with the key of their project and the category of their status.</summary>
    DbSet<TaskView> TaskViews { get; }

    DbSet<TaskSearch> TaskSearch { get; }

    DbSet<CommentSearch> CommentSearch { get; }

    DbSet<TaskWatcher> TaskWatchers { get; }

    DbSet<TaskLock> TaskLocks { get; }

    DbSet<Reminder> Reminders { get; }

    DbSet<Comment> Comments { get; }

    DbSet<TaskLink> TaskLinks { get; }

    DbSet<Activity> Activities { get; }

    DbSet<Notification> Notifications { get; }

    DbSet<NotificationPreference> NotificationPreferences { get; }

    DbSet<Delivery> Deliveries { get; }

    DbSet<DeliveryRetry> DeliveryRetries { get; }

    DbSet<DeliveryAttempt> DeliveryAttempts { get; }

    /// <summary>Events that were not fanned out yet, or never will be by themselves.</summary>
    DbSet<WaitingEventView> WaitingEvents { get; }

    DbSet<Import> Imports { get; }

    DbSet<ImportFile> ImportFiles { get; }

    DbSet<RowVerdict> RowVerdicts { get; }

    DbSet<ImportSource> ImportSources { get; }

    DbSet<ImportJob> ImportJobs { get; }

    /// <summary>No tenant's; for operators.</summary>
    DbSet<JobRun> JobRuns { get; }

    DbSet<Integration> Integrations { get; }

    DbSet<IntegrationSecret> IntegrationSecrets { get; }

    /// <summary>The task of a change, tracked; compiled once.</summary>
    Task<TaskItem> LoadTaskAsync(Guid organizationId, Guid taskId, CancellationToken cancellationToken);

    /// <summary>Several reads of one moment: REPEATABLE READ, read-only, until disposed.</summary>
    Task<IAsyncDisposable> SnapshotAsync(CancellationToken cancellationToken);
}
