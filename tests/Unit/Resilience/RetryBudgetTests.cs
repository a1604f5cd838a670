using TaskFlow.Infrastructure.Resilience;

namespace TaskFlow.Unit.Resilience;

public sealed class RetryBudgetTests
{
    private readonly RetryBudget budget = new();

    [Fact]
    public void WhenEverythingFails_ThereAreTenRetries_HoweverManyAsk()
    {
        Enumerable.Range(0, 1000).Count(_ => budget.TryTake()).Should().Be(10);
    }

    [Fact]
    public void TenSuccesses_AreOneRetry()
    {
        while (budget.TryTake()) { }
        for (var success = 0; success < 9; success++)
            budget.Earn();
        budget.TryTake().Should().BeFalse();
        budget.Earn();
        budget.TryTake().Should().BeTrue();
        budget.TryTake().Should().BeFalse();
    }

    [Fact]
    public void SuccessesOfADay_AreNotSavedUp()
    {
        for (var success = 0; success < 100_000; success++)
            budget.Earn();
        Enumerable.Range(0, 1000).Count(_ => budget.TryTake()).Should().Be(10);
    }
}
