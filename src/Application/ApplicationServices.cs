using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using TaskFlow.Application.Activities;
using TaskFlow.Application.Common;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Behaviors;
using TaskFlow.Application.Common.Filters;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Imports;
using TaskFlow.Application.Jobs;
using TaskFlow.Application.Tasks;
using TaskFlow.Application.Tasks.Filters;

namespace TaskFlow.Application;

public static class ApplicationServices
{
    /// <summary>The use cases and the one way through for every message (architecture.md, "The way of one write").</summary>
    public static IServiceCollection AddApplication(this IServiceCollection services)
    {
        services.AddScoped<Actor>();
        services.AddScoped<IdempotentRequest>();
        services.AddScoped<ScopeResolver>();
        services.AddScoped<TaskChanges>();
        services.AddScoped<FilterResolver>();
        services.AddScoped<FeedLog>();
        services.AddScoped<TaskEditors>();
        services.AddScoped<JobReading>();
        services.AddSingleton<ScopeCache>();
        services.AddSingleton<ImportBell>();
        services.AddSingleton<LongRanks>();
        services.AddScoped<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddScoped<IMediator, Mediator>();

        services.AddSingleton<Backpressure>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(TracingBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(AuthorizationBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(IdempotencyBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(TransactionBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(BackpressureBehavior<,>));

        foreach (
            var type in typeof(ApplicationServices)
                .Assembly.GetTypes()
                .Where(t => t is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false })
        )
        {
            if (type.IsAssignableTo(typeof(IPaged)))
                services.AddSingleton(typeof(IValidator<>).MakeGenericType(type), typeof(PageRules<>).MakeGenericType(type));
            foreach (var contract in type.GetInterfaces().Where(i => i.IsGenericType))
            {
                var definition = contract.GetGenericTypeDefinition();
                if (definition == typeof(IRequestHandler<,>))
                    services.AddScoped(contract, type);
                else if (definition == typeof(IValidator<>))
                    services.AddSingleton(contract, type);
                else if (definition == typeof(IOutsideStep<>))
                    // As itself too: the handler asks the step that was taken for what came of it.
                    services.AddScoped(type).AddScoped(contract, provider => provider.GetRequiredService(type));
            }
        }

        return services;
    }
}
