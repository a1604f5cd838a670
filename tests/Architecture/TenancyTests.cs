using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Architecture.Support;
using TaskFlow.Domain.Common;
using TaskFlow.Infrastructure.Persistence;

namespace TaskFlow.Architecture;

/// <summary>The first lock of tenancy. The second, row-level security, and the write guard are tested on the real database.</summary>
public sealed class TenancyTests
{
    /// <summary>They carry an organization, and are read before it is known: whose row it is decides the key, the lease or the router.</summary>
    private static readonly string[] ReadBeforeATenantIsKnown = ["OutboxMessage", "IdempotencyRecord", "ImportJob"];

    private static readonly IModel Model = ReadModel();

    [Fact]
    public void TenantOwnedEntity_HasTheTenantFilter()
    {
        var owned = Rule.Subjects(Model.GetEntityTypes().Where(e => typeof(ITenantOwned).IsAssignableFrom(e.ClrType)), 10);
        Rule.HasNoBreaches(owned.Where(e => !IsFilteredByTenant(e)).Select(e => e.ClrType.Name), "a tenant sees its own rows only");
    }

    [Fact]
    public void EntityWithAnOrganization_IsFiltered_OrExemptByName()
    {
        var carriers = Rule.Subjects(Model.GetEntityTypes().Where(e => e.FindProperty("OrganizationId") is not null), 12);
        var unfiltered = carriers.Where(e => !IsFilteredByTenant(e)).Select(e => e.ClrType.Name);
        unfiltered.Should().BeEquivalentTo(ReadBeforeATenantIsKnown);
    }

    /// <summary>A filter over a member that is not mapped throws at the first query, and only there.</summary>
    [Fact]
    public void Filters_AreTranslated()
    {
        using var context = NewContext();
        var filtered = Rule.Subjects(Model.GetEntityTypes().Where(IsFilteredByTenant), 12);
        foreach (var entity in filtered)
            SqlOf(context, entity.ClrType).Should().Contain("= ANY", $"{entity.ClrType.Name} is filtered in the database");
    }

    [Fact]
    public void EveryTenantOwnedClass_IsMapped()
    {
        var classes = Rule.Subjects(
            typeof(ITenantOwned).Assembly.GetTypes().Where(t => t.IsClass && typeof(ITenantOwned).IsAssignableFrom(t)),
            10
        );
        Rule.HasNoBreaches(
            classes.Where(c => Model.FindEntityType(c) is null).Select(c => c.Name),
            "an entity without a table is dead code"
        );
    }

    /// <summary>Puts the tenant filter aside: only where memberships and invitations decide who somebody is.</summary>
    [Fact]
    public void TenantFilter_IsIgnoredNowhereElse()
    {
        var users = Rule.Subjects(
            Repository
                .Sources("src", ".cs")
                .Where(f => Regex.IsMatch(File.ReadAllText(Repository.PathTo(f)), @"IgnoreQueryFilters\((\[[^\]]*TenantFilter|\s*\))"))
                .Select(Path.GetFileNameWithoutExtension)
        );
        users
            .Should()
            .BeSubsetOf([
                "ScopeResolver",
                "AcceptInvitation",
                "ListOrganizations",
                "GetMe",
                "Identities",
                "Register",
                "CreateOrganization",
                "DemoData",
            ]);
    }

    private static bool IsFilteredByTenant(IReadOnlyEntityType entity) =>
        entity
            .FindDeclaredQueryFilter(IAppDbContext.TenantFilter)
            ?.Expression?.ToString()
            .Contains(nameof(AppDbContext.Tenants), StringComparison.Ordinal) == true;

    private static string SqlOf(AppDbContext context, Type entity) =>
        (string)
            typeof(TenancyTests)
                .GetMethod(nameof(SqlOfSet), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(entity)
                .Invoke(null, [context])!;

    private static string SqlOfSet<T>(AppDbContext context)
        where T : class => context.Set<T>().ToQueryString();

    private static AppDbContext NewContext() => new(new DbContextOptionsBuilder<AppDbContext>().UseNpgsql("Host=127.0.0.1").Options);

    private static IModel ReadModel()
    {
        using var context = NewContext();
        return context.Model;
    }
}
