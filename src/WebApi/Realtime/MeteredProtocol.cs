using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace TaskFlow.WebApi.Realtime;

/// <summary>
/// Counts everything a client sends, also what never becomes a call: unknown methods, arguments that do not fit, pings (C-4.6). Twice what calls
/// are allowed; beyond, the connection ends. SignalR asks a protocol with one binder per connection, and that is how connections are told apart.
/// </summary>
internal sealed class MeteredProtocol(JsonHubProtocol json, TimeProvider time) : IHubProtocol
{
    private const int FramesPerSecond = 2 * InvocationAllowance.CallsPerSecond;

    private readonly ConditionalWeakTable<IInvocationBinder, InvocationAllowance> allowances = [];

    public string Name => json.Name;

    public int Version => json.Version;

    public TransferFormat TransferFormat => json.TransferFormat;

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        var before = input.Length;
        var isMessage = json.TryParseMessage(ref input, binder, out message);
        // A frame of no known type is taken off the input and is no message: it counts too.
        var isFrame = input.Length != before;
        if (isFrame && !allowances.GetValue(binder, _ => new InvocationAllowance(time, FramesPerSecond)).TryTake())
            throw new InvalidDataException("Too many messages.");
        return isMessage;
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => json.WriteMessage(message, output);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => json.GetMessageBytes(message);

    public bool IsVersionSupported(int version) => json.IsVersionSupported(version);
}
