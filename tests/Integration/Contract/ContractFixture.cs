using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Contract;

/// <summary>A world that refused requests leave as it is, and somebody who has no business in it.</summary>
public sealed class ContractFixture : IAsyncLifetime
{
    public TestApp App { get; } = new();

    public TestUser Stranger { get; private set; } = null!;

    internal World World { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await App.InitializeAsync();
        World = await World.CreateAsync(App);
        Stranger = await App.SignUpAsync("Stranger", "Elsewhere");
    }

    public Task DisposeAsync() => App.DisposeAsync();
}

[CollectionDefinition(nameof(ContractSuite))]
public sealed class ContractSuite : ICollectionFixture<ContractFixture>;

internal static class ContractAnswers
{
    /// <summary>A status that the contract does not name is a breach too, whatever the test asks for.</summary>
    public static async Task<HttpResponseMessage> SendAsync(this HttpClient caller, Operation operation, HttpRequestMessage request)
    {
        var response = await caller.SendAsync(request);
        operation
            .Statuses.Should()
            .Contain((int)response.StatusCode, $"{operation.Id} answered it: {await response.Content.ReadAsStringAsync()}");
        return response;
    }
}
