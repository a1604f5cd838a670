using TaskFlow.Infrastructure.Configuration;
using TaskFlow.Infrastructure.Embedded;
using TaskFlow.WebApi.Hosting;

namespace TaskFlow.WebApi.Commands;

/// <summary>What every command needs: the checked configuration and a way to the database.</summary>
internal sealed class OperatorContext : IAsyncDisposable
{
    private readonly EmbeddedSession? session;

    private OperatorContext(TaskFlowOptions options, EmbeddedSession? session) => (Options, this.session) = (options, session);

    public TaskFlowOptions Options { get; }

    /// <summary>The embedded PostgreSQL, when it is the one in use.</summary>
    public EmbeddedSession? Embedded => session;

    public string ConnectionString => session?.ConnectionString ?? Options.Database.Connection;

    /// <summary>Configuration as the server reads it: files, environment, command line.</summary>
    /// <exception cref="ConfigurationException">A value is wrong.</exception>
    public static ConfigurationResult LoadConfiguration()
    {
        var builder = WebApplication.CreateBuilder();
        return TaskFlowOptions.Load(builder.Configuration, builder.Environment.IsDevelopment());
    }

    public static async Task<OperatorContext> OpenAsync(CancellationToken cancellationToken)
    {
        var result = LoadConfiguration();
        var options = result.Options ?? throw new ConfigurationException(result.Errors);
        using var logging = LoggerFactory.Create(builder =>
            builder.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
        );
        var opened = options.UsesEmbeddedDatabase
            ? await EmbeddedSession.OpenAsync(options.Data, logging.CreateLogger("TaskFlow"), cancellationToken)
            : null;
        return new OperatorContext(options, opened);
    }

    /// <summary>To standard error: standard output is the answer of the command.</summary>
    public static ILoggerFactory CreateLogging() =>
        LoggerFactory.Create(builder => builder.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));

    /// <summary>Runs a command; see <see cref="OperatorException.Covers"/>.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception error) when (OperatorException.Covers(error))
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }

    public ValueTask DisposeAsync() => session?.DisposeAsync() ?? ValueTask.CompletedTask;
}
