using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskFlow.Domain.Identity;

namespace TaskFlow.Infrastructure.Persistence.Configurations;

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("users");
        builder.Property(u => u.Id).ValueGeneratedNever();
        builder.HasIndex(u => u.NormalizedEmail).IsUnique().HasDatabaseName("users_email");
    }
}

internal sealed class SessionConfiguration : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("sessions");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasOne<User>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.ClientNoAction);
    }
}

internal sealed class ApiTokenConfiguration : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("api_tokens");
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.HasOne<User>().WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.ClientNoAction);
    }
}

internal sealed class RealtimeTicketConfiguration : IEntityTypeConfiguration<RealtimeTicket>
{
    public void Configure(EntityTypeBuilder<RealtimeTicket> builder)
    {
        builder.ToTable("realtime_tickets");
        builder.HasKey(t => t.SecretHash);
        builder.HasIndex(t => t.ExpiresAt).HasDatabaseName("realtime_tickets_expired");
        builder.HasOne<User>().WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.ClientNoAction);
    }
}

internal sealed class AccountMailConfiguration : IEntityTypeConfiguration<AccountMail>
{
    public void Configure(EntityTypeBuilder<AccountMail> builder)
    {
        builder.ToTable("account_mails");
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.HasIndex(m => m.SecretHash).IsUnique().HasDatabaseName("account_mails_secret");
        builder.HasOne<User>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.ClientNoAction);
    }
}
