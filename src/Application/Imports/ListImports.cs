using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Organizations;

namespace TaskFlow.Application.Imports;

/// <summary>The imports of a project, newest first. What they have to say of single rows is told by <see cref="GetImport"/>.</summary>
public sealed record ListImports(Guid ProjectId, PageRequest Page) : IPagedQuery<ImportView>
{
    public AccessRule Access => AccessRule.To(Permission.See, ResourceRef.Project(ProjectId));
}

internal sealed class ListImportsHandler(IAppDbContext db) : IRequestHandler<ListImports, Result<Page<ImportView>>>
{
    public async Task<Result<Page<ImportView>>> Handle(ListImports request, CancellationToken cancellationToken)
    {
        var imports = db.Imports.AsNoTracking().Where(i => i.ProjectId == request.ProjectId);
        if (imports.PageById(request.Page, i => i.Id, newestFirst: true) is not { } page)
            return Cursor.Unreadable;

        var items = await page.ToListAsync(cancellationToken);
        return items.ConvertAll(i => ImportView.From(i, [])).ById(request.Page, i => i.Id, newestFirst: true);
    }
}
