using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MediatR;
using TaskFlow.Application.Common;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Behaviors;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Domain.Common;

namespace TaskFlow.WebApi.Http;

/// <summary>The way from an endpoint into the pipeline and back: three lines per endpoint, no logic in them.</summary>
internal sealed class Api(IMediator mediator, IdempotentRequest idempotent, IHttpContextAccessor accessor)
{
    private const string KeyHeader = "Idempotency-Key";

    private HttpContext Context => accessor.HttpContext!;

    /// <summary>A query.</summary>
    public async Task<IResult> AskAsync<T>(IQuery<T> query, Func<T, Answer> answer)
        where T : notnull
    {
        var result = await mediator.Send(query, Context.RequestAborted);
        if (result.IsFailure)
            return new ProblemResult(result.Refusal);
        var found = answer(result.Value);
        return found.Version is { } version && ETags.Matches(Context, version)
            ? new BytesResult(new RenderedAnswer(StatusCodes.Status304NotModified, (found with { Body = null }).Headers(), []), false)
            : new BytesResult(Render(found), false);
    }

    /// <summary>A query whose answer is written as it is read.</summary>
    public async Task<IResult> StreamAsync<T>(IQuery<T> query, Func<T, IResult> answer)
    {
        var result = await mediator.Send(query, Context.RequestAborted);
        return result.IsFailure ? new ProblemResult(result.Refusal) : answer(result.Value);
    }

    /// <summary>A command: its answer is rendered inside the transaction, so that what is stored is what was sent.</summary>
    /// <param name="ignoresKey">For register and login, which ignore the header (api.md).</param>
    public async Task<IResult> SendAsync<T>(ICommand<T> command, Func<T, Answer> answer, bool ignoresKey = false)
        where T : notnull
    {
        if (!ignoresKey)
            await ReadKeyAsync();
        idempotent.Render = value => Rendered(answer((T)value));
        var result = await mediator.Send(command, Context.RequestAborted);
        if (idempotent.Answer is { } done && (!result.IsFailure || result.Refusal == AnsweredBefore.Marker))
            return new BytesResult(done, idempotent.IsReplay);
        return new ProblemResult(result.Refusal!);
    }

    /// <summary>A task by id or by readable key; anything else does not exist.</summary>
    public ResourceRef Task(string task)
    {
        if (Guid.TryParseExact(task, "D", out var id))
            return ResourceRef.Task(id);
        var key = TaskKey.Parse(task) ?? throw RequestRefusedException.NotFound("Task");
        return ResourceRef.Task(key, new Query(Context.Request.Query).Id(QueryParameter.OrganizationId.Name));
    }

    private static (RenderedAnswer, RenderedAnswer) Rendered(Answer answer)
    {
        var sent = Render(answer);
        return answer.StoredBody is null ? (sent, sent) : (sent, Render(answer with { Body = answer.StoredBody }));
    }

    private static RenderedAnswer Render(Answer answer) =>
        new(answer.Status, answer.Headers(), answer.Body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(answer.Body, Json.Options));

    private async Task ReadKeyAsync()
    {
        var sent = Context.Request.Headers[KeyHeader];
        if (sent.Count == 0)
            return;
        var key = sent.Count == 1 ? sent[0]! : "";
        if (key.Length is < 16 or > 255 || key.Any(c => c is < '!' or > '~'))
            throw RequestRefusedException.Parameter(
                KeyHeader,
                "not_a_key",
                "An Idempotency-Key has 16–255 visible ASCII characters; a UUID is a good one."
            );
        Context.Response.Headers[KeyHeader] = key;
        idempotent.Key = key;
        if (idempotent.Fingerprint.Length == 0)
            idempotent.Fingerprint = await FingerprintAsync();
    }

    /// <summary>Raw bytes, not parsed JSON: a client that resends must resend the same bytes (C-3a.3).</summary>
    private async Task<byte[]> FingerprintAsync()
    {
        var request = Context.Request;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (
            var part in new[]
            {
                request.Method,
                request.Path.Value,
                request.QueryString.Value,
                request.ContentType,
                request.Headers.IfMatch.ToString(),
            }
        )
            Append(hash, Encoding.UTF8.GetBytes(part ?? ""));
        Append(hash, await RequestBody.ReadAsync(Context));
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, byte[] part)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}

/// <summary>An answer as it was rendered, sent now or replayed.</summary>
internal sealed class BytesResult(RenderedAnswer answer, bool isReplay) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;
        if (isReplay)
            response.Headers["Idempotency-Replayed"] = "true";
        if (answer.Body.Length == 0)
            return Task.CompletedTask;
        response.ContentLength = answer.Body.Length;
        return response.Body.WriteAsync(answer.Body, httpContext.RequestAborted).AsTask();
    }
}

internal sealed class ProblemResult(Error error) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => Problems.WriteAsync(httpContext, error);
}
