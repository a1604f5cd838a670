using System.Reflection;
using System.Runtime.CompilerServices;
using FluentValidation;
using MediatR;
using TaskFlow.Application;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Architecture.Support;
using TaskFlow.Domain.Common;

namespace TaskFlow.Architecture;

/// <summary>Everything that passes the pipeline: immutable, with rules or the statement that there are none, and with an access rule.</summary>
public sealed class MessageTests
{
    private static readonly Type[] Types = typeof(ApplicationServices).Assembly.GetTypes();

    private static readonly IReadOnlyList<Type> Messages = Rule.Subjects(
        Types.Where(t => t is { IsAbstract: false } && t.GetInterfaces().Any(i => IsGeneric(i, typeof(IRequest<>)))),
        30
    );

    private static readonly IReadOnlyList<Type> Events = Rule.Subjects(
        typeof(DomainEvent).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(DomainEvent)))
    );

    [Fact]
    public void MessagesAndEvents_AreSealedImmutableRecords()
    {
        var breaches = Messages
            .Concat(Events)
            .Where(t =>
                !t.IsSealed
                || !IsRecord(t)
                || t.GetProperties().Any(IsWritable)
                || t.GetFields().Any(f => f is { IsInitOnly: false, IsLiteral: false })
            )
            .Select(t => t.FullName!);
        Rule.HasNoBreaches(breaches, "commands, queries and events are sealed records without setters");
    }

    [Fact]
    public void Message_IsACommandOrAQuery()
    {
        var breaches = Messages.Where(t =>
            typeof(ICommand).IsAssignableFrom(t) == t.GetInterfaces().Any(i => IsGeneric(i, typeof(IQuery<>)))
        );
        Rule.HasNoBreaches(breaches.Select(t => t.FullName!), "a message either changes state or reads it");
    }

    [Fact]
    public void Handlers_AreInternalAndSealed_OneForEveryMessage()
    {
        var handlers = Rule.Subjects(Implementations(typeof(IRequestHandler<,>)), 30);
        Rule.HasNoBreaches(handlers.Where(h => h.IsPublic || !h.IsSealed).Select(h => h.FullName!), "handlers are internal sealed");
        var handled = handlers
            .SelectMany(h => h.GetInterfaces())
            .Where(i => IsGeneric(i, typeof(IRequestHandler<,>)))
            .Select(i => i.GetGenericArguments()[0]);
        handled.Should().BeEquivalentTo(Messages, "every message has one handler");
    }

    [Fact]
    public void Command_HasRules_OrSaysThatThereAreNone()
    {
        var validators = Rule.Subjects(Implementations(typeof(IValidator<>)), 20);
        Rule.HasNoBreaches(validators.Where(v => v.IsPublic || !v.IsSealed).Select(v => v.FullName!), "validators are internal sealed");
        var ruled = validators
            .SelectMany(v => v.GetInterfaces())
            .Where(i => IsGeneric(i, typeof(IValidator<>)))
            .Select(i => i.GetGenericArguments()[0])
            .ToHashSet();
        var commands = Rule.Subjects(Messages.Where(typeof(ICommand).IsAssignableFrom), 20);
        Rule.HasNoBreaches(
            commands.Where(c => ruled.Contains(c) == typeof(IHaveNoRules).IsAssignableFrom(c)).Select(c => c.FullName!),
            "a command has a validator or is IHaveNoRules, not both"
        );
    }

    [Fact]
    public void Message_NamesWhoMaySendIt()
    {
        Messages.Should().AllBeAssignableTo<IMessage>();
        var rules = Messages.ToDictionary(t => t.Name, AccessOf, StringComparer.Ordinal);
        rules.Values.Should().NotContainNulls();
        rules
            .Where(r => r.Value is AccessRule.OfAnyone)
            .Select(r => r.Key)
            .Should()
            .BeEquivalentTo(
                ["Register", "Login", "Logout", "GetProviders", "ForgotPassword", "ResetPassword", "VerifyEmail"],
                "nothing else is open to everybody"
            );
        rules.Where(r => r.Value is AccessRule.OfMember).Should().HaveCountGreaterThan(20);
    }

    /// <summary>A rule follows from the message's values, so it is asked of one without values.</summary>
    private static AccessRule AccessOf(Type message)
    {
        try
        {
            return ((IMessage)RuntimeHelpers.GetUninitializedObject(message)).Access;
        }
        catch (NullReferenceException)
        {
            throw new InvalidOperationException($"The access rule of {message.Name} must not depend on its values.");
        }
    }

    private static IEnumerable<Type> Implementations(Type contract) =>
        Types.Where(t => t is { IsClass: true, IsAbstract: false } && t.GetInterfaces().Any(i => IsGeneric(i, contract)));

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static bool IsWritable(PropertyInfo property) =>
        property.SetMethod is { IsPublic: true } setter
        && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}
