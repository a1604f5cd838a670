using System.Text.Json;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Imports;

public sealed class ImportRowsTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task Import_EveryColumn_BecomesTheTask()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();

        var import = await alice.ImportAsync(
            project,
            $"external_id,title,description,status,priority,labels,assignee,created_at\nx-1,  Pay later ,\" two\r\nlines \",Done,High,bug;ui,{alice.Email},2026-01-31T10:00:00+02:00\n",
            new { create_missing = true }
        );

        import.Text("status").Should().Be("ready");
        import.GetProperty("progress").GetInt32().Should().Be(100);
        import.Counts().Should().Be((1, 0, 0, 0));
        var task = (await alice.TasksAsync(project)).Should().ContainSingle().Subject;
        task.Text("title").Should().Be("Pay later");
        task.Text("description").Should().Be(" two\r\nlines ");
        task.GetProperty("status_id").GetGuid().Should().Be(project.Statuses["Done"]);
        task.Text("priority").Should().Be("high");
        task.GetProperty("assignee_ids").EnumerateArray().Select(id => id.GetGuid()).Should().Equal(alice.Id);
        task.GetProperty("label_ids").GetArrayLength().Should().Be(2);
        task.Text("created_at").Should().Be("2026-01-31T08:00:00.000Z");
        task.Text("completed_at").Should().Be("2026-01-31T08:00:00.000Z");
    }

    [Fact]
    public async Task Import_RowsThatCannotGoIn_FailAndTheOthersGoIn()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();

        var import = await alice.ImportAsync(
            project,
            $"external_id,title,status,priority,labels,created_at\na,fine,Todo,low,,\nb,,Todo,low,,\nc,{new string('x', 501)},,,,\nd,x,,whenever,,\ne,x,,,,yesterday\nf,x,Nowhere,,,\ng,x,,,nowhere,\na,again,,,,\n"
        );

        import.Counts().Should().Be((1, 0, 0, 7));
        import.Notes("errors").Select(e => e.Row).Should().Equal(3, 4, 5, 6, 7, 8, 9);
        import.Notes("errors")[^1].Message.Should().Contain("row 2");
        (await alice.TasksAsync(project)).Select(t => t.Text("title")).Should().Equal("fine");
    }

    [Fact]
    public async Task Import_UnknownStatusesAndLabels_AreCreatedOnceWhenAskedFor()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();

        var import = await alice.ImportAsync(
            project,
            "title,status,labels\na,Won't fix,Bug\nb,won't fix,bug;ui\n",
            new { create_missing = true }
        );

        import.Counts().Should().Be((2, 0, 0, 0));
        var statuses = (await alice.GetAsync($"/api/projects/{project.Id}/statuses")).GetProperty("items").EnumerateArray().ToList();
        statuses.Should().HaveCount(7);
        statuses[^1].Text("name").Should().Be("Won't fix");
        statuses[^1].Text("category").Should().Be("canceled");
        (await alice.GetAsync($"/api/projects/{project.Id}/labels")).GetProperty("items").GetArrayLength().Should().Be(2);
    }

    [Fact]
    public async Task Import_NewStatusByAMember_FailsTheRow()
    {
        var alice = await app.SignUpAsync();
        var member = await app.SignUpAsync("Mo");
        var project = await alice.CreateProjectAsync();
        await alice.AdmitAsync(member, "member");

        var import = await member.ImportAsync(project, "title,status\na,Nowhere\nb,Todo\n", new { create_missing = true });

        import.Counts().Should().Be((1, 0, 0, 1));
        import.Notes("errors").Should().ContainSingle().Which.Message.Should().Contain("administrator");
    }

    [Fact]
    public async Task Import_UnknownPeople_AreWarnedOfOnceEach()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();

        var import = await alice.ImportAsync(project, "title,assignee,weight\na,ann,1\nb,bob,2\nc,ann,3\n");

        import.Counts().Should().Be((3, 0, 0, 0));
        import.Notes("warnings").Select(w => w.Row).Should().Equal(1, 2, 3);
        import.Notes("warnings")[1].Message.Should().Contain("ann");
        (await alice.TasksAsync(project)).Should().OnlyContain(t => t.GetProperty("assignee_ids").GetArrayLength() == 0);
    }

    [Fact]
    public async Task Import_Mapping_TranslatesWordsAndPeople()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        var mapping = JsonSerializer.Serialize(
            new
            {
                status = new { Open = "Todo" },
                priority = new { P1 = "urgent" },
                assignee = new { ann = alice.Email },
            }
        );

        var import = await alice.ImportAsync(project, "title,status,priority,assignee\na,open,p1,ann\n", new { mapping });

        import.Counts().Should().Be((1, 0, 0, 0));
        import.Notes("warnings").Should().BeEmpty();
        var task = (await alice.TasksAsync(project)).Single();
        task.GetProperty("status_id").GetGuid().Should().Be(project.Statuses["Todo"]);
        task.Text("priority").Should().Be("urgent");
        task.GetProperty("assignee_ids")[0].GetGuid().Should().Be(alice.Id);
    }

    [Fact]
    public async Task Import_DryRun_TellsWhatWouldHappenAndChangesNothing()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        const string before = "external_id,title,status\na,A,Todo\nb,B,Todo\n";
        await alice.ImportAsync(project, before);
        var tasks = JsonSerializer.Serialize(await alice.TasksAsync(project));

        var dry = await alice.ImportAsync(
            project,
            "external_id,title,status,labels\na,A,Todo,\nb,B2,Todo,\nc,C,Elsewhere,new\n,,,\n",
            new { dry_run = true, create_missing = true }
        );

        dry.Counts().Should().Be((1, 1, 1, 1));
        dry.GetProperty("dry_run").GetBoolean().Should().BeTrue();
        dry.GetProperty("rows_total").GetInt32().Should().Be(4);
        JsonSerializer.Serialize(await alice.TasksAsync(project)).Should().Be(tasks);
        (await alice.GetAsync($"/api/projects/{project.Id}/labels")).GetProperty("items").GetArrayLength().Should().Be(0);
        (await alice.GetAsync($"/api/projects/{project.Id}/statuses")).GetProperty("items").GetArrayLength().Should().Be(6);
    }

    [Fact]
    public async Task Import_Again_ChangesOnlyWhatTheFileChanged()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        await alice.ImportAsync(project, "external_id,title,priority\na,A,low\nb,B,low\n");
        var edited = (await alice.TasksAsync(project))[0];
        await alice.PatchAsync(edited, new { title = "A, by hand" }).ReadAsync(200);

        var same = await alice.ImportAsync(project, "external_id,title,priority\na,A,low\nb,B,low\n");
        var changed = await alice.ImportAsync(project, "external_id,title,priority\na,A,high\nb,B,low\n");

        same.Counts().Should().Be((0, 0, 2, 0));
        changed.Counts().Should().Be((0, 1, 1, 0));
        var tasks = await alice.TasksAsync(project);
        tasks.Select(t => t.Text("title")).Should().Equal("A, by hand", "B");
        tasks.Select(t => t.Text("priority")).Should().Equal("high", "low");
        tasks.Select(t => t.GetProperty("version").GetInt32()).Should().Equal(3, 1);
    }

    /// <summary>S-2.3 holds for files too; what the lock does not guard goes in.</summary>
    [Fact]
    public async Task Import_TextThatSomebodyEdits_FailsTheRow_AndGoesInLater()
    {
        var (user, editor) = (await app.SignUpAsync(), await app.SignUpAsync("Editor", organization: null));
        var project = await user.CreateProjectAsync();
        await user.AdmitAsync(editor, "member");
        await user.ImportAsync(project, "external_id,title,priority\na,First,low\nb,Second,low\n");
        var tasks = (await user.GetAsync($"/api/projects/{project.Id}/tasks")).Items();
        foreach (var task in tasks)
            await editor.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id()}/lock").ReadAsync(200);

        const string Changed = "external_id,title,priority\na,First changed,low\nb,Second,high\n";
        var import = await user.ImportAsync(project, Changed);
        (import.Int("updated"), import.Int("failed")).Should().Be((1, 1));
        import.GetProperty("errors")[0].Str("message").Should().StartWith("Somebody edits the text of this task until ");
        await editor.SendAsync(HttpMethod.Delete, $"/api/tasks/{tasks[0].Id()}/lock").ReadAsync(204);
        import = await user.ImportAsync(project, Changed);
        (import.Int("updated"), import.Int("unchanged"), import.Int("failed")).Should().Be((1, 1, 0));
        (await user.GetAsync($"/api/tasks/{tasks[0].Id()}")).Str("title").Should().Be("First changed");
    }

    [Fact]
    public async Task Import_ChangedRowOfAnArchivedTask_Fails()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();
        await alice.ImportAsync(project, "external_id,title\na,A\n");
        await alice.SendAsync(HttpMethod.Delete, $"/api/tasks/{(await alice.TasksAsync(project))[0].Text("id")}").ReadAsync(204);

        (await alice.ImportAsync(project, "external_id,title\na,A\n")).Counts().Should().Be((0, 0, 1, 0));
        (await alice.ImportAsync(project, "external_id,title\na,B\n")).Notes("errors")[0].Message.Should().Contain("archived");
    }

    [Fact]
    public async Task Import_Log_TellsEachTaskOnceWithTheImportAndOneEnd()
    {
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();

        var import = await alice.ImportAsync(project, "external_id,title,labels\na,A,new\nb,B,\n", new { create_missing = true });
        await alice.ImportAsync(project, "external_id,title\na,A2\n");

        var log = await alice.LogAsync(project);
        log.Select(e => e.GetProperty("seq").GetInt64()).Should().Equal(Enumerable.Range(1, log.Count).Select(n => (long)n));
        var created = log.Where(e => e.Text("type") == "task.created").ToList();
        created.Should().HaveCount(2);
        created.Should().OnlyContain(e => e.GetProperty("data").Text("import_id") == import.Text("id"));
        log.Where(e => e.Text("type") == "label.created")
            .Should()
            .ContainSingle()
            .Which.GetProperty("data")
            .Text("import_id")
            .Should()
            .Be(import.Text("id"));
        log.Where(e => e.Text("type") == "task.updated").Should().ContainSingle();
        log.Where(e => e.Text("type") == "import.finished").Should().HaveCount(2);
        log.First(e => e.Text("type") == "import.finished").GetProperty("data").GetProperty("created").GetInt32().Should().Be(2);
    }

    [Fact]
    public async Task Import_Events_GoToNoOutboxButTheEnd()
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(PostgresCluster.AsSuperuser(app.ConnectionString));
        // The router empties the outbox within milliseconds; what goes in is remembered here.
        await using var watch = source.CreateCommand(
            """
            CREATE TABLE outbox_seen (activity_id uuid);
            CREATE FUNCTION outbox_see() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
            'BEGIN INSERT INTO public.outbox_seen VALUES (NEW.activity_id); RETURN NULL; END';
            CREATE TRIGGER outbox_seen AFTER INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION outbox_see();
            """
        );
        await watch.ExecuteNonQueryAsync();
        var alice = await app.SignUpAsync();
        var project = await alice.CreateProjectAsync();

        await alice.ImportAsync(project, "external_id,title,labels\na,A,new\n", new { create_missing = true });
        await alice.ImportAsync(project, "external_id,title\na,A2\n");

        await using var command = source.CreateCommand(
            "SELECT string_agg(a.type, ',' ORDER BY a.seq) FROM outbox_seen o JOIN activity a ON a.id = o.activity_id WHERE a.project_id = $1"
        );
        command.Parameters.Add(new() { Value = project.Id });
        (await command.ExecuteScalarAsync()).Should().Be("project.created,import.finished,import.finished");
    }
}
