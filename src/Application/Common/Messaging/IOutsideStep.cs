using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Common.Messaging;

/// <summary>
/// What a command does outside the database: look up an address, send a message. It happens once, after the look for a stored answer and before
/// the transaction that stores the new one, and in neither: nobody holds a connection or a lock while somebody else's server thinks. Of two
/// requests with one key that run at the same moment both may take it.
/// </summary>
public interface IOutsideStep<in TCommand>
{
    /// <returns>Why the command is refused, or null: go on.</returns>
    Task<Error?> TakeAsync(TCommand command, CancellationToken cancellationToken);
}
