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

/// <summary>
/// The best matches of a filter in one organization of the caller, or in all of them: tasks, and comments, whose texts are searched in the
/// comment and whose conditions are those of its task. Archived tasks are not found, nor what was said of them.
/// </summary>
public sealed record SearchTasks(string Text, Guid? OrganizationId, IReadOnlySet<SearchType> Types, int Limit)
    : IQuery<IReadOnlyList<FoundTask>>
{
    public const int MaxLimit = 50;

    public const int MaxTextLength = 1_000;

    public AccessRule Access =>
        OrganizationId is { } id ? AccessRule.To(Permission.See, ResourceRef.Organization(id)) : AccessRule.SignedIn;
}

public enum SearchType
{
    Task,
    Comment,
}

/// <param name="CommentId">Of the comment that was found; null when the task itself was.</param>
/// <param name="Snippet">The line of the description or comment in which the first searched text occurs; null when it occurs elsewhere.</param>
/// <param name="UpdatedAt">Of what was found.</param>
public sealed record FoundTask(TaskView Task, Guid? CommentId, string? Snippet, DateTimeOffset UpdatedAt);

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
        var found = new List<(FoundTask Found, bool InTitle)>();
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

            if (request.Types.Contains(SearchType.Task))
                found.AddRange(await FindTasksAsync(organizationId, filter.Value, request.Limit, cancellationToken));
            if (request.Types.Contains(SearchType.Comment) && filter.Value.Texts.Count > 0)
                found.AddRange(await FindCommentsAsync(organizationId, filter.Value, request.Limit, cancellationToken));
        }

        // A name may be unknown in one organization and known in another: only what no organization understands is refused.
        if (refusal is not null && found.Count == 0)
            return FilterError.In("q", refusal);
        return found
            .OrderByDescending(f => string.Equals(f.Found.Task.Key, request.Text.Trim(), StringComparison.OrdinalIgnoreCase))
            .ThenByDescending(f => f.InTitle)
            .ThenByDescending(f => f.Found.UpdatedAt)
            .Take(request.Limit)
            .Select(f => f.Found)
            .ToList();
    }

    private async Task<IEnumerable<(FoundTask Found, bool InTitle)>> FindTasksAsync(
        Guid organizationId,
        ResolvedFilter filter,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var tasks = filter.Apply(Visible(organizationId), db.TaskSearch.Where(s => s.OrganizationId == organizationId));
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
        return rows.Select(r => (new FoundTask(r.Task, null, SnippetOf(r.Task.Description, filter.Texts), r.Task.UpdatedAt), r.InTitle));
    }

    private async Task<IEnumerable<(FoundTask Found, bool InTitle)>> FindCommentsAsync(
        Guid organizationId,
        ResolvedFilter filter,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var documents = db.CommentSearch.Where(s => s.OrganizationId == organizationId);
        foreach (var pattern in filter.Texts.Select(TextPattern.InDocument))
            documents = documents.Where(s => EF.Functions.Like(s.Document, pattern, TextPattern.Escape));
        var rows = await documents
            .Join(db.Comments.Where(c => c.OrganizationId == organizationId), s => s.CommentId, c => c.Id, (s, c) => c)
            .Join(
                filter.OnConditions(Visible(organizationId)),
                c => c.TaskId,
                t => t.Id,
                (comment, task) =>
                    new
                    {
                        Task = task,
                        comment.Id,
                        comment.Body,
                        comment.UpdatedAt,
                    }
            )
            .OrderByDescending(r => r.UpdatedAt)
            .ThenBy(r => r.Id)
            .Take(limit)
            .PlannedAnew()
            .ToListAsync(cancellationToken);
        return rows.Select(r => (new FoundTask(r.Task, r.Id, SnippetOf(r.Body, filter.Texts), r.UpdatedAt), false));
    }

    private IQueryable<TaskView> Visible(Guid organizationId)
    {
        var tasks = db.TaskViews.Where(t => t.OrganizationId == organizationId && t.ArchivedAt == null);
        return actor.OnlyProjectsIn(organizationId) is { } visible ? tasks.Where(t => visible.Contains(t.ProjectId)) : tasks;
    }

    private static string? SnippetOf(string text, IReadOnlyList<string> words)
    {
        var at = words.Select(w => text.IndexOf(w, StringComparison.OrdinalIgnoreCase)).FirstOrDefault(i => i >= 0, -1);
        if (at < 0)
            return null;
        var start = text.LastIndexOf('\n', at) + 1;
        var end = text.IndexOf('\n', at) is var next and >= 0 ? next : text.Length;
        start = Math.Max(start, at - SnippetLength / 2);
        return text[start..Math.Min(end, start + SnippetLength)].Trim();
    }
}
