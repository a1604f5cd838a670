using System.Text.RegularExpressions;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Contract;

/// <summary>What belongs to another organization does not exist, on every route, and a refused write leaves no trace.</summary>
[Collection(nameof(ContractSuite))]
public sealed partial class TenancyTests(ContractFixture fixture)
{
    /// <summary>
    /// An invitation is nobody's yet: who holds its secret and has another address is told so. Jobs are the installation's: who does not operate it
    /// is told so, whatever they name.
    /// </summary>
    public static TheoryData<string> OfSomebody =>
        OpenApi.Ids(o => o.Path.Contains('{', StringComparison.Ordinal) && o.Id != "AcceptInvitation" && !IsOfJobs(o));

    public static TheoryData<string> OfJobs => OpenApi.Ids(IsOfJobs);

    [Theory]
    [MemberData(nameof(OfSomebody))]
    public async Task ForeignIds_Are404(string id)
    {
        var operation = OpenApi.Operations[id];
        var world = fixture.World;
        var before = await HeadAsync();
        await fixture.Stranger.Http.SendAsync(operation, world.Request(operation)).ShouldBeProblemAsync(404, "NOT_FOUND");
        (await HeadAsync()).Should().Be(before);
        await world.Browser.GetAsync("/api/auth/me").ReadAsync(200);
    }

    /// <summary>Ids that nobody has, of the right shape, read the same as foreign ones: nothing can be found out by trying.</summary>
    [Theory]
    [MemberData(nameof(OfSomebody))]
    public async Task ForeignIds_ReadLikeUnknownOnes(string id)
    {
        var operation = OpenApi.Operations[id];
        var foreign = await fixture
            .Stranger.Http.SendAsync(operation, fixture.World.Request(operation))
            .ShouldBeProblemAsync(404, "NOT_FOUND");
        var request = fixture.World.Request(operation);
        var unknown = Id().Replace(request.RequestUri!.ToString(), _ => Guid.CreateVersion7().ToString());
        request.RequestUri = new Uri(unknown, UriKind.Relative);
        var nobodys = await fixture.Stranger.Http.SendAsync(operation, request).ShouldBeProblemAsync(404, "NOT_FOUND");
        nobodys.GetProperty("message").GetString().Should().Be(foreign.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Invitation_IsForItsAddressOnly()
    {
        var accept = OpenApi.Operations["AcceptInvitation"];
        await fixture.Stranger.Http.SendAsync(accept, fixture.World.Request(accept)).ShouldBeProblemAsync(403, "FORBIDDEN");
    }

    [Theory]
    [MemberData(nameof(OfJobs))]
    public async Task Jobs_AreForOperatorsOnly_WhateverIsNamed(string id)
    {
        var operation = OpenApi.Operations[id];
        var request = fixture.World.Request(operation);
        await fixture.Stranger.Http.SendAsync(operation, request).ShouldBeProblemAsync(403, "FORBIDDEN");
        var unknown = fixture.World.Request(operation);
        unknown.RequestUri = new Uri(
            unknown.RequestUri!.ToString().Replace("expired-locks", "no-such-job", StringComparison.Ordinal),
            UriKind.Relative
        );
        await fixture.Stranger.Http.SendAsync(operation, unknown).ShouldBeProblemAsync(403, "FORBIDDEN");
    }

    private static bool IsOfJobs(Operation operation) => operation.Path.StartsWith("/api/ops/jobs", StringComparison.Ordinal);

    private async Task<long> HeadAsync() =>
        (await fixture.World.Owner.GetAsync($"/api/projects/{fixture.World.ProjectId}/changes?after=0")).GetProperty("head").GetInt64();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}", RegexOptions.None, 1000)]
    private static partial Regex Id();
}
