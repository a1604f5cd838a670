using TaskFlow.Application.Common.Paging;
using TaskFlow.Application.Integrations;
using TaskFlow.Domain.Integrations;
using TaskFlow.WebApi.Http;
using TaskFlow.WebApi.OpenApi;

namespace TaskFlow.WebApi.Endpoints;

internal static class IntegrationEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var integrations = api.MapGroup("/organizations/{organizationId:guid}/integrations").WithTags("Integrations");
        integrations
            .MapGet("", ListAsync)
            .Answers<Page<IntegrationView>>("ListIntegrations")
            .WithQuery(QueryParameter.Limit, QueryParameter.Cursor);
        integrations.MapPost("", CreateAsync).Answers<NewIntegrationAnswer>("CreateIntegration", 201);
        integrations.MapGet("/{integrationId:guid}", GetAsync).Answers<IntegrationView>("GetIntegration").Produces(304);
        integrations.MapPatch("/{integrationId:guid}", UpdateAsync).Answers<IntegrationView>("UpdateIntegration");
        integrations.MapDelete("/{integrationId:guid}", DeleteAsync).AnswersNothing("DeleteIntegration");
        api.MapPost("/integrations/{integrationId:guid}/test", TestAsync)
            .WithTags("Integrations")
            .Answers<ConnectionTested>("TestIntegration");
        api.MapPost("/integrations/{integrationId:guid}/rotate-secret", RotateAsync)
            .WithTags("Integrations")
            .Answers<RotatedSecretAnswer>("RotateSecret");
    }

    private static Task<IResult> ListAsync(Guid organizationId, Query query, Api api) =>
        api.AskAsync(new ListIntegrations(organizationId, query.Page()), page => Answer.Ok(page));

    private static Task<IResult> GetAsync(Guid organizationId, Guid integrationId, Api api) =>
        api.AskAsync(new GetIntegration(organizationId, integrationId), i => Answer.Ok(i, i.Version));

    private static Task<IResult> CreateAsync(Guid organizationId, JsonBody<NewIntegration> body, Api api)
    {
        var values = new Values();
        var kind = values.Choice<IntegrationKind>(body.Value.Kind ?? "", "/kind");
        var first = new IntegrationEdit(
            body.Value.Name,
            body.Value.Enabled,
            values.Ids(body.Value.ProjectIds, "/project_ids"),
            body.Value.Events,
            body.Value.Config
        );
        values.ThrowIfAny();
        return api.SendAsync(
            new CreateIntegration(organizationId, kind!.Value, first, Given(body.Value.Secrets)),
            created =>
            {
                var answer = NewIntegrationAnswer.From(created.Integration, created.SigningSecret?.Text);
                return new Answer(StatusCodes.Status201Created, answer)
                {
                    Location = $"/api/organizations/{organizationId}/integrations/{answer.Id}",
                    Version = answer.Version,
                    StoredBody = answer with { SigningSecret = null },
                };
            }
        );
    }

    private static Task<IResult> UpdateAsync(
        Guid organizationId,
        Guid integrationId,
        JsonBody<IntegrationPatch> body,
        HttpContext context,
        Api api
    )
    {
        var values = new Values();
        var patch = body.Value;
        var edit = new IntegrationEdit(
            patch.Name,
            patch.Enabled,
            patch.ProjectIds is { } ids ? values.Ids(ids, "/project_ids") : null,
            patch.Events,
            patch.Config
        );
        values.ThrowIfAny();
        var version = ETags.BaseVersion(context, patch.Version);
        return api.SendAsync(
            new UpdateIntegration(organizationId, integrationId, edit, Given(patch.Secrets), version),
            i => Answer.Ok(i, i.Version)
        );
    }

    private static Task<IResult> DeleteAsync(Guid organizationId, Guid integrationId, Api api) =>
        api.SendAsync(new DeleteIntegration(organizationId, integrationId), _ => Answer.NoContent);

    private static Task<IResult> TestAsync(Guid integrationId, OptionalJsonBody<NoValues> body, Api api) =>
        api.SendAsync(new TestIntegration(integrationId), tested => Answer.Ok(tested));

    private static Task<IResult> RotateAsync(Guid integrationId, OptionalJsonBody<NoValues> body, Api api) =>
        api.SendAsync(
            new RotateSecret(integrationId),
            rotated =>
            {
                var answer = new RotatedSecretAnswer(rotated.Id, rotated.Secret.Text, rotated.PreviousExpiresAt, rotated.Version);
                return Answer.Ok(answer, answer.Version) with { StoredBody = answer with { SigningSecret = null } };
            }
        );

    /// <summary>A secret that is null was not given.</summary>
    private static GivenSecrets Given(IReadOnlyDictionary<string, string?>? secrets) =>
        new(
            (secrets ?? new Dictionary<string, string?>(StringComparer.Ordinal))
                .Where(s => s.Value is not null)
                .ToDictionary(s => s.Key, s => s.Value!, StringComparer.Ordinal)
        );
}

/// <param name="Events">Types of events, or <c>*</c> alone.</param>
/// <param name="Secrets">Written, never read.</param>
internal sealed record NewIntegration(
    string? Kind,
    string? Name,
    bool? Enabled,
    IReadOnlyList<string>? ProjectIds,
    IReadOnlyList<string>? Events,
    IReadOnlyDictionary<string, string?>? Config,
    IReadOnlyDictionary<string, string?>? Secrets
);

internal sealed record IntegrationPatch(
    string? Name,
    bool? Enabled,
    IReadOnlyList<string>? ProjectIds,
    IReadOnlyList<string>? Events,
    IReadOnlyDictionary<string, string?>? Config,
    IReadOnlyDictionary<string, string?>? Secrets,
    int? Version
);

/// <param name="SigningSecret">Of a webhook: only in the first answer, null in a replay.</param>
internal sealed record NewIntegrationAnswer(
    Guid Id,
    string? SigningSecret,
    IntegrationKind Kind,
    string Name,
    bool Enabled,
    IReadOnlyList<Guid> ProjectIds,
    IReadOnlyList<string> Events,
    IReadOnlyDictionary<string, string> Config,
    IntegrationStatus Status,
    string? StatusReason,
    int Version,
    Guid CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    public static NewIntegrationAnswer From(IntegrationView i, string? signingSecret) =>
        new(
            i.Id,
            signingSecret,
            i.Kind,
            i.Name,
            i.Enabled,
            i.ProjectIds,
            i.Events,
            i.Config,
            i.Status,
            i.StatusReason,
            i.Version,
            i.CreatedBy,
            i.CreatedAt,
            i.UpdatedAt
        );
}

/// <param name="SigningSecret">The new one: only in the first answer, null in a replay.</param>
/// <param name="PreviousExpiresAt">Until then messages are signed with the one before it too.</param>
internal sealed record RotatedSecretAnswer(Guid Id, string? SigningSecret, DateTimeOffset PreviousExpiresAt, int Version);
