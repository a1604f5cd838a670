using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskFlow.Application.Notifications;
using TaskFlow.Domain.Notifications;

namespace TaskFlow.Infrastructure.Persistence.Configurations;

internal sealed class NotificationConfiguration : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.ToTable("notifications");
        builder.HasKey(n => new { n.OrganizationId, n.Id });
    }
}

internal sealed class NotificationPreferenceConfiguration : IEntityTypeConfiguration<NotificationPreference>
{
    public void Configure(EntityTypeBuilder<NotificationPreference> builder)
    {
        builder.ToTable("notification_preferences");
        builder.HasKey(p => new { p.UserId, p.Reason });
    }
}

internal sealed class WaitingEventConfiguration : IEntityTypeConfiguration<WaitingEventView>
{
    public void Configure(EntityTypeBuilder<WaitingEventView> builder)
    {
        builder.ToView("waiting_events");
        builder.HasNoKey();
    }
}

internal sealed class DeliveryConfiguration : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.ToTable("deliveries");
        builder.HasKey(d => new { d.OrganizationId, d.Id });
        builder.Ignore(d => d.MayBeRetried);
    }
}

internal sealed class DeliveryRetryConfiguration : IEntityTypeConfiguration<DeliveryRetry>
{
    public void Configure(EntityTypeBuilder<DeliveryRetry> builder)
    {
        builder.ToTable("delivery_retries");
        builder.HasKey(r => new { r.OrganizationId, r.Id });
    }
}

internal sealed class DeliveryAttemptConfiguration : IEntityTypeConfiguration<DeliveryAttempt>
{
    public void Configure(EntityTypeBuilder<DeliveryAttempt> builder)
    {
        builder.ToTable("delivery_attempts");
        builder.HasKey(a => new
        {
            a.OrganizationId,
            a.DeliveryId,
            a.Attempt,
        });
    }
}
