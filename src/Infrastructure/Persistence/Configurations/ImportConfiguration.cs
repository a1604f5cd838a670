using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskFlow.Application.Common;
using TaskFlow.Domain.Imports;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Infrastructure.Persistence.Configurations;

internal sealed class ImportConfiguration : IEntityTypeConfiguration<Import>
{
    public void Configure(EntityTypeBuilder<Import> builder)
    {
        builder.ToTable("imports");
        builder.HasKey(i => new { i.OrganizationId, i.Id });
        builder
            .HasOne<Project>()
            .WithMany()
            .HasForeignKey(i => new { i.OrganizationId, i.ProjectId })
            .OnDelete(DeleteBehavior.ClientNoAction);
        builder.Ignore(i => i.Events);
        builder.Ignore(i => i.Progress);
        builder.Ignore(i => i.IsFinished);
        builder.Property(i => i.Version).IsConcurrencyToken();
        // Both are replaced as a whole, never changed in place: the reference tells.
        builder.Property(i => i.Mapping).AsJson();
        builder.Property(i => i.Warnings).AsJson();
    }
}

internal sealed class ImportFileConfiguration : IEntityTypeConfiguration<ImportFile>
{
    public void Configure(EntityTypeBuilder<ImportFile> builder)
    {
        builder.ToTable("import_files");
        builder.HasKey(f => new { f.OrganizationId, f.ImportId });
        builder
            .HasOne<Import>()
            .WithMany()
            .HasForeignKey(f => new { f.OrganizationId, f.ImportId })
            .OnDelete(DeleteBehavior.ClientNoAction);
    }
}

internal sealed class RowVerdictConfiguration : IEntityTypeConfiguration<RowVerdict>
{
    public void Configure(EntityTypeBuilder<RowVerdict> builder)
    {
        builder.ToTable("import_rows");
        builder.HasKey(r => new
        {
            r.OrganizationId,
            r.ImportId,
            r.Row,
        });
        builder
            .HasOne<Import>()
            .WithMany()
            .HasForeignKey(r => new { r.OrganizationId, r.ImportId })
            .OnDelete(DeleteBehavior.ClientNoAction);
    }
}

internal sealed class ImportSourceConfiguration : IEntityTypeConfiguration<ImportSource>
{
    public void Configure(EntityTypeBuilder<ImportSource> builder)
    {
        builder.ToTable("import_sources");
        builder.HasKey(s => new { s.OrganizationId, s.TaskId });
        builder
            .HasOne<TaskItem>()
            .WithMany()
            .HasForeignKey(s => new { s.OrganizationId, s.TaskId })
            .OnDelete(DeleteBehavior.ClientNoAction);
        builder.Property(s => s.Fields).AsJson();
    }
}

internal sealed class ImportJobConfiguration : IEntityTypeConfiguration<ImportJob>
{
    public void Configure(EntityTypeBuilder<ImportJob> builder)
    {
        builder.ToTable("import_jobs");
        builder.HasKey(j => j.ImportId);
        builder.Property(j => j.ImportId).ValueGeneratedNever();
        builder
            .HasOne<Import>()
            .WithMany()
            .HasForeignKey(j => new { j.OrganizationId, j.ImportId })
            .OnDelete(DeleteBehavior.ClientNoAction);
        // The batch of a worker that lost its lease fails on this, whatever it had read before.
        builder.Property(j => j.LeaseToken).IsConcurrencyToken();
    }
}

internal static class JsonColumn
{
    public static void AsJson<T>(this PropertyBuilder<T> property)
        where T : class =>
        property
            .HasColumnType("jsonb")
            .HasConversion(
                value => JsonSerializer.Serialize(value, Json.Options),
                text => JsonSerializer.Deserialize<T>(text, Json.Options)!,
                new ValueComparer<T>((left, right) => ReferenceEquals(left, right), value => value.GetHashCode(), value => value)
            );
}
