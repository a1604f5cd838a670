using System.Threading.Channels;
using TaskFlow.Domain.Notifications;

namespace TaskFlow.Infrastructure.Deliveries;

/// <summary>Word within this process that something may be due; other nodes look by themselves each second.</summary>
public sealed class DeliverySignal
{
    private readonly Dictionary<DeliveryChannel, Channel<bool>> wakes = Enum.GetValues<DeliveryChannel>()
        .ToDictionary(
            channel => channel,
            _ => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite })
        );

    public void Tell(DeliveryChannel channel) => wakes[channel].Writer.TryWrite(true);

    public async Task WaitAsync(DeliveryChannel channel, CancellationToken cancellationToken) =>
        await wakes[channel].Reader.ReadAsync(cancellationToken);
}
