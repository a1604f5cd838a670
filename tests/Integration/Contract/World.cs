using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using TaskFlow.Integration.Identity;
using TaskFlow.Integration.Integrations;
using TaskFlow.Integration.Jobs;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Contract;

/// <summary>One organization with one of everything, and for each operation a request that succeeds in it.</summary>
internal sealed class World
{
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    private readonly string late = $"late-{Guid.CreateVersion7():N}@example.test";

    private readonly string newCommentId = Guid.CreateVersion7().ToString();

    private World(TestUser owner, HttpClient browser, TestUser invitee) => (Owner, Browser, Invitee) = (owner, browser, invitee);

    public TestUser Owner { get; }

    /// <summary>The owner again, by cookie.</summary>
    public HttpClient Browser { get; }

    public TestUser Invitee { get; }

    public Guid ProjectId => Guid.Parse(names["projectId"]);

    public static async Task<World> CreateAsync(TestApp app)
    {
        var owner = await app.SignUpOperatorAsync("Owner");
        var invitee = await app.SignUpAsync("Invitee", organization: null);
        var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = app.Address };
        browser.DefaultRequestHeaders.Add("X-TaskFlow-Request", "1");
        await browser.PostAsJsonAsync("/api/auth/login", new { email = owner.Email, password = TestUser.Password }).ReadAsync(200);
        var world = new World(owner, browser, invitee);
        await world.FillAsync(app);
        return world;
    }

    /// <summary>Who may do it; with a token unless a session is needed.</summary>
    public HttpClient Caller(Operation operation) =>
        operation.Id switch
        {
            "CreateToken" => Browser,
            "AcceptInvitation" => Invitee.Http,
            _ => Owner.Http,
        };

    public string Path(Operation operation)
    {
        var path = operation.Path;
        foreach (var (name, value) in names)
            path = path.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        if (operation.Path.Contains("/labels/{id}", StringComparison.Ordinal))
            path = path.Replace("{id}", names["labelId"], StringComparison.Ordinal);
        path = path.Replace("{id}", names["userId"], StringComparison.Ordinal);
        path = path.Replace("{name}", "expired-locks", StringComparison.Ordinal);
        path.Should().NotContain("{", "every path parameter has a value here");
        return path;
    }

    /// <summary>A new request that succeeds.</summary>
    public HttpRequestMessage Request(Operation operation) =>
        new(new HttpMethod(operation.Method), Path(operation)) { Content = operation.Media is null ? null : Content(operation) };

    public string Json(Operation operation) => JsonSerializer.Serialize(Body(operation));

    private HttpContent Content(Operation operation) =>
        operation.TakesJson ? new StringContent(Json(operation), Encoding.UTF8, "application/json") : Form(operation);

    private static MultipartFormDataContent Form(Operation operation)
    {
        operation.Id.Should().Be("StartImport", "no other operation takes a form");
        var file = new ByteArrayContent("title,external_id\nA task,ext-1\n"u8.ToArray());
        file.Headers.ContentType = new("text/csv");
        return new MultipartFormDataContent("the-same-boundary-in-each-try") { { file, "file", "backlog.csv" } };
    }

    private object Body(Operation operation) =>
        operation.Id switch
        {
            "Register" => new
            {
                email = $"new-{Guid.CreateVersion7():N}@example.test",
                password = TestUser.Password,
                display_name = "New",
                organization_name = "Fresh",
            },
            "Login" => new { email = Owner.Email, password = TestUser.Password },
            "ForgotPassword" => new { email = Owner.Email },
            "ResetPassword" => new { token = names["resetLink"], password = TestUser.Password },
            "VerifyEmail" => new { token = names["verificationLink"] },
            "UpdateMe" => new
            {
                display_name = "Renamed",
                time_zone = "Europe/Berlin",
                locale = "de",
            },
            "ChangePassword" => new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["current"] = TestUser.Password,
                ["new"] = "another horse battery",
            },
            "CreateToken" => new
            {
                name = "robot",
                scopes = new[] { "read" },
                expires_at = "2099-01-01T00:00:00Z",
            },
            "CreateOrganization" => new { name = "Second" },
            "UpdateOrganization" => new { name = "Renamed", version = 1 },
            "InviteMember" => new
            {
                email = late,
                role = "guest",
                project_ids = new[] { names["projectId"] },
            },
            "ChangeMember" => new { role = "admin" },
            "CreateProject" => new
            {
                key = "NEXT",
                name = "Next",
                description = "More",
                statuses = new[]
                {
                    new
                    {
                        name = "Open",
                        category = "unstarted",
                        color = "#112233",
                    },
                },
            },
            "UpdateProject" => new
            {
                name = "Renamed",
                description = "Different",
                version = 1,
            },
            "AddStatus" => new
            {
                name = "Blocked",
                category = "started",
                color = "#112233",
                wip_limit = 3,
            },
            "UpdateStatus" => new
            {
                name = "Renamed",
                category = "started",
                color = "#445566",
                position = 1,
                wip_limit = 4,
                version = 1,
            },
            "AddLabel" => new { name = "chore", color = "#112233" },
            "UpdateLabel" => new
            {
                name = "renamed",
                color = "#445566",
                version = 1,
            },
            "AddMilestone" => new { name = "Release 3", start_date = "2026-03-01" },
            "UpdateMilestone" => new { name = "Release 2.0", version = 1 },
            "SaveView" => new
            {
                name = "Overdue",
                filter = "due<2026-12-01",
                sort = "-priority",
                layout = "list",
                shared = true,
            },
            "UpdateView" => new { name = "Mine", version = 1 },
            "CreateIntegration" => IntegrationSteps.Slack(),
            "UpdateIntegration" => new
            {
                name = "Renamed",
                enabled = false,
                version = 1,
            },
            "CloseMilestone" => new { move_to = (string?)null },
            "CreateTask" => TaskFields(),
            "UpdateTask" => TaskFields(version: 1),
            "ReplaceTask" => TaskFields(version: 1),
            "BulkUpdateTasks" => new { task_ids = new[] { names["task"] }, patch = TaskFields() },
            "AddComment" => new { body = "What about *this*?", id = newCommentId },
            "UpdateComment" => new { body = "What about **that**?", version = 1 },
            "AddLink" => new { type = "blocks", task = names["otherTask"] },
            "RetryDeliveries" => new { filter = new { status = "dead" } },
            "MarkRead" => new { all = true },
            "ChangePreferences" => new { reasons = new { watching = new { inbox = true, email = true } } },
            "MoveTask" => new { status_id = names["statusId"], version = 1 },
            "Logout"
            or "AcceptInvitation"
            or "RestoreProject"
            or "RestoreTask"
            or "UndoTaskRevision"
            or "AddTaskAssignee"
            or "AddTaskLabel" => new { },
            _ when !operation.NeedsBody => new { },
            _ => throw new InvalidOperationException($"Give {operation.Id} a body here."),
        };

    private Dictionary<string, object> TaskFields(int? version = null)
    {
        var fields = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["title"] = "Write it down",
            ["description"] = "What, and why.",
            ["status_id"] = names["statusId"],
            ["priority"] = "high",
            ["assignee_ids"] = new[] { names["userId"] },
            ["label_ids"] = new[] { names["labelId"] },
            ["milestone_id"] = names["milestoneId"],
            ["start_date"] = "2026-02-01",
            ["due_date"] = "2026-03-01",
            ["estimate"] = 2.5,
        };
        if (version is { } stated)
            fields["version"] = stated;
        return fields;
    }

    private async Task FillAsync(TestApp app)
    {
        var member = await app.SignUpAsync("Member", organization: null);
        await Owner.AdmitAsync(member, "member");
        var project = await Owner.CreateProjectAsync();
        var task = await Owner.CreateTaskAsync(project, "First");
        var second = await Owner.CreateTaskAsync(project, "Second");
        // A revision that can be undone and meets no other edit.
        await Owner
            .SendAsync(
                HttpMethod.Post,
                $"/api/tasks/{Text(task, "id")}/move",
                new { status_id = project.Statuses["Backlog"], after_task_id = Text(second, "id") }
            )
            .ReadAsync(200);
        var label = await Owner.SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/labels", new { name = "bug" }).ReadAsync(201);
        var comment = await Owner.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id()}/comments", new { body = "Read it." }).ReadAsync(201);
        var invitation = await Owner
            .SendAsync(
                HttpMethod.Post,
                $"/api/organizations/{Owner.OrganizationId}/members",
                new { email = Invitee.Email, role = "member" }
            )
            .ReadAsync(201);
        var token = await Browser.PostAsJsonAsync("/api/auth/tokens", new { name = "spare" }).ReadAsync(201);
        var sessions = await Browser.GetAsync("/api/auth/sessions").ReadAsync(200);

        var other = await Owner.CreateTaskAsync(project, "Second");
        var link = await Owner
            .SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id()}/links", new { type = "relates", task = other.Id() })
            .ReadAsync(201);

        names["otherTask"] = Text(other, "id");
        names["linkId"] = Text(link, "id");
        var milestone = await Owner
            .SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/milestones", new { name = "Release 2" })
            .ReadAsync(201);

        var view = await Owner
            .SendAsync(HttpMethod.Post, $"/api/projects/{project.Id}/views", new { name = "All", shared = true })
            .ReadAsync(201);
        var integration = await Owner.ConnectAsync(IntegrationSteps.Webhook());
        names["integrationId"] = Text(integration, "id");
        names["viewId"] = Text(view, "id");
        names["milestoneId"] = Text(milestone, "id");
        var changes = await Owner.GetAsync($"/api/projects/{project.Id}/changes?after=0");
        names["eventId"] = Text(changes.GetProperty("items")[0], "id");
        names["organizationId"] = Owner.OrganizationId.ToString();
        names["projectId"] = project.Id.ToString();
        names["task"] = Text(task, "id");
        names["version"] = "2";
        names["statusId"] = project.Statuses["In Review"].ToString();
        names["commentId"] = Text(comment, "id");
        names["labelId"] = Text(label, "id");
        names["userId"] = member.Id.ToString();
        names["invitationId"] = Text(invitation, "id");
        names["token"] = Text(invitation, "token");
        names["tokenId"] = Text(token, "id");
        names["sessionId"] = Text(sessions.GetProperty("items")[0], "id");
        names["resetLink"] = await app.LinkAsync(member.Id, "password_reset");
        names["verificationLink"] = await app.LinkAsync(member.Id, "email_verification");
        var import = await Owner.Http.SendAsync(Request(OpenApi.Operations["StartImport"])).ReadAsync(202);
        names["importId"] = Text(import, "import_id");
        await Eventually.BeTrueAsync(
            async () => Text(await Owner.GetAsync($"/api/imports/{names["importId"]}"), "status") == "ready",
            TimeSpan.FromSeconds(20),
            "the import of one row"
        );
    }

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString()!;
}
