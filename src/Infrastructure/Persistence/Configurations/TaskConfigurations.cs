using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskFlow.Application.Tasks;
using TaskFlow.Domain.Activities;
using TaskFlow.Domain.Comments;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Infrastructure.Persistence.Configurations;

internal sealed class TaskConfiguration : IEntityTypeConfiguration<TaskItem>
{
    public void Configure(EntityTypeBuilder<TaskItem> builder)
    {
        builder.ToTable("tasks");
        builder.HasKey(t => new { t.OrganizationId, t.Id });
        builder.Ignore(t => t.Events);
        builder.Property(t => t.Version).IsConcurrencyToken();
        builder.Property(t => t.Rank).UseCollation("C");
        builder.Property(t => t.Estimate).HasPrecision(6, 2);
        builder
            .HasOne<Project>()
            .WithMany()
            .HasForeignKey(t => new { t.OrganizationId, t.ProjectId })
            .OnDelete(DeleteBehavior.ClientNoAction);
        builder
            .HasOne<Status>()
            .WithMany()
            .HasForeignKey(t => new { t.OrganizationId, t.StatusId })
            .OnDelete(DeleteBehavior.ClientNoAction);
        builder
            .HasOne<Milestone>()
            .WithMany()
            .HasForeignKey(t => new { t.OrganizationId, t.MilestoneId })
            .OnDelete(DeleteBehavior.ClientNoAction);
        builder
            .HasOne<TaskItem>()
            .WithMany()
            .HasForeignKey(t => new { t.OrganizationId, t.ParentId })
            .OnDelete(DeleteBehavior.ClientNoAction);
    }
}

internal sealed class TaskViewConfiguration : IEntityTypeConfiguration<TaskView>
{
    public void Configure(EntityTypeBuilder<TaskView> builder)
    {
        builder.ToView("task_views");
        builder.HasNoKey();
        builder.Property(t => t.Rank).UseCollation("C");
        builder.Property(t => t.Estimate).HasPrecision(6, 2);
        builder.Ignore(t => t.Lock).Ignore(t => t.AttachmentCount).Ignore(t => t.MergedFields);
    }
}

internal sealed class TaskWatcherConfiguration : IEntityTypeConfiguration<TaskWatcher>
{
    public void Configure(EntityTypeBuilder<TaskWatcher> builder)
    {
        builder.ToTable("task_watchers");
        builder.HasKey(w => new
        {
            w.OrganizationId,
            w.TaskId,
            w.UserId,
        });
        builder
            .HasOne<TaskItem>()
            .WithMany()
            .HasForeignKey(w => new { w.OrganizationId, w.TaskId })
            .OnDelete(DeleteBehavior.ClientNoAction);
    }
}

internal sealed class TaskLockConfiguration : IEntityTypeConfiguration<TaskLock>
{
    public void Configure(EntityTypeBuilder<TaskLock> builder)
    {
        builder.ToTable("task_locks");
        builder.HasKey(l => new { l.OrganizationId, l.TaskId });
        builder
            .HasOne<TaskItem>()
            .WithMany()
            .HasForeignKey(l => new { l.OrganizationId, l.TaskId })
            .OnDelete(DeleteBehavior.ClientNoAction);
    }
}

internal sealed class TaskSearchConfiguration : IEntityTypeConfiguration<TaskSearch>
{
    public void Configure(EntityTypeBuilder<TaskSearch> builder)
    {
        builder.ToTable("task_search");
        builder.HasKey(s => new { s.OrganizationId, s.TaskId });
    }
}

internal sealed class CommentSearchConfiguration : IEntityTypeConfiguration<CommentSearch>
{
    public void Configure(EntityTypeBuilder<CommentSearch> builder)
    {
        builder.ToTable("comment_search");
        builder.HasKey(s => new { s.OrganizationId, s.CommentId });
        builder
            .HasOne<Comment>()
            .WithMany()
            .HasForeignKey(s => new { s.OrganizationId, s.CommentId })
            .OnDelete(DeleteBehavior.ClientNoAction);
    }
}

internal sealed class ActivityConfiguration : IEntityTypeConfiguration<Activity>
{
    public void Configure(EntityTypeBuilder<Activity> builder)
    {
        builder.ToTable("activity");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Seq).ValueGeneratedOnAdd();
        builder.Property(a => a.Changes).HasColumnType("jsonb");
        builder.Property(a => a.Data).HasColumnType("jsonb");
        builder
            .HasOne<ProjectFeed>()
            .WithMany()
            .HasForeignKey(a => new { a.OrganizationId, a.ProjectId })
            .OnDelete(DeleteBehavior.ClientNoAction);
    }
}
