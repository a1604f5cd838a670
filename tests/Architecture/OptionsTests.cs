using System.Reflection;
using Microsoft.Extensions.Configuration;
using TaskFlow.Architecture.Support;
using TaskFlow.Infrastructure.Configuration;

namespace TaskFlow.Architecture;

/// <summary>Every option is bound and validated before anything starts, and nobody reads configuration past them.</summary>
public sealed class OptionsTests
{
    private const string Nonsense = "§ nonsense";

    /// <summary>Any text is a value of these; whether it works is said by the first use (paths, connections, names).</summary>
    public static TheoryData<string> Checked =>
        [
            .. Leaves(typeof(TaskFlowOptions), TaskFlowOptions.SectionName)
                .Where(l => l.Property.PropertyType != typeof(string) && !IsFreeList(l.Property))
                .Select(l => l.Key),
        ];

    [Theory]
    [MemberData(nameof(Checked))]
    public void Option_WithNonsense_IsNamedAtStart(string key)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["TaskFlow:Roles"] = "api", [key] = Nonsense };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var result = TaskFlowOptions.Load(configuration, development: false);
        result.Options.Should().BeNull();
        result.Errors.Should().ContainSingle().Which.Should().Contain(key);
    }

    [Fact]
    public void OptionsClass_IsReachableFromTheRoot()
    {
        var classes = Rule.Subjects(
            typeof(TaskFlowOptions).Assembly.GetTypes().Where(t => t.Name.EndsWith("Options", StringComparison.Ordinal) && t.IsPublic),
            10
        );
        var reached = Sections(typeof(TaskFlowOptions)).Append(typeof(TaskFlowOptions)).Distinct();
        // The pipelines of the outside world are bound by name, with defaults of their own.
        classes
            .Where(t => t.Name is not "PipelineOptions")
            .Except(reached)
            .Select(t => t.Name)
            .Should()
            .BeEmpty("an option nobody binds is a lie");
    }

    [Fact]
    public void Configuration_IsReadInOnePlace()
    {
        string[] reading = ["get_Item", "GetValue", "GetSection", "Get", "Bind", "GetConnectionString"];
        var readers =
            from layer in new[] { "Application", "Infrastructure", "Workers", "WebApi" }
            from type in Code.TypesOf(layer)
            from call in type.Calls()
            where
                call.DeclaringType.FullName
                    is "Microsoft.Extensions.Configuration.IConfiguration"
                        or "Microsoft.Extensions.Configuration.ConfigurationBinder"
            where reading.Contains(call.Name, StringComparer.Ordinal)
            select type.Outermost().FullName;
        // The node's address and logging are ASP.NET Core's own settings; the lifeline is told by the process that starts it.
        string[] allowed = ["TaskFlow.WebApi.Hosting.NodeHost", "TaskFlow.WebApi.Hosting.Lifeline"];
        Rule.Subjects(readers)
            .Where(r => !r.StartsWith("TaskFlow.Infrastructure.Configuration.", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .Except(allowed, StringComparer.Ordinal)
            .Should()
            .BeEmpty("options are bound once and checked at start");
    }

    private static IEnumerable<(string Key, PropertyInfo Property)> Leaves(Type type, string path) =>
        type.GetProperties()
            .Where(p => p.SetMethod is { IsPublic: true })
            .SelectMany(p =>
                OptionsBinder.IsSection(p.PropertyType) ? Leaves(p.PropertyType, $"{path}:{p.Name}") : [($"{path}:{p.Name}", p)]
            );

    private static IEnumerable<Type> Sections(Type type) =>
        type.GetProperties().Select(p => p.PropertyType).Where(OptionsBinder.IsSection).SelectMany(t => Sections(t).Append(t));

    private static bool IsFreeList(PropertyInfo property) =>
        typeof(IEnumerable<string>).IsAssignableFrom(property.PropertyType) && property.GetCustomAttribute<OneOfAttribute>() is null;
}
