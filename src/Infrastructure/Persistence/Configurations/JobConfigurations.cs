using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskFlow.Domain.Jobs;

namespace TaskFlow.Infrastructure.Persistence.Configurations;

internal sealed class JobRunConfiguration : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> builder)
    {
        builder.ToTable("job_runs");
        builder.HasKey(r => r.Id);
        builder
            .Property(r => r.Counts)
            .HasColumnType("jsonb")
            .HasConversion(
                counts => JsonSerializer.Serialize(counts, JsonSerializerOptions.Default),
                text => JsonSerializer.Deserialize<Dictionary<string, long>>(text, JsonSerializerOptions.Default)!,
                // Only read here; workers write it with the end of a run.
                ValueComparer.CreateDefault<IReadOnlyDictionary<string, long>>(favorStructuralComparisons: false)
            );
        builder.Property(r => r.Findings).HasColumnType("text[]");
    }
}
