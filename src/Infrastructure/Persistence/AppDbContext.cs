using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Notifications;
using TaskFlow.Application.Tasks;
using TaskFlow.Domain.Activities;
using TaskFlow.Domain.Comments;
using TaskFlow.Domain.Common;
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

namespace TaskFlow.Infrastructure.Persistence;

/// <summary>The tables as one actor sees them. Contexts are pooled: <see cref="For"/> gives a rented one its tenancy.</summary>
public sealed class AppDbContext(DbContextOptions<AppDbContext> options) : DbContext(options), IAppDbContext
{
    internal const string TenantFilter = IAppDbContext.TenantFilter;
    internal const string DeletedFilter = IAppDbContext.DeletedFilter;

    private Application.Common.Access.Actor? actor;

    public DbSet<User> Users => Set<User>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    public DbSet<RealtimeTicket> RealtimeTickets => Set<RealtimeTicket>();

    public DbSet<AccountMail> AccountMails => Set<AccountMail>();

    public DbSet<Organization> Organizations => Set<Organization>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<Project> Projects => Set<Project>();

    public DbSet<ProjectFeed> ProjectFeeds => Set<ProjectFeed>();

    public DbSet<Status> Statuses => Set<Status>();

    public DbSet<Label> Labels => Set<Label>();

    public DbSet<Milestone> Milestones => Set<Milestone>();

    public DbSet<SavedView> SavedViews => Set<SavedView>();

    public DbSet<TaskItem> Tasks => Set<TaskItem>();

    public DbSet<TaskView> TaskViews => Set<TaskView>();

    public DbSet<TaskSearch> TaskSearch => Set<TaskSearch>();

    public DbSet<CommentSearch> CommentSearch => Set<CommentSearch>();

    public DbSet<TaskWatcher> TaskWatchers => Set<TaskWatcher>();

    public DbSet<TaskLock> TaskLocks => Set<TaskLock>();

    public DbSet<Reminder> Reminders => Set<Reminder>();

    public DbSet<Comment> Comments => Set<Comment>();

    public DbSet<TaskLink> TaskLinks => Set<TaskLink>();

    public DbSet<Activity> Activities => Set<Activity>();

    public DbSet<Notification> Notifications => Set<Notification>();

    public DbSet<NotificationPreference> NotificationPreferences => Set<NotificationPreference>();

    public DbSet<Delivery> Deliveries => Set<Delivery>();

    public DbSet<DeliveryAttempt> DeliveryAttempts => Set<DeliveryAttempt>();

    public DbSet<DeliveryRetry> DeliveryRetries => Set<DeliveryRetry>();

    public DbSet<WaitingEventView> WaitingEvents => Set<WaitingEventView>();

    public DbSet<Import> Imports => Set<Import>();

    public DbSet<ImportFile> ImportFiles => Set<ImportFile>();

    public DbSet<RowVerdict> RowVerdicts => Set<RowVerdict>();

    public DbSet<ImportSource> ImportSources => Set<ImportSource>();

    public DbSet<ImportJob> ImportJobs => Set<ImportJob>();

    public DbSet<JobRun> JobRuns => Set<JobRun>();

    public DbSet<Integration> Integrations => Set<Integration>();

    public DbSet<IntegrationSecret> IntegrationSecrets => Set<IntegrationSecret>();

    /// <summary>The organizations of the actor; the first lock of tenancy hangs on it.</summary>
    internal Guid[] Tenants => actor is null ? [] : [.. actor.Organizations];

    internal AppDbContext For(Application.Common.Access.Actor who)
    {
        actor = who;
        return this;
    }

    public Task<TaskItem> LoadTaskAsync(Guid organizationId, Guid taskId, CancellationToken cancellationToken) =>
        CompiledReads.Task(this, organizationId, taskId, cancellationToken);

    public async Task<IAsyncDisposable> SnapshotAsync(CancellationToken cancellationToken) =>
        await ReadSnapshot.BeginAsync(this, cancellationToken);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AppDbContext).Assembly);
        modelBuilder.Entity<Organization>().HasQueryFilter(TenantFilter, o => Tenants.Contains(o.Id));
        FilterByTenant<Membership>(modelBuilder);
        FilterByTenant<Invitation>(modelBuilder);
        FilterByTenant<Project>(modelBuilder);
        FilterByTenant<ProjectFeed>(modelBuilder);
        FilterByTenant<Status>(modelBuilder);
        FilterByTenant<Label>(modelBuilder);
        FilterByTenant<Milestone>(modelBuilder);
        FilterByTenant<SavedView>(modelBuilder);
        FilterByTenant<TaskItem>(modelBuilder);
        FilterByTenant<TaskWatcher>(modelBuilder);
        FilterByTenant<TaskLock>(modelBuilder);
        FilterByTenant<Reminder>(modelBuilder);
        FilterByTenant<Comment>(modelBuilder);
        FilterByTenant<TaskLink>(modelBuilder);
        FilterByTenant<Activity>(modelBuilder);
        FilterByTenant<Notification>(modelBuilder);
        FilterByTenant<Delivery>(modelBuilder);
        FilterByTenant<DeliveryRetry>(modelBuilder);
        FilterByTenant<DeliveryAttempt>(modelBuilder);
        FilterByTenant<Import>(modelBuilder);
        FilterByTenant<ImportFile>(modelBuilder);
        FilterByTenant<RowVerdict>(modelBuilder);
        FilterByTenant<ImportSource>(modelBuilder);
        FilterByTenant<Integration>(modelBuilder);
        FilterByTenant<IntegrationSecret>(modelBuilder);
        modelBuilder.Entity<TaskSearch>().HasQueryFilter(TenantFilter, s => Tenants.Contains(s.OrganizationId));
        modelBuilder.Entity<CommentSearch>().HasQueryFilter(TenantFilter, s => Tenants.Contains(s.OrganizationId));
        modelBuilder.Entity<WaitingEventView>().HasQueryFilter(TenantFilter, e => Tenants.Contains(e.OrganizationId));
        modelBuilder.Entity<TaskView>().HasQueryFilter(TenantFilter, t => Tenants.Contains(t.OrganizationId));
        SnakeCase.Apply(modelBuilder);
    }

    private void FilterByTenant<T>(ModelBuilder modelBuilder)
        where T : class, ITenantOwned => modelBuilder.Entity<T>().HasQueryFilter(TenantFilter, e => Tenants.Contains(e.OrganizationId));
}
