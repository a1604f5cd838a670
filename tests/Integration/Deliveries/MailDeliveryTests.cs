using TaskFlow.Integration.Identity;
using TaskFlow.Integration.Notifications;
using TaskFlow.Integration.Peers;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Deliveries;

/// <summary>E-mail through the installation's own server: to whom it concerns, at least once, and never to who may not see it any more.</summary>
public sealed class MailDeliveryTests : IAsyncLifetime
{
    private readonly SmtpSink mail = new();
    private TestApp app = null!;
    private TestUser ann = null!;
    private TestUser ben = null!;
    private TestProject project = null!;

    public async Task InitializeAsync()
    {
        mail.Start();
        app = new TestApp
        {
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Deliveries:CoalescingWindow"] = "00:00:02",
                ["Email:From"] = "TaskFlow <taskflow@example.test>",
                ["Email:Smtp:Host"] = "127.0.0.1",
                ["Email:Smtp:Port"] = mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["Email:Smtp:Security"] = "none",
            },
        };
        await app.InitializeAsync();
        ann = await app.SignUpAsync("Ann");
        ben = await app.SignUpAsync("Ben", organization: null);
        await ann.AdmitAsync(ben, "member");
        project = await ann.CreateProjectAsync();
        await AccountLinks.AccountMailsAreOutAsync(app.ConnectionString);
        mail.Forget();
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await mail.DisposeAsync();
    }

    [Fact]
    public async Task Assignee_GetsOneMail_WithAWayToTheTaskAndWhy()
    {
        var task = await ann.CreateTaskAsync(project, "Write to Ben", new { assignee_ids = new[] { ben.Id } });
        var delivered = (await ann.DeliveriesAsync("?status=delivered&channel=email", 1)).Single();
        (delivered.GetProperty("recipient").Str("type"), delivered.GetProperty("recipient").Str("name")).Should().Be(("user", "Ben"));
        var message = mail.Receipts.Should().ContainSingle().Subject;
        message.To.Should().Equal($"RCPT TO:<{ben.Email}>");
        message.Header("Subject").Should().Contain(task.Str("key")).And.Contain("Write to Ben");
        message.Header("Message-Id").Should().Contain(delivered.Id().ToString());
        message.Text.Should().Contain($"/tasks/{task.Str("key")}").And.Contain("assigned to you");
        (await ben.JourneyAsync(delivered.Id("event_id"), ben)).Channel("email").Str("status").Should().Be("delivered");
    }

    [Fact]
    public async Task Watcher_GetsNone_UnlessTheyChoseSo()
    {
        var task = await ann.CreateTaskAsync(project, "Watched", new { assignee_ids = new[] { ben.Id } });
        await ann.DeliveriesAsync("?status=delivered&channel=email", 1);
        await ann.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id()}/comments", new { body = "Quiet" }).ReadAsync(201);
        await app.RoutedAsync();
        (await ann.DeliveriesAsync("?status=suppressed&channel=email", 1)).Single().Str("reason").Should().Be("preference");
        await ben.SendAsync(
                HttpMethod.Put,
                "/api/notifications/preferences",
                new { reasons = new { watching = new { inbox = true, email = true } } }
            )
            .ReadAsync(200);
        await ann.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id()}/comments", new { body = "Aloud" }).ReadAsync(201);
        await ann.DeliveriesAsync("?status=delivered&channel=email", 2);
    }

    [Fact]
    public async Task MoreAboutATask_WithinTheWindow_ComesInOneMail_AndAboutAnotherAtOnce()
    {
        var task = await ann.CreateTaskAsync(project, "Talked about", new { assignee_ids = new[] { ben.Id } });
        await ann.DeliveriesAsync("?status=delivered&channel=email", 1);
        foreach (var said in new[] { "One", "Two", "Three" })
            await ann.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id()}/comments", new { body = $"@[Ben](user:{ben.Id}) {said}" })
                .ReadAsync(201);
        await ann.CreateTaskAsync(project, "Something else", new { assignee_ids = new[] { ben.Id } });

        var delivered = await ann.DeliveriesAsync("?status=delivered&channel=email", 5);
        var mails = mail.Receipts.Select(m => (Subject: m.Header("Subject")!, m.Text, Ids: m.Header("X-TaskFlow-Deliveries")!)).ToList();
        mails.Should().HaveCount(3);
        mails[1].Subject.Should().Contain("Something else");
        mails[2].Subject.Should().Contain("Talked about (3 events)");
        mails[2].Text.Split("commented on").Should().HaveCount(4);
        mails[2].Text.Should().Contain("you were mentioned").And.Contain($"/tasks/{task.Str("key")}");
        mails.SelectMany(m => m.Ids.Split(' ')).Select(Guid.Parse).Should().BeEquivalentTo(delivered.Select(d => d.Id()));
    }

    [Fact]
    public async Task WhoLeftMeanwhile_GetsNothing()
    {
        mail.Next([.. Enumerable.Repeat(new SmtpFault(SmtpStage.Recipient, "450 4.2.0 greylisted"), 50)]);
        await ann.CreateTaskAsync(project, "Not for Ben any more", new { assignee_ids = new[] { ben.Id } });
        await Eventually.BeTrueAsync(() => mail.Connections > 0, DeliverySteps.Patience, "it is tried");
        await ann.SendAsync(HttpMethod.Delete, $"/api/organizations/{ann.OrganizationId}/members/{ben.Id}").ReadAsync(204);
        await ann.RetryAsync(new { filter = new { channel = "email" } }).ReadAsync(200);
        (await ann.DeliveriesAsync("?status=suppressed&channel=email", 1)).Single().Str("reason").Should().Be("no_access");
        mail.Receipts.Should().BeEmpty();
    }

    [Fact]
    public async Task AnswerThatNobodyHeard_IsSentAgain_BecauseAssigneesAreOwedIt()
    {
        mail.Next(new SmtpFault(SmtpStage.Text, Reset: true));
        await ann.CreateTaskAsync(project, "Owed", new { assignee_ids = new[] { ben.Id } });
        await ann.DeliveriesAsync("?status=delivered&channel=email", 1);
        mail.Distinct.Should().ContainSingle("both have the same Message-Id");
    }
}
