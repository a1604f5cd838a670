using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using TaskFlow.WebApi.Http;

namespace TaskFlow.WebApi.OpenApi;

/// <summary>The query parameters that a route declares.</summary>
internal sealed class QueryParameterFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var declared = context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<QueryParameters>().SelectMany(p => p.All);
        foreach (var parameter in declared)
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(
                new OpenApiParameter
                {
                    Name = parameter.Name,
                    In = ParameterLocation.Query,
                    Description = parameter.Description,
                    Schema = SchemaOf(parameter.Type),
                }
            );
        }
    }

    private static OpenApiSchema SchemaOf(string type) =>
        type switch
        {
            "integer" => new OpenApiSchema { Type = JsonSchemaType.Integer },
            "boolean" => new OpenApiSchema { Type = JsonSchemaType.Boolean },
            "uuid" or "date" or "date-time" => new OpenApiSchema { Type = JsonSchemaType.String, Format = type },
            _ => new OpenApiSchema { Type = JsonSchemaType.String },
        };
}

/// <summary>The headers that belong to methods, not to single routes.</summary>
internal sealed class HeaderFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var method = context.ApiDescription.HttpMethod;
        if (method is "GET" or "HEAD" or null)
            return;
        Add(operation, "Idempotency-Key", "16–255 visible ASCII characters. The same key again: the same answer, no second effect.");
        if (method is "PATCH" or "PUT" || context.ApiDescription.RelativePath?.EndsWith("/move", StringComparison.Ordinal) == true)
            Add(operation, "If-Match", "The version that was edited: \"7\".");
    }

    private static void Add(OpenApiOperation operation, string name, string description)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(
            new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Header,
                Description = description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            }
        );
    }
}
