using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskFlow.Domain.Organizations;
using TaskFlow.Domain.Projects;

namespace TaskFlow.Infrastructure.Persistence.Configurations;

internal sealed class ProjectConfiguration : IEntityTypeConfiguration<Project>
{
    public void Configure(EntityTypeBuilder<Project> builder)
    {
        builder.ToTable("projects");
        builder.HasKey(p => new { p.OrganizationId, p.Id });
        builder.Ignore(p => p.Events);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.HasOne<Organization>().WithMany().HasForeignKey(p => p.OrganizationId).OnDelete(DeleteBehavior.ClientNoAction);
    }
}

internal sealed class ProjectFeedConfiguration : IEntityTypeConfiguration<ProjectFeed>
{
    public void Configure(EntityTypeBuilder<ProjectFeed> builder)
    {
        builder.ToTable("project_feeds");
        builder.HasKey(f => new { f.OrganizationId, f.ProjectId });
        builder
            .HasOne<Project>()
            .WithMany()
            .HasForeignKey(f => new { f.OrganizationId, f.ProjectId })
            .OnDelete(DeleteBehavior.ClientNoAction);
    }
}

internal sealed class StatusConfiguration : IEntityTypeConfiguration<Status>
{
    public void Configure(EntityTypeBuilder<Status> builder)
    {
        builder.ToTable("statuses");
        builder.HasKey(s => new { s.OrganizationId, s.Id });
        builder.Ignore(s => s.Events);
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.HasQueryFilter(AppDbContext.DeletedFilter, s => s.DeletedAt == null);
        builder
            .HasOne<Project>()
            .WithMany()
            .HasForeignKey(s => new { s.OrganizationId, s.ProjectId })
            .OnDelete(DeleteBehavior.ClientNoAction);
    }
}

internal sealed class MilestoneConfiguration : IEntityTypeConfiguration<Milestone>
{
    public void Configure(EntityTypeBuilder<Milestone> builder)
    {
        builder.ToTable("milestones");
        builder.HasKey(m => new { m.OrganizationId, m.Id });
        builder.Ignore(m => m.Events);
        builder.Property(m => m.Version).IsConcurrencyToken();
        builder.HasQueryFilter(AppDbContext.DeletedFilter, m => m.DeletedAt == null);
        builder
            .HasOne<Project>()
            .WithMany()
            .HasForeignKey(m => new { m.OrganizationId, m.ProjectId })
            .OnDelete(DeleteBehavior.ClientNoAction);
    }
}

internal sealed class LabelConfiguration : IEntityTypeConfiguration<Label>
{
    public void Configure(EntityTypeBuilder<Label> builder)
    {
        builder.ToTable("labels");
        builder.HasKey(l => new { l.OrganizationId, l.Id });
        builder.Ignore(l => l.Events);
        builder.Property(l => l.Version).IsConcurrencyToken();
        builder.HasQueryFilter(AppDbContext.DeletedFilter, l => l.DeletedAt == null);
        builder
            .HasOne<Project>()
            .WithMany()
            .HasForeignKey(l => new { l.OrganizationId, l.ProjectId })
            .OnDelete(DeleteBehavior.ClientNoAction);
    }
}
