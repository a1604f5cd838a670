using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Tasks;

/// <summary>Long text that both sides edited merges by line; overlapping hunks answer both texts (ADR 0007).</summary>
public sealed class MergeDescriptionTests(TestApp app) : IClassFixture<TestApp>
{
    private const string Before = "one\r\ntwo\r\n\r\nthree\r\nfour\r\n";

    [Theory]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    public async Task DisjointLines_Merge_ByteForByte(string method)
    {
        var (ann, task) = await NewTaskAsync();
        await ann.PatchAsync(task, new { description = Before.Replace("one", "ONE", StringComparison.Ordinal) }).ReadAsync(200);
        var mine = new
        {
            title = "First",
            description = Before + "five — 五",
            version = 1,
        };
        using var response = await ann.SendAsync(new HttpMethod(method), $"/api/tasks/{task.Id()}", mine);
        var merged = await response.ReadAsync(200);

        merged.Str("description").Should().Be("ONE\r\ntwo\r\n\r\nthree\r\nfour\r\nfive — 五");
        merged.Strings("merged_fields").Should().Equal("description");
        response.Headers.GetValues("Merge-Applied").Should().Equal("true");
        merged.Int("version").Should().Be(3);
    }

    [Fact]
    public async Task TheirEditWithinOurs_ChangesNothing()
    {
        var (ann, task) = await NewTaskAsync();
        var both = Before.Replace("two", "TWO", StringComparison.Ordinal);
        var theirs = await ann.PatchAsync(task, new { description = both + "more" }).ReadAsync(200);
        var same = await ann.PatchAsync(task, new { description = both, version = 1 }).ReadAsync(200);
        (same.Int("version"), same.Str("description")).Should().Be((2, theirs.Str("description")));
    }

    [Fact]
    public async Task OverlappingLines_Are409_WithBothTextsAndTheParts()
    {
        var (ann, task) = await NewTaskAsync();
        await ann.PatchAsync(task, new { description = Before.Replace("two", "2", StringComparison.Ordinal) }).ReadAsync(200);
        var mine = Before.Replace("two", "II", StringComparison.Ordinal).Replace("four", "IV", StringComparison.Ordinal);
        var problem = await ann.PatchAsync(task, new { description = mine, version = 1 }).ShouldBeProblemAsync(409, "VERSION_CONFLICT");

        var field = problem.GetProperty("details").GetProperty("fields").GetProperty("description");
        (field.Str("base"), field.Str("yours")).Should().Be((Before, mine));
        field.Str("theirs").Should().Be("one\r\n2\r\n\r\nthree\r\nfour\r\n");
        var parts = field.Items("parts").ToList();
        parts.Should().HaveCount(3);
        (parts[0].Str("merged"), parts[2].Str("merged")).Should().Be(("one\r\n", "\r\nthree\r\nIV\r\n"));
        (parts[1].Int("line"), parts[1].Str("base"), parts[1].Str("theirs"), parts[1].Str("yours"))
            .Should()
            .Be((2, "two\r\n", "2\r\n", "II\r\n"));
        (await ann.GetAsync($"/api/tasks/{task.Id()}")).Int("version").Should().Be(2, "all or nothing");
    }

    [Fact]
    public async Task RepeatingTheBaseText_IsAnIntent_AndConflicts()
    {
        var (ann, task) = await NewTaskAsync();
        await ann.PatchAsync(task, new { description = Before + "more" }).ReadAsync(200);
        await ann.PatchAsync(task, new { description = Before, version = 1 }).ShouldBeProblemAsync(409, "VERSION_CONFLICT");
    }

    [Fact]
    public async Task TwoTextsThatTogetherAreTooLong_AreRefused()
    {
        var (ann, task) = await NewTaskAsync();
        var half = new string('x', 60_000);
        await ann.PatchAsync(task, new { description = half + "\n" + Before }).ReadAsync(200);
        var problem = await ann.PatchAsync(task, new { description = Before + half, version = 1 })
            .ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        problem.Errors().Should().Equal("/description too_long");
    }

    [Fact]
    public async Task Force_OverwritesOnlyWhatWasShown()
    {
        var (ann, task) = await NewTaskAsync();
        await ann.PatchAsync(task, new { title = "Alice's" }).ReadAsync(200);
        object Mine(int shown) =>
            new
            {
                title = "Mine",
                version = 1,
                force = new { title = shown },
            };
        await ann.PatchAsync(task, Mine(1)).ShouldBeProblemAsync(409, "VERSION_CONFLICT");
        await ann.PatchAsync(task, new { title = "Bob's" }).ReadAsync(200);

        await ann.PatchAsync(task, Mine(2)).ShouldBeProblemAsync(409, "VERSION_CONFLICT");
        var future = await ann.PatchAsync(task, Mine(4)).ShouldBeProblemAsync(409, "VERSION_CONFLICT");
        future.GetProperty("details").Str("reason").Should().Be("base_from_future");
        (await ann.PatchAsync(task, Mine(3)).ReadAsync(200)).Str("title").Should().Be("Mine");
        var problem = await ann.PatchAsync(
                task,
                new
                {
                    title = "Mine",
                    version = 1,
                    force = new { priority = 3 },
                }
            )
            .ShouldBeProblemAsync(422, "VALIDATION_FAILED");
        problem.Errors().Should().Equal("/force not_allowed");
    }

    private async Task<(TestUser Ann, System.Text.Json.JsonElement Task)> NewTaskAsync()
    {
        var ann = await app.SignUpAsync("Ann");
        return (ann, await ann.CreateTaskAsync(await ann.CreateProjectAsync(), "First", new { description = Before }));
    }
}
