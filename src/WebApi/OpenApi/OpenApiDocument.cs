using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using TaskFlow.Application.Common;

namespace TaskFlow.WebApi.OpenApi;

/// <summary>The one OpenAPI document, at <c>/swagger/v1/swagger.json</c> in every environment; a committed copy is <c>docs/openapi.json</c>.</summary>
internal static class OpenApiDocument
{
    /// <summary>Swagger UI's logo brings a style element; a later version of it has another hash, and SwaggerTests goes red.</summary>
    private const string LogoStyle = "'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='";

    public static void AddOpenApiDocument(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options => Json.Configure(options.SerializerOptions));
        services.AddEndpointsApiExplorer();
        services.AddSingleton<ISerializerDataContractResolver, OptionalContracts>();
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc("v1", new OpenApiInfo { Title = "TaskFlow", Version = "v1" });
            options.CustomSchemaIds(SchemaNames.Of);
            options.SupportNonNullableReferenceTypes();
            options.OperationFilter<QueryParameterFilter>();
            options.OperationFilter<HeaderFilter>();
            options.AddSecurityDefinition("token", new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" });
        });
    }

    public static void MapOpenApiDocument(this WebApplication app) =>
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/swagger", StringComparison.Ordinal),
            swagger =>
            {
                swagger.Use(AllowLogoStyle);
                swagger.UseSwagger();
                swagger.UseSwaggerUI(options =>
                {
                    options.SwaggerEndpoint("/swagger/v1/swagger.json", "TaskFlow");
                    options.DocumentTitle = "TaskFlow API";
                });
            }
        );

    private static Task AllowLogoStyle(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = $"{headers.ContentSecurityPolicy}; style-src 'self' {LogoStyle}";
        return next(context);
    }
}
