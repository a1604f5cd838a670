using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.SavedViews;

namespace TaskFlow.Infrastructure.Persistence.Configurations;

internal sealed class SavedViewConfiguration : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> builder)
    {
        builder.ToTable("saved_views");
        builder.HasKey(v => new { v.OrganizationId, v.Id });
        builder.Ignore(v => v.Events);
        builder.Property(v => v.Version).IsConcurrencyToken();
        builder.HasQueryFilter(AppDbContext.DeletedFilter, v => v.DeletedAt == null);
        builder
            .HasOne<Project>()
            .WithMany()
            .HasForeignKey(v => new { v.OrganizationId, v.ProjectId })
            .OnDelete(DeleteBehavior.ClientNoAction);
    }
}
