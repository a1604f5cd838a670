using System.Text;
using TaskFlow.Infrastructure.Integrations.Webhooks;

namespace TaskFlow.Unit.Integrations.Webhooks;

public sealed class WebhookSignatureTests
{
    // The vector of the reference libraries (github.com/standard-webhooks).
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const long Timestamp = 1614265330;
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"test": 2432232314}""");

    [Fact]
    public void Sign_PublishedVector_GivesThePublishedSignature() =>
        WebhookSignature.Sign([KeyOf(Secret)], Id, Timestamp, Body).Should().Be(Signature);

    [Fact]
    public void Sign_TwoSecrets_GivesBothSignatures_SoThatEitherVerifies()
    {
        var other = KeyOf("whsec_" + Convert.ToBase64String(new byte[32]));
        var signatures = WebhookSignature.Sign([other, KeyOf(Secret)], Id, Timestamp, Body).Split(' ');
        signatures.Should().HaveCount(2).And.EndWith(Signature);
        signatures[0].Should().Be(WebhookSignature.Sign([other], Id, Timestamp, Body));
    }

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_not base64!")]
    public void Key_OfNoSecret_IsNone(string secret) => WebhookSignature.TryReadKey(secret, out _).Should().BeFalse();

    private static byte[] KeyOf(string secret) =>
        WebhookSignature.TryReadKey(secret, out var key) ? key : throw new ArgumentException(secret, nameof(secret));
}
