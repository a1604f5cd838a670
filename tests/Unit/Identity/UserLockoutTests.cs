using TaskFlow.Domain.Common;
using TaskFlow.Domain.Identity;

namespace TaskFlow.Unit.Identity;

public sealed class UserLockoutTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);

    private readonly User user = User.Register(Ids.New(), "Ada@Example.test", "Ada", "hash", false, Start);

    [Fact]
    public void RefusePassword_TenTimesWithinTheWindow_LocksForItsLength()
    {
        Fail(9, Start);
        user.IsLockedOut(Start).Should().BeFalse();

        Fail(1, Start.AddMinutes(14));

        user.IsLockedOut(Start.AddMinutes(14)).Should().BeTrue();
        user.IsLockedOut(Start.AddMinutes(28)).Should().BeTrue();
        user.IsLockedOut(Start.AddMinutes(29)).Should().BeFalse();
    }

    [Fact]
    public void RefusePassword_SpreadOverMoreThanTheWindow_DoesNotLock()
    {
        Fail(9, Start);

        Fail(9, Start.AddMinutes(16));

        user.IsLockedOut(Start.AddMinutes(16)).Should().BeFalse();
    }

    [Fact]
    public void RefusePassword_AfterALockoutEnded_CountsFromTheBeginning()
    {
        Fail(10, Start);

        Fail(9, Start.AddMinutes(20));

        user.IsLockedOut(Start.AddMinutes(20)).Should().BeFalse();
    }

    [Fact]
    public void AcceptPassword_ForgetsTheFailures()
    {
        Fail(9, Start);

        user.AcceptPassword();
        Fail(9, Start.AddMinutes(1));

        user.IsLockedOut(Start.AddMinutes(1)).Should().BeFalse();
    }

    [Fact]
    public void ChangePassword_LiftsTheLockout()
    {
        Fail(10, Start);

        user.ChangePassword("another hash");

        user.IsLockedOut(Start).Should().BeFalse();
    }

    private void Fail(int times, DateTimeOffset at)
    {
        for (var i = 0; i < times; i++)
            user.RefusePassword(at);
    }
}
