using System.Text.Json;

namespace TaskFlow.Integration.Contract;

/// <summary>The committed contract; that the running application says the same is a test of its own.</summary>
internal static class OpenApi
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    private static readonly Lazy<IReadOnlyDictionary<string, Operation>> ById = new(() =>
        Read().ToDictionary(o => o.Id, StringComparer.Ordinal)
    );

    public static string File { get; } = Path.Combine(FindRoot(), "docs", "openapi.json");

    public static IReadOnlyDictionary<string, Operation> Operations => ById.Value;

    public static TheoryData<string> Ids(Func<Operation, bool> which) => [.. Operations.Values.Where(which).Select(o => o.Id)];

    private static IEnumerable<Operation> Read()
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllText(File));
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in path.Value.EnumerateObject().Where(m => Methods.Contains(m.Name, StringComparer.Ordinal)))
                yield return Parse(method.Name.ToUpperInvariant(), path.Name, method.Value);
        }
    }

    private static Operation Parse(string method, string path, JsonElement operation)
    {
        var media = operation.TryGetProperty("requestBody", out var body)
            ? body.GetProperty("content").EnumerateObject().First().Name
            : null;
        var isRequired = media is not null && body.TryGetProperty("required", out var required) && required.GetBoolean();
        var statuses = operation.GetProperty("responses").EnumerateObject().Select(r => int.Parse(r.Name, null)).ToHashSet();
        return new Operation(operation.GetProperty("operationId").GetString()!, method, path, media, isRequired, statuses);
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !System.IO.File.Exists(Path.Combine(directory.FullName, "TaskFlow.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("The tests run from inside the repository.");
    }
}

/// <param name="Media">Of the body it takes; null = none.</param>
internal sealed record Operation(string Id, string Method, string Path, string? Media, bool NeedsBody, IReadOnlySet<int> Statuses)
{
    private static readonly string[] Open =
    [
        "Register",
        "Login",
        "Logout",
        "GetProviders",
        "ForgotPassword",
        "ResetPassword",
        "VerifyEmail",
    ];

    /// <summary>Answers also who is not signed in.</summary>
    public bool IsOpen => Open.Contains(Id, StringComparer.Ordinal);

    public bool IsWrite => Method != "GET";

    public bool TakesJson => Media == "application/json";
}
