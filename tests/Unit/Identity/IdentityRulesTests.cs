using TaskFlow.Application.Common;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Identity;

namespace TaskFlow.Unit.Identity;

public sealed class IdentityRulesTests
{
    private static readonly SessionStart Session = new(Secrets.New(), null);

    [Theory]
    [InlineData("ada@example.test", true)]
    [InlineData(" Ada+work@example.test ", true)]
    [InlineData("ada@localhost", true)]
    [InlineData("ada", false)]
    [InlineData("ada@two@example.test", false)]
    [InlineData("ada @example.test", false)]
    [InlineData("a\0da@example.test", false)]
    [InlineData("", false)]
    public void Register_Email(string email, bool isAllowed) =>
        new RegisterRules().Validate(new Register(email, "correct horse", "Ada", null, Session, null)).IsValid.Should().Be(isAllowed);

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void Register_LengthOfThePassword(int length, bool isAllowed) =>
        new RegisterRules()
            .Validate(new Register("ada@example.test", new string('x', length), "Ada", null, Session, null))
            .IsValid.Should()
            .Be(isAllowed);

    [Theory]
    [InlineData("Europe/Berlin", null, true)]
    [InlineData("UTC", "en", true)]
    [InlineData(null, "zh-Hant-TW", true)]
    [InlineData("Europe/../Berlin", null, false)]
    [InlineData("", null, false)]
    [InlineData(null, "english please", false)]
    public void UpdateProfile_ZoneAndLocale(string? zone, string? locale, bool isAllowed) =>
        new UpdateProfileRules().Validate(new UpdateProfile(null, zone, locale)).IsValid.Should().Be(isAllowed);

    [Theory]
    [InlineData("ada@example.test", true)]
    [InlineData(" ADA@Example.test", true)]
    [InlineData("eve@example.test", false)]
    public void Installation_Administrators_AreFoundInAnyCase(string email, bool isAdministrator) =>
        new Installation(new Uri("http://127.0.0.1"), true, null, ["Ada@example.test"]).IsAdministrator(email).Should().Be(isAdministrator);

    [Fact]
    public void SessionStart_UserAgentOfAStranger_IsKeptShortAndReadable()
    {
        var session = new SessionStart(Secrets.New(), "Evil\r\nBrowser" + new string('x', 1000)).BeginFor(Guid.Empty, default);

        session.UserAgent.Should().StartWith("EvilBrowser").And.HaveLength(300);
    }
}
