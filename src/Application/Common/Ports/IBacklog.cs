namespace TaskFlow.Application.Common.Ports;

/// <summary>How far notifications are behind, as a node knew it at most a second ago: asking costs no round trip (C-7.3).</summary>
public interface IBacklog
{
    /// <summary>Of an organization: deliveries that are to leave the installation and have not, those of paused integrations left out.</summary>
    long WaitingOf(Guid organizationId);

    /// <summary>Of the whole installation: since when what is due has been waiting; null while that is less than a minute.</summary>
    DateTimeOffset? DelayedSince { get; }
}
