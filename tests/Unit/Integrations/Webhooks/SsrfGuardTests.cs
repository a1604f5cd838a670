using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Integrations.Webhooks;

namespace TaskFlow.Unit.Integrations.Webhooks;

public sealed class SsrfGuardTests
{
    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://127.255.255.254:8443/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0x7f.0.0.1/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://017700000001/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://00000177.0.0.01/")]
    [InlineData("https://①②⑦.⓪.⓪.①/")]
    [InlineData("https://127。0。0。1/")]
    [InlineData("https://127.0.0.1./")]
    [InlineData("https://localhost/")]
    [InlineData("https://LOCALHOST./")]
    [InlineData("https://a.localhost/")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://0/")]
    [InlineData("https://10.0.0.8/")]
    [InlineData("https://10.255.255.255/")]
    [InlineData("https://172.16.0.1/")]
    [InlineData("https://172.31.255.255/")]
    [InlineData("https://192.168.1.1/")]
    [InlineData("https://3232235777/")]
    [InlineData("https://100.64.0.1/")]
    [InlineData("https://100.100.100.200/latest/meta-data/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://2852039166/")]
    [InlineData("https://0xa9fea9fe/")]
    [InlineData("https://0251.0376.0251.0376/")]
    [InlineData("https://168.63.129.16/")]
    [InlineData("https://192.0.0.192/")]
    [InlineData("https://192.0.2.1/")]
    [InlineData("https://198.18.0.1/")]
    [InlineData("https://198.51.100.7/")]
    [InlineData("https://203.0.113.7/")]
    [InlineData("https://192.88.99.1/")]
    [InlineData("https://224.0.0.1/")]
    [InlineData("https://239.255.255.255/")]
    [InlineData("https://240.0.0.1/")]
    [InlineData("https://255.255.255.255/")]
    [InlineData("https://[::]/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[0:0:0:0:0:0:0:1]/")]
    [InlineData("https://[::127.0.0.1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[::ffff:7f00:1]/")]
    [InlineData("https://[0:0:0:0:0:ffff:a9fe:a9fe]/")]
    [InlineData("https://[64:ff9b::127.0.0.1]/")]
    [InlineData("https://[64:ff9b::a00:8]/")]
    [InlineData("https://[64:ff9b:1::a00:8]/")]
    [InlineData("https://[2002:7f00:1::]/")]
    [InlineData("https://[2002:a9fe:a9fe::1]/")]
    [InlineData("https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/")]
    [InlineData("https://[2001:db8::1]/")]
    [InlineData("https://[3fff::1]/")]
    [InlineData("https://[fc00::1]/")]
    [InlineData("https://[fd00:ec2::254]/")]
    [InlineData("https://[fe80::1]/")]
    [InlineData("https://[fe80::1%25eth0]/")]
    [InlineData("https://[fec0::1]/")]
    [InlineData("https://[ff02::1]/")]
    [InlineData("https://metadata.google.internal/computeMetadata/v1/")]
    [InlineData("https://inside.test/")]
    [InlineData("https://mixed.test/")]
    [InlineData("https://mapped.test/")]
    public async Task Check_AddressThatIsNotPublic_IsRefused(string address) =>
        (await CheckAsync(address))!.Code.Should().Be("private_address");

    public static TheoryData<string> HostsThatAreNone =>
        [
            "https://a..b/",
            "https://" + new string('a', 64) + ".test/",
            "https://" + string.Join('.', Enumerable.Repeat("abcdefgh", 40)) + "/",
        ];

    [Theory]
    [MemberData(nameof(HostsThatAreNone))]
    public async Task Check_HostThatIsNone_IsRefused_AsTheResolverWouldThrow(string address)
    {
        if (Uri.TryCreate(address, UriKind.Absolute, out var uri))
            (await Guard("", Dns.GetHostAddressesAsync).CheckAsync(uri, default))!.Code.Should().Be("host_not_valid");
    }

    [Theory]
    [InlineData("http://example.com/hook", "https_required")]
    [InlineData("ftp://example.com/hook", "https_required")]
    [InlineData("file:///etc/passwd", "https_required")]
    [InlineData("https://user:secret@example.com/", "credentials_in_url")]
    public async Task Check_OtherForms_AreRefusedWithTheReason(string address, string code) =>
        (await CheckAsync(address))!.Code.Should().Be(code);

    [Theory]
    [InlineData("https://public.test/hook")]
    [InlineData("https://93.184.216.34/hook")]
    [InlineData("https://[2606:2800:220:1:248:1893:25c8:1946]/hook")]
    [InlineData("https://[::ffff:93.184.216.34]/hook")]
    [InlineData("https://[64:ff9b::93.184.216.34]/hook")]
    [InlineData("https://172.32.0.1/")]
    [InlineData("https://100.128.0.1/")]
    [InlineData("https://unknown.test/hook")]
    public async Task Check_PublicAddress_OrNameThatDoesNotResolveYet_MayBeStored(string address) =>
        (await CheckAsync(address)).Should().BeNull();

    [Theory]
    [InlineData("http://127.0.0.1:9000/hook", true)]
    [InlineData("https://127.0.0.1:9000/hook", true)]
    [InlineData("http://2130706433:9000/", true)]
    [InlineData("https://inside.test/hook", true)]
    [InlineData("http://127.0.0.1:9001/hook", false)]
    [InlineData("http://127.0.0.2:9000/hook", false)]
    [InlineData("https://inside.test:8443/hook", false)]
    [InlineData("https://inside.test.evil.test/hook", false)]
    public async Task Check_AllowedHost_IsExempt_ButNoOther(string address, bool allowed) =>
        (await CheckAsync(address, "127.0.0.1:9000,inside.test") is null).Should().Be(allowed);

    [Fact]
    public async Task Check_SlowNameServer_DoesNotHoldUpTheCaller()
    {
        var guard = Guard("", async (_, token) => await Never(token));
        (await guard.CheckAsync(new Uri("https://slow.test/"), default)).Should().BeNull();
    }

    private static async Task<IPAddress[]> Never(CancellationToken token)
    {
        await Task.Delay(Timeout.Infinite, token);
        return [];
    }

    private static Task<AddressRefusal?> CheckAsync(string address, string allowed = "") =>
        Guard(allowed, ResolveAsync).CheckAsync(new Uri(address), default);

    private static SsrfGuard Guard(string allowed, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        Dictionary<string, string?> settings = new(StringComparer.Ordinal)
        {
            ["TaskFlow:Integrations:Webhooks:AllowedPrivateHosts"] = allowed,
            ["TaskFlow:Resilience:Webhooks:ConnectTimeout"] = "00:00:00.2",
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new SsrfGuard(TaskFlowOptions.Load(configuration, development: true).Options!, TimeProvider.System, resolve);
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        host switch
        {
            "public.test" => [IPAddress.Parse("93.184.216.34"), IPAddress.Parse("2606:2800:220:1:248:1893:25c8:1946")],
            "inside.test" or "inside.test.evil.test" => [IPAddress.Parse("10.1.2.3")],
            "mixed.test" => [IPAddress.Parse("93.184.216.34"), IPAddress.Parse("127.0.0.1")],
            "mapped.test" => [IPAddress.Parse("::ffff:169.254.169.254")],
            _ when IPAddress.TryParse(host, out var literal) => [literal],
            _ => throw new SocketException((int)SocketError.HostNotFound),
        };
}
