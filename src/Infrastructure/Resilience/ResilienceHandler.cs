namespace TaskFlow.Infrastructure.Resilience;

/// <summary>The only handler before the socket: runs each request through the pipeline of its dependency (C-1.3).</summary>
internal sealed class ResilienceHandler(OutgoingPipelines pipelines) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = OutgoingCall.Of(request);
        var content = request.Content is null ? null : new WrittenContent(request.Content);
        request.Content = content;
        var attempt = await pipelines.RunAsync(
            call,
            token => TryAsync(call, request, content, token, cancellationToken),
            cancellationToken
        );
        request.Options.Set(OutgoingCall.Outcome, attempt.Outcome!);
        return attempt.Response ?? throw new CallFailedException(attempt.Outcome!);
    }

    private async ValueTask<Attempt> TryAsync(
        OutgoingCall call,
        HttpRequestMessage request,
        WrittenContent? content,
        CancellationToken cancellationToken,
        CancellationToken caller
    )
    {
        content?.Rewind();
        try
        {
            return new Attempt(Verdict: null, await base.SendAsync(request, cancellationToken));
        }
        catch (OperationCanceledException) when (caller.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException error)
        {
            // Our token ends the wait for an answer, the socket's own clock the wait for a connection.
            ResilienceMetrics.CountTimeout(call.Dependency, cancellationToken.IsCancellationRequested ? "answer" : "connect");
            return new Attempt(WireFailure.Read(error, content));
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return new Attempt(WireFailure.Read(error, content));
        }
    }
}
