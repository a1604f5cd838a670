using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskFlow.Domain.Integrations;

namespace TaskFlow.Infrastructure.Persistence.Configurations;

internal sealed class IntegrationConfiguration : IEntityTypeConfiguration<Integration>
{
    public void Configure(EntityTypeBuilder<Integration> builder)
    {
        builder.ToTable("integrations");
        builder.HasKey(i => new { i.OrganizationId, i.Id });
        builder.Ignore(i => i.Events);
        builder.Property(i => i.Version).IsConcurrencyToken();
        builder.Property(i => i.Config).AsJson();
        builder.HasQueryFilter(AppDbContext.DeletedFilter, i => i.DeletedAt == null);
    }
}

internal sealed class IntegrationSecretConfiguration : IEntityTypeConfiguration<IntegrationSecret>
{
    public void Configure(EntityTypeBuilder<IntegrationSecret> builder)
    {
        builder.ToTable("integration_secrets");
        builder.HasKey(s => new
        {
            s.OrganizationId,
            s.IntegrationId,
            s.Id,
        });
        builder
            .HasOne<Integration>()
            .WithMany()
            .HasForeignKey(s => new { s.OrganizationId, s.IntegrationId })
            .OnDelete(DeleteBehavior.ClientNoAction);
    }
}
