using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Identity;

namespace TaskFlow.Unit.Identity;

public sealed class SecretsTests
{
    [Fact]
    public void New_IsThirtyTwoRandomBytesInUrlSafeLetters()
    {
        var secrets = Enumerable.Range(0, 1000).Select(_ => Secrets.New()).ToList();

        secrets.Should().OnlyContain(s => s.Text.Length == 43 && s.Text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-' || c == '_'));
        secrets.Select(s => s.Text).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void NewToken_IsFoundAgainByWhatItsHolderPresents()
    {
        var token = Secrets.NewToken();

        token.Text.Should().StartWith("tf_");
        Secrets.HashOf(token.Text).Should().Equal(token.Hash);
    }

    [Fact]
    public void Records_ThatHoldSecrets_DoNotPrintThem()
    {
        var session = new SessionStart(Secrets.New(), "browser");
        object[] records =
        [
            session,
            new Login("ada@example.test", "correct horse battery", session),
            new Register("ada@example.test", "correct horse battery", "Ada", null, session, null),
            new ChangePassword("correct horse battery", "correct horse battery"),
        ];

        records.Should().OnlyContain(r => !r.ToString()!.Contains("horse") && !r.ToString()!.Contains(session.Secret.Text));
    }
}
