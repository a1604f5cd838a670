using System.Text.Json;

namespace TaskFlow.Integration.Support;

/// <summary>Reading answers. A status that was not expected fails with the body, which says why.</summary>
public static class Answers
{
    public static async Task<JsonElement> ReadAsync(this Task<HttpResponseMessage> sending, int status)
    {
        using var response = await sending;
        return await response.ReadAsync(status);
    }

    public static async Task<JsonElement> ReadAsync(this HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync();
        if ((int)response.StatusCode != status)
            throw new Xunit.Sdk.XunitException(
                $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.PathAndQuery}: expected {status}, got {(int)response.StatusCode}\n{text}"
            );
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>The only way to assert a refusal: by status and code together. Returns the problem.</summary>
    public static async Task<JsonElement> ShouldBeProblemAsync(this Task<HttpResponseMessage> sending, int status, string code)
    {
        using var response = await sending;
        var problem = await response.ReadAsync(status);
        response.Content.Headers.ContentType?.MediaType.Should().Be("application/problem+json");
        problem.GetProperty("error_code").GetString().Should().Be(code, problem.ToString());
        problem.GetProperty("status").GetInt32().Should().Be(status);
        return problem;
    }
}
