using System.Globalization;

namespace TaskFlow.Infrastructure.Embedded;

/// <summary>Settings given on the command line, where neither postgresql.conf nor ALTER SYSTEM can undo them.</summary>
internal static class PostgresSettings
{
    /// <summary>What the promises of durability and of a bounded wait rest on (reliability 3.5).</summary>
    public static Dictionary<string, string> Durable(int port) =>
        new(StringComparer.Ordinal)
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = port.ToString(CultureInfo.InvariantCulture),
            ["unix_socket_directories"] = "",
            ["max_connections"] = "200",
            ["shared_buffers"] = "256MB",
            ["fsync"] = "on",
            ["full_page_writes"] = "on",
            ["synchronous_commit"] = "on",
            ["max_slot_wal_keep_size"] = "1GB",
            ["idle_in_transaction_session_timeout"] = "15s",
            ["idle_session_timeout"] = "0",
            ["shared_preload_libraries"] = "pg_stat_statements",
            ["track_io_timing"] = "on",
            ["log_lock_waits"] = "on",
            ["log_min_duration_statement"] = "1s",
            ["log_timezone"] = "UTC",
            ["timezone"] = "UTC",
            // Requests are short and hot; compiling them costs more than it saves.
            ["jit"] = "off",
            // A week of logs, one file per day, in the data directory.
            ["logging_collector"] = "on",
            ["log_directory"] = "log",
            ["log_filename"] = "postgresql-%a.log",
            ["log_rotation_age"] = "1d",
            ["log_rotation_size"] = "0",
            ["log_truncate_on_rotation"] = "on",
        };

    /// <summary>For clusters that are thrown away: the same server, but nothing is forced to disk.</summary>
    public static Dictionary<string, string> Disposable(int port) =>
        new(Durable(port), StringComparer.Ordinal)
        {
            ["fsync"] = "off",
            ["full_page_writes"] = "off",
            ["max_connections"] = "400",
            ["logging_collector"] = "off",
        };
}
