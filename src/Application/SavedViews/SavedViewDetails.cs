using System.Linq.Expressions;
using TaskFlow.Domain.SavedViews;

namespace TaskFlow.Application.SavedViews;

/// <summary>A saved view as it is answered.</summary>
public sealed record SavedViewDetails(
    Guid Id,
    Guid ProjectId,
    Guid OwnerId,
    string Name,
    string Filter,
    string Sort,
    ViewLayout Layout,
    bool Shared,
    int Version,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    public static readonly Expression<Func<SavedView, SavedViewDetails>> Projection = v => new SavedViewDetails(
        v.Id,
        v.ProjectId,
        v.OwnerId,
        v.Name,
        v.Filter,
        v.Sort,
        v.Layout,
        v.Shared,
        v.Version,
        v.CreatedAt,
        v.UpdatedAt
    );

    private static readonly Func<SavedView, SavedViewDetails> Project = Projection.Compile();

    public static SavedViewDetails From(SavedView view) => Project(view);
}

internal static class SavedViewAccess
{
    /// <summary>Their own and the shared ones. Another's private view is as unknown as one that never was.</summary>
    public static IQueryable<SavedView> VisibleTo(this IQueryable<SavedView> views, Guid userId) =>
        views.Where(v => v.Shared || v.OwnerId == userId);
}
