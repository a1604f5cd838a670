using TaskFlow.Architecture.Support;

namespace TaskFlow.Architecture;

/// <summary>References point inward only: Domain ← Application ← Infrastructure ← Workers ← WebApi (architecture.md, "Layers").</summary>
public sealed class LayerTests
{
    /// <summary>What each layer may refer to besides the base library.</summary>
    public static TheoryData<string, string[]> Allowed =>
        new()
        {
            { "Domain", [] },
            {
                "Application",
                [
                    "TaskFlow.Domain",
                    "MediatR",
                    "FluentValidation",
                    "Microsoft.EntityFrameworkCore",
                    "Microsoft.EntityFrameworkCore.Abstractions",
                    "Microsoft.Extensions.DependencyInjection.Abstractions",
                    "Microsoft.Extensions.Caching.Abstractions",
                    "Microsoft.Extensions.Caching.Memory",
                    "Microsoft.Extensions.Options",
                    "Microsoft.Extensions.Primitives",
                ]
            },
            {
                "Infrastructure",
                [
                    "TaskFlow.Domain",
                    "TaskFlow.Application",
                    "MediatR",
                    "Microsoft.*",
                    "Npgsql*",
                    "CsvHelper",
                    "StackExchange.Redis",
                    "Polly.Core",
                    "MailKit",
                    "MimeKit",
                    "OpenTelemetry*",
                    "Quartz",
                ]
            },
            {
                "Workers",
                ["TaskFlow.Domain", "TaskFlow.Application", "TaskFlow.Infrastructure", "MediatR", "Microsoft.*", "Npgsql*", "Quartz"]
            },
            { "WebApi", ["TaskFlow.*", "MediatR", "Microsoft.*", "Npgsql*", "Swashbuckle.*"] },
        };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Layer_References_PointInward(string layer, string[] allowed)
    {
        var references = Rule.Subjects(Code.Layer(layer).MainModule.AssemblyReferences.Select(r => r.Name));
        Rule.HasNoBreaches(
            references.Where(name => !IsBaseLibrary(name) && !allowed.Any(pattern => Matches(name, pattern))),
            $"{layer} may refer to: {string.Join(", ", allowed)}"
        );
    }

    [Fact]
    public void Http_IsKnownToTheOuterLayersOnly()
    {
        var inner = Rule.Subjects(new[] { "Domain", "Application", "Infrastructure" }.SelectMany(Code.TypesOf), 100);
        var breaches =
            from type in inner
            from used in type.References()
            where used.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
            // The password hasher and the encryption of secrets are not HTTP.
            where !used.StartsWith("Microsoft.AspNetCore.Identity.", StringComparison.Ordinal)
            where !used.StartsWith("Microsoft.AspNetCore.DataProtection.", StringComparison.Ordinal)
            select $"{type.Outermost().FullName} uses {used}";
        Rule.HasNoBreaches(breaches, "HTTP belongs to WebApi");
    }

    private static bool IsBaseLibrary(string name) =>
        name is "netstandard" or "mscorlib" || name == "System" || name.StartsWith("System.", StringComparison.Ordinal);

    private static bool Matches(string name, string pattern) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern.TrimEnd('*'), StringComparison.Ordinal) : name == pattern;
}
