using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Filters;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Application.Tasks.Filters;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Tasks;

/// <summary>The best matches of a filter in one organization of the caller, or in all of them. Archived tasks are not found.</summary>
public sealed record SearchTasks(string Text, Guid? OrganizationId, int Limit) : IQuery<IReadOnlyList<FoundTask>>
{
    public const int MaxLimit = 50;

    public const int MaxTextLength = 1_000;

    public AccessRule Access =>
        OrganizationId is { } id ? AccessRule.To(Permission.See, ResourceRef.Organization(id)) : AccessRule.SignedIn;
}

/// <param name="Snippet">The line of the description in which the first searched text occurs; null when it occurs elsewhere.</param>
public sealed record FoundTask(TaskView Task, string? Snippet);

internal sealed class SearchTasksRules : AbstractValidator<SearchTasks>
{
    public SearchTasksRules()
    {
        RuleFor(q => q.Text)
            .Must(t => t.Trim().Length is > 0 and <= SearchTasks.MaxTextLength)
            .WithState(_ => new ParameterName("q"))
            .WithErrorCode("out_of_range")
            .WithMessage($"q has 1–{SearchTasks.MaxTextLength} characters.");
        RuleFor(q => q.Limit)
            .InclusiveBetween(1, SearchTasks.MaxLimit)
            .WithState(_ => new ParameterName("limit"))
            .WithErrorCode("out_of_range")
            .WithMessage($"limit is 1–{SearchTasks.MaxLimit}.");
    }
}

internal sealed class SearchTasksHandler(IAppDbContext db, FilterResolver filters, Actor actor)
    : IRequestHandler<SearchTasks, Result<IReadOnlyList<FoundTask>>>
{
    private const int SnippetLength = 200;

    public async Task<Result<IReadOnlyList<FoundTask>>> Handle(SearchTasks request, CancellationToken cancellationToken)
    {
        var found = new List<(TaskView Task, bool InTitle)>();
        IReadOnlyList<string> texts = [];
        Error? refusal = null;
        var organizations = request.OrganizationId is { } only ? [only] : actor.Organizations.ToList();
        foreach (var organizationId in organizations)
        {
            var filter = await filters.ResolveAsync(request.Text, new Scope(organizationId), cancellationToken);
            if (filter.IsFailure)
            {
                refusal = filter.Refusal;
                continue;
            }

            texts = filter.Value.Texts;
            found.AddRange(await FindAsync(organizationId, filter.Value, request.Limit, cancellationToken));
        }

        // A name may be unknown in one organization and known in another: only what no organization understands is refused.
        if (refusal is not null && found.Count == 0)
            return FilterError.In("q", refusal);
        return found
            .OrderByDescending(f => string.Equals(f.Task.Key, request.Text.Trim(), StringComparison.OrdinalIgnoreCase))
            .ThenByDescending(f => f.InTitle)
            .ThenByDescending(f => f.Task.UpdatedAt)
            .Take(request.Limit)
            .Select(f => new FoundTask(f.Task, SnippetOf(f.Task.Description, texts)))
            .ToList();
    }

    private async Task<IEnumerable<(TaskView Task, bool InTitle)>> FindAsync(
        Guid organizationId,
        ResolvedFilter filter,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var tasks = db.TaskViews.Where(t => t.OrganizationId == organizationId && t.ArchivedAt == null);
        if (actor.OnlyProjectsIn(organizationId) is { } visible)
            tasks = tasks.Where(t => visible.Contains(t.ProjectId));
        tasks = filter.Apply(tasks, db.TaskSearch.Where(s => s.OrganizationId == organizationId));
        var inTitle = TextPattern.Containing(string.Join(' ', filter.Texts).ToLowerInvariant());
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Translated to SQL's lower().
        var rows = await tasks
            .Select(t => new { Task = t, InTitle = EF.Functions.Like(t.Title.ToLower(), inTitle, TextPattern.Escape) })
            .OrderByDescending(r => r.InTitle)
            .ThenByDescending(r => r.Task.UpdatedAt)
            .ThenBy(r => r.Task.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        return rows.Select(r => (r.Task, r.InTitle));
    }

    private static string? SnippetOf(string description, IReadOnlyList<string> texts)
    {
        var at = texts.Select(t => description.IndexOf(t, StringComparison.OrdinalIgnoreCase)).FirstOrDefault(i => i >= 0, -1);
        if (at < 0)
            return null;
        var start = description.LastIndexOf('\n', at) + 1;
        var end = description.IndexOf('\n', at) is var next and >= 0 ? next : description.Length;
        start = Math.Max(start, at - SnippetLength / 2);
        return description[start..Math.Min(end, start + SnippetLength)].Trim();
    }
}
