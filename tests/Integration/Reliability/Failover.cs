namespace TaskFlow.Integration.Reliability;

/// <summary>What a load balancer without health checks does for a client: the next node when one does not answer.</summary>
internal sealed class Failover(IReadOnlyList<Uri> nodes, int first) : DelegatingHandler(new SocketsHttpHandler())
{
    private int current = first;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var node = nodes[current % nodes.Count];
        request.RequestUri = new Uri(node, request.RequestUri!.PathAndQuery);
        try
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if ((int)answer.StatusCode >= 500)
                current++;
            return answer;
        }
        catch (Exception)
        {
            current++;
            throw;
        }
    }
}
