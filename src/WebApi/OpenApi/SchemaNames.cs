namespace TaskFlow.WebApi.OpenApi;

/// <summary>The words of the contract instead of our class names: TaskView → Task, Page of TaskView → TaskPage.</summary>
internal static class SchemaNames
{
    private static readonly string[] Endings = ["View", "Body"];

    public static string Of(Type type)
    {
        if (type.IsGenericType)
            return string.Concat(type.GetGenericArguments().Select(Of)) + type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];
        foreach (var ending in Endings)
        {
            if (type.Name.Length > ending.Length && type.Name.EndsWith(ending, StringComparison.Ordinal))
                return type.Name[..^ending.Length];
        }

        return type.Name;
    }
}
