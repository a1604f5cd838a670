using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Application.Projects;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Labels;

/// <summary>Oldest first.</summary>
public sealed record ListLabels(Guid ProjectId, PageRequest Page) : IQuery<Page<LabelView>>
{
    public AccessRule Access => AccessRule.To(Permission.See, ResourceRef.Project(ProjectId));
}

internal sealed class ListLabelsRules : AbstractValidator<ListLabels>
{
    public ListLabelsRules() => RuleFor(q => q.Page).Page();
}

internal sealed class ListLabelsHandler(IAppDbContext db) : IRequestHandler<ListLabels, Result<Page<LabelView>>>
{
    private const string Sort = "id";

    public async Task<Result<Page<LabelView>>> Handle(ListLabels request, CancellationToken cancellationToken)
    {
        var labels = db.Labels.Where(l => l.ProjectId == request.ProjectId);
        if (request.Page.Cursor is { } text)
        {
            if (Cursor.Decode(text) is not { Sort: Sort, Id: var last })
                return Cursor.Unreadable;
            labels = labels.Where(l => l.Id.CompareTo(last) > 0);
        }

        var items = await labels
            .OrderBy(l => l.Id)
            .Select(LabelView.Projection)
            .Take(request.Page.Limit + 1)
            .ToListAsync(cancellationToken);
        return Page<LabelView>.Of(items, request.Page.Limit, l => new Cursor(Sort, "", l.Id));
    }
}
