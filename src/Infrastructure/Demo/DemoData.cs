using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Identity;
using TaskFlow.Application.Organizations;
using TaskFlow.Application.Projects;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Identity;

namespace TaskFlow.Infrastructure.Demo;

/// <summary>
/// Fills an empty installation by the same commands that people send. What is there already is left alone, so a start that was killed is
/// completed by the next one, and every later start adds nothing.
/// </summary>
public sealed class DemoData(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>Of every demo account. It protects nothing: demo data exists in Development only.</summary>
    public const string Password = "ferry-tram-lantern";

    /// <summary>The e-mail address of the demo owner once there is one; null in an installation that other people use.</summary>
    public string? Owner { get; private set; }

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var content = DemoContent.Read();
        var owner = content.Team.People[0];
        var known = await FindAsync(owner.Email, cancellationToken);
        if (known is null && await AnybodyAsync(cancellationToken))
            return;

        var ownerId = known ?? await RegisterAsync(owner, content.Team.Organization, cancellationToken);
        Owner = owner.Email;
        if (await OrganizationAsync(ownerId, content.Team.Organization, cancellationToken) is not { } organizationId)
            return;

        var team = new Dictionary<string, Guid>(StringComparer.Ordinal) { [owner.Email] = ownerId };
        foreach (var person in content.Team.People.Skip(1))
            team[person.Email] = await JoinAsync(person, organizationId, ownerId, cancellationToken);
        foreach (var project in content.Projects)
            await FillAsync(project, organizationId, ownerId, team, cancellationToken);
    }

    private async Task<Guid> RegisterAsync(DemoPerson person, string? organization, CancellationToken ct)
    {
        var session = new SessionStart(Secrets.New(), UserAgent: null);
        Guid? founded = organization is null ? null : Ids.New();
        var registered = await SendAsync(null, new Register(person.Email, Password, person.Name, organization, session, founded), ct);
        return registered.User.Id;
    }

    /// <summary>An organization that was deleted or renamed is not made again.</summary>
    private Task<Guid?> OrganizationAsync(Guid ownerId, string name, CancellationToken ct) =>
        ReadAsync(ownerId, db => db.Organizations.Where(o => o.Name == name).Select(o => (Guid?)o.Id).FirstOrDefaultAsync(ct), ct);

    private async Task<Guid> JoinAsync(DemoPerson person, Guid organizationId, Guid ownerId, CancellationToken ct)
    {
        var userId = await FindAsync(person.Email, ct) ?? await RegisterAsync(person, organization: null, ct);
        var joined = await ReadAsync(
            ownerId,
            db => db.Memberships.AnyAsync(m => m.OrganizationId == organizationId && m.UserId == userId, ct),
            ct
        );
        if (joined)
            return userId;
        var invitation = await SendAsync(ownerId, new InviteMember(organizationId, person.Email, person.Role, ProjectIds: null), ct);
        await SendAsync(userId, new AcceptInvitation(invitation.Secret.Hash), ct);
        return userId;
    }

    private async Task FillAsync(DemoProject demo, Guid organizationId, Guid ownerId, Dictionary<string, Guid> team, CancellationToken ct)
    {
        var known = await ReadAsync(
            ownerId,
            db =>
                db.Projects.Where(p => p.OrganizationId == organizationId && p.Key == demo.Key)
                    .Select(p => (Guid?)p.Id)
                    .FirstOrDefaultAsync(ct),
            ct
        );
        var projectId =
            known ?? (await SendAsync(ownerId, new CreateProject(organizationId, demo.Key, demo.Name, demo.Description, null), ct)).Id;
        // Numbers are never given back, so they tell how far an earlier start came.
        var made = await ReadAsync(
            ownerId,
            db => db.ProjectFeeds.Where(f => f.ProjectId == projectId).Select(f => f.NextTaskNumber - 1).FirstAsync(ct),
            ct
        );
        if (made < demo.Tasks.Count)
            await FillAsync(demo, (int)made, projectId, ownerId, team, ct);
        await new DemoConversation(this, projectId, ownerId, team).EnsureAsync(demo, ct);
    }

    private async Task FillAsync(
        DemoProject demo,
        int made,
        Guid projectId,
        Guid ownerId,
        Dictionary<string, Guid> team,
        CancellationToken ct
    )
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var filling = await DemoProjectFilling.PrepareAsync(this, demo, projectId, ownerId, team, today, ct);
        for (var number = made + 1; number <= demo.Tasks.Count; number++)
        {
            var task = demo.Tasks[number - 1];
            var parentId = task.Parent is { } parent
                ? await ReadAsync(
                    ownerId,
                    db => db.Tasks.Where(t => t.ProjectId == projectId && t.Number == parent).Select(t => (Guid?)t.Id).SingleAsync(ct),
                    ct
                )
                : null;
            await SendAsync(filling.AuthorOf(task), filling.CommandFor(number, task, parentId, today), ct);
        }
    }

    private Task<Guid?> FindAsync(string email, CancellationToken ct) =>
        ReadAsync(
            null,
            db => db.Users.Where(u => u.NormalizedEmail == User.Normalize(email)).Select(u => (Guid?)u.Id).FirstOrDefaultAsync(ct),
            ct
        );

    private Task<bool> AnybodyAsync(CancellationToken ct) =>
        ReadAsync(null, db => db.Users.AnyAsync(u => u.Id != User.InstallationId, ct), ct);

    internal async Task<T> ReadAsync<T>(Guid? userId, Func<IAppDbContext, Task<T>> read, CancellationToken ct)
    {
        await using var scope = await ScopeAsync(userId, ct);
        return await read(scope.ServiceProvider.GetRequiredService<IAppDbContext>());
    }

    internal async Task<T> SendAsync<T>(Guid? userId, ICommand<T> command, CancellationToken ct)
    {
        await using var scope = await ScopeAsync(userId, ct);
        var result = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, ct);
        return result.IsFailure
            ? throw new InvalidOperationException($"{command.GetType().Name} of the demo data was refused: {result.Refusal.Message}")
            : result.Value;
    }

    private async Task<AsyncServiceScope> ScopeAsync(Guid? userId, CancellationToken ct)
    {
        var scope = scopes.CreateAsyncScope();
        if (userId is not { } id)
            return scope;
        var users = scope.ServiceProvider.GetRequiredService<IAppDbContext>().Users;
        var principal = await users
            .Where(u => u.Id == id)
            .Select(u => new Principal(u.Id, u.Email, u.DisplayName, u.IsOperator, new List<MemberOf>()))
            .SingleAsync(ct);
        var identities = scope.ServiceProvider.GetRequiredService<IIdentities>();
        scope.ServiceProvider.GetRequiredService<Actor>().SignIn(await identities.RefreshAsync(principal, ct));
        return scope;
    }
}
