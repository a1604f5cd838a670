using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Comments;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Links;
using TaskFlow.Application.SavedViews;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.SavedViews;

namespace TaskFlow.Infrastructure.Demo;

/// <summary>What people made of the tasks of a demo project: views, links and comments. Whatever is there already is not made again.</summary>
internal sealed class DemoConversation(DemoData data, Guid projectId, Guid ownerId, IReadOnlyDictionary<string, Guid> team)
{
    public async Task EnsureAsync(DemoProject demo, CancellationToken ct)
    {
        var tasks = await data.ReadAsync(
            ownerId,
            db => db.Tasks.Where(t => t.ProjectId == projectId).ToDictionaryAsync(t => (int)t.Number, t => t.Id, ct),
            ct
        );
        var names = await data.ReadAsync(
            ownerId,
            db => db.Users.Where(u => team.Values.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct),
            ct
        );
        await SaveViewsAsync(demo.Views, ct);
        await LinkAsync(demo.Links, tasks, ct);
        await CommentAsync(demo.Comments, tasks, names, ct);
    }

    private async Task SaveViewsAsync(IReadOnlyList<DemoView> views, CancellationToken ct)
    {
        var known = await data.ReadAsync(
            ownerId,
            db => db.SavedViews.Where(v => v.ProjectId == projectId).Select(v => v.Name).ToListAsync(ct),
            ct
        );
        foreach (var view in views.Where(v => !known.Contains(v.Name, StringComparer.Ordinal)))
        {
            var values = new SavedViewEdit(view.Name, view.Filter, view.Sort, view.Layout, Shared: true);
            await data.SendAsync(ownerId, new SaveView(projectId, values), ct);
        }
    }

    private async Task LinkAsync(IReadOnlyList<DemoLink> links, Dictionary<int, Guid> tasks, CancellationToken ct)
    {
        var known = await data.ReadAsync(
            ownerId,
            db =>
                db.TaskLinks.Where(l => tasks.Values.Contains(l.FromTaskId))
                    .Select(l => new
                    {
                        l.FromTaskId,
                        l.Type,
                        l.ToTaskId,
                    })
                    .ToListAsync(ct),
            ct
        );
        foreach (var link in links)
        {
            var (from, to) = (tasks[link.From], tasks[link.To]);
            if (!known.Exists(l => l.FromTaskId == from && l.Type == link.Type && l.ToTaskId == to))
                await data.SendAsync(ownerId, new AddLink(ResourceRef.Task(from), link.Type, ResourceRef.Task(to)), ct);
        }
    }

    private async Task CommentAsync(
        IReadOnlyList<DemoComment> comments,
        Dictionary<int, Guid> tasks,
        Dictionary<Guid, string> names,
        CancellationToken ct
    )
    {
        foreach (var ofTask in comments.GroupBy(c => tasks[c.Task]))
        {
            var made = await data.ReadAsync(ownerId, db => db.Comments.CountAsync(c => c.TaskId == ofTask.Key, ct), ct);
            foreach (var comment in ofTask.Skip(made))
            {
                var body = team.Aggregate(
                    string.Join('\n', comment.Body),
                    (text, person) =>
                        text.Replace($"{{@{person.Key}}}", $"@[{names[person.Value]}](user:{person.Value})", StringComparison.Ordinal)
                );
                await data.SendAsync(team[comment.By], new AddComment(ResourceRef.Task(ofTask.Key), Ids.New(), body), ct);
            }
        }
    }
}
