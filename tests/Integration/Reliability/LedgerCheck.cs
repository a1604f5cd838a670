using System.Globalization;
using TaskFlow.Integration.Support;

namespace TaskFlow.Integration.Reliability;

/// <summary>Compares what was acknowledged with what the database holds (I1, I2, I4, I5, I6 of the rig).</summary>
internal static class LedgerCheck
{
    public static async Task VerifyAsync(string superuser, Ledger ledger)
    {
        var creates = ledger.Entries.Where(entry => entry.Kind == "create").ToList();
        var patches = ledger.Entries.Where(entry => entry.Kind == "patch").ToList();
        creates.Select(entry => entry.Task).Should().OnlyHaveUniqueItems("two acknowledged creates are two tasks");
        await ShouldBeAsync("SELECT count(*) FROM tasks", creates.Count, "every acknowledged task is there, and no other");
        await ShouldBeAsync("SELECT count(DISTINCT split_part(title, ' edit', 1)) FROM tasks", creates.Count, "no request made two tasks");
        await ShouldBeAsync("SELECT coalesce(sum(version - 1), 0) FROM tasks", patches.Count, "every acknowledged edit was done once");
        await ShouldBeAsync("SELECT count(*) FROM activity WHERE type = 'task.created'", creates.Count, "each creation is logged once");
        await ShouldBeAsync(
            "SELECT count(*) FROM activity WHERE type IN ('task.updated', 'task.moved')",
            patches.Count,
            "each edit is logged once"
        );
        await ShouldBeAsync(
            "SELECT count(*) FROM tasks t WHERE version <> (SELECT max(resource_version) FROM activity a WHERE a.resource_id = t.id)",
            0,
            "state and log agree"
        );
        await ShouldBeAsync(
            """
            SELECT count(*) FROM project_feeds AS feed
            WHERE head <> (SELECT count(*) FROM activity AS a WHERE a.project_id = feed.project_id)
               OR head <> (SELECT max(seq) FROM activity AS a WHERE a.project_id = feed.project_id)
            """,
            0,
            "the log has no gap"
        );

        async Task ShouldBeAsync(string sql, long expected, string because) =>
            long.Parse((await Sql.ScalarAsync(superuser, sql))!, CultureInfo.InvariantCulture).Should().Be(expected, because);
    }
}
