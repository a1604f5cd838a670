using MediatR;
using TaskFlow.Application;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Architecture.Support;

namespace TaskFlow.Architecture;

/// <summary>One way through for every write (architecture.md, "The way of one write").</summary>
public sealed class WayOfOneWriteTests
{
    /// <summary>Ports of the database and of pure computation. A port of the outside world is a deliverer's, never a handler's.</summary>
    private static readonly Type[] InsidePorts =
    [
        typeof(IAppDbContext),
        typeof(ITaskReader),
        typeof(IUnitOfWork),
        typeof(IIdentities),
        typeof(IPasswords),
        // Encrypts with keys of the database.
        typeof(ISecretBox),
        // Counts in the database, and this process's memory.
        typeof(IInstallationLook),
        // What the node knows already: asking is no call (C-7.3).
        typeof(IBacklog),
        // Rows of the database, behind a transaction of their own: asking, pausing and resuming twice is once (ADR 0028).
        typeof(IJobSchedules),
        // Rows of the database too: put back twice, an event is told of once.
        typeof(IDeadEvents),
        // Tells nodes after the commit that something may have changed: nothing comes back, and losing it costs latency only (ADR 0021).
        typeof(IRealtimeBus),
    ];

    /// <summary>What nodes share about connections; only the hub talks to them.</summary>
    private static readonly Type[] OutsidePorts = [typeof(IPresence), typeof(IConnectionLeases)];

    private static readonly string[] Saving =
    [
        "SaveChanges",
        "SaveChangesAsync",
        "ExecuteUpdate",
        "ExecuteUpdateAsync",
        "ExecuteDelete",
        "ExecuteDeleteAsync",
    ];

    [Fact]
    public void Saving_IsTheUnitOfWorksAlone()
    {
        var savers =
            from type in Rule.Subjects(Code.AllTypes(), 300)
            from call in type.Calls()
            where Saving.Contains(call.Name, StringComparer.Ordinal)
            select type.Outermost().FullName;
        savers.Distinct(StringComparer.Ordinal).Should().Equal("TaskFlow.Infrastructure.Persistence.UnitOfWork");
    }

    [Fact]
    public void Handler_TakesNoPortOfTheOutsideWorld()
    {
        var handlers = Rule.Subjects(
            typeof(ApplicationServices)
                .Assembly.GetTypes()
                .Where(t => t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>))),
            30
        );
        var breaches =
            from handler in handlers
            from parameter in handler.GetConstructors().SelectMany(c => c.GetParameters()).Select(p => p.ParameterType)
            where !IsInside(parameter)
            select $"{handler.FullName} takes {parameter.FullName}";
        Rule.HasNoBreaches(breaches, "running a handler twice must be harmless");
    }

    /// <summary>Every interface among the ports is known here, so that a new one is judged: inside, or outside world.</summary>
    [Fact]
    public void Ports_AreJudged()
    {
        var ports = Rule.Subjects(
            typeof(IUnitOfWork).Assembly.GetTypes().Where(t => t.IsInterface && t.Namespace == typeof(IUnitOfWork).Namespace)
        );
        ports.Should().BeEquivalentTo(InsidePorts.Concat(OutsidePorts));
    }

    private static bool IsInside(Type type) =>
        type == typeof(TimeProvider)
        || InsidePorts.Contains(type)
        || (type is { IsInterface: false } && type.Assembly == typeof(ApplicationServices).Assembly);
}
