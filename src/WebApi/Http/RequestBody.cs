using TaskFlow.Domain.Common;

namespace TaskFlow.WebApi.Http;

/// <summary>The bytes of a JSON request, read once under the limit: the binder parses them and the idempotency fingerprint hashes them.</summary>
internal static class RequestBody
{
    public const int MaxBytes = 1024 * 1024;

    private static readonly object ItemKey = new();

    public static async ValueTask<byte[]> ReadAsync(HttpContext context)
    {
        if (context.Items.TryGetValue(ItemKey, out var known))
            return (byte[])known!;
        var tooLarge = new Error(ErrorCodes.PayloadTooLarge, "The request is larger than 1 MiB.");
        if (context.Request.ContentLength > MaxBytes)
            throw new RequestRefusedException(tooLarge);
        using var buffer = new MemoryStream((int)(context.Request.ContentLength ?? 0));
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(chunk, context.RequestAborted)) > 0)
        {
            if (buffer.Length + read > MaxBytes)
                throw new RequestRefusedException(tooLarge);
            buffer.Write(chunk, 0, read);
        }

        var bytes = buffer.ToArray();
        context.Items[ItemKey] = bytes;
        return bytes;
    }
}
