using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskFlow.Domain.Comments;
using TaskFlow.Domain.Tasks;

namespace TaskFlow.Infrastructure.Persistence.Configurations;

internal sealed class CommentConfiguration : IEntityTypeConfiguration<Comment>
{
    public void Configure(EntityTypeBuilder<Comment> builder)
    {
        builder.ToTable("comments");
        builder.HasKey(c => new { c.OrganizationId, c.Id });
        builder.Ignore(c => c.Events);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder
            .HasOne<TaskItem>()
            .WithMany()
            .HasForeignKey(c => new { c.OrganizationId, c.TaskId })
            .OnDelete(DeleteBehavior.ClientNoAction);
    }
}
