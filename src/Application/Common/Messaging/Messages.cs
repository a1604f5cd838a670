using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Domain.Common;

namespace TaskFlow.Application.Common.Messaging;

/// <summary>Everything that is sent through the pipeline says who may send it.</summary>
public interface IMessage
{
    AccessRule Access { get; }
}

/// <summary>Changes state: idempotent by key, one transaction, one answer that can be replayed.</summary>
public interface ICommand<T> : IRequest<Result<T>>, ICommand;

/// <summary>The mark of every command, whatever it answers.</summary>
public interface ICommand : IMessage;

/// <summary>Reads and changes nothing.</summary>
public interface IQuery<T> : IRequest<Result<T>>, IMessage;

/// <summary>A command whose shape is fully given by its types: there is no rule to check, and that is said, not forgotten.</summary>
public interface IHaveNoRules;

/// <summary>A command that founds the organization it works in; its id is known before the organization is.</summary>
public interface IFoundAnOrganization
{
    Guid? FoundedOrganizationId { get; }
}

/// <summary>A command that makes many events at once: the first to be refused when an organization's notifications pile up (C-7.3).</summary>
public interface IShedFirst;

/// <summary>A command whose events nobody is told of: it is never refused for a backlog of notifications.</summary>
public interface ITellNobody;

/// <summary>A command that is judged by a project: the frame is read and what it changes is locked in the first round trip.</summary>
public interface INeedAFrame
{
    FrameNeeds Needs { get; }
}
