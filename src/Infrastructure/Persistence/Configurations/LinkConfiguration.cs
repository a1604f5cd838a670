using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskFlow.Domain.Links;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Infrastructure.Persistence.Configurations;

internal sealed class LinkConfiguration : IEntityTypeConfiguration<TaskLink>
{
    public void Configure(EntityTypeBuilder<TaskLink> builder)
    {
        builder.ToTable("task_links");
        builder.HasKey(l => new { l.OrganizationId, l.Id });
        // It is made and taken away, never changed.
        builder.Ignore(l => l.Version).Ignore(l => l.Events);
        builder
            .HasOne<TaskItem>()
            .WithMany()
            .HasForeignKey(l => new { l.OrganizationId, l.FromTaskId })
            .OnDelete(DeleteBehavior.ClientNoAction);
        builder
            .HasOne<TaskItem>()
            .WithMany()
            .HasForeignKey(l => new { l.OrganizationId, l.ToTaskId })
            .OnDelete(DeleteBehavior.ClientNoAction);
    }
}
