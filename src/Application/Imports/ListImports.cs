using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Imports;

/// <summary>The imports of a project, newest first. What they have to say of single rows is told by <see cref="GetImport"/>.</summary>
public sealed record ListImports(Guid ProjectId, PageRequest Page) : IQuery<Page<ImportView>>
{
    public AccessRule Access => AccessRule.To(Permission.See, ResourceRef.Project(ProjectId));
}

internal sealed class ListImportsRules : AbstractValidator<ListImports>
{
    public ListImportsRules() => RuleFor(q => q.Page).Page();
}

internal sealed class ListImportsHandler(IAppDbContext db) : IRequestHandler<ListImports, Result<Page<ImportView>>>
{
    private const string Sort = "-id";

    public async Task<Result<Page<ImportView>>> Handle(ListImports request, CancellationToken cancellationToken)
    {
        var imports = db.Imports.AsNoTracking().Where(i => i.ProjectId == request.ProjectId);
        if (request.Page.Cursor is { } text)
        {
            if (Cursor.Decode(text) is not { Sort: Sort, Id: var after })
                return Cursor.Unreadable;
            imports = imports.Where(i => i.Id.CompareTo(after) < 0);
        }

        // Ids grow with time.
        var page = await imports.OrderByDescending(i => i.Id).Take(request.Page.Limit + 1).ToListAsync(cancellationToken);
        return Page<ImportView>.Of([.. page.Select(i => ImportView.From(i, []))], request.Page.Limit, i => new Cursor(Sort, "", i.Id));
    }
}
