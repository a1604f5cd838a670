using FluentValidation;
using MediatR;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Identity;

namespace TaskFlow.Application.Identity;

/// <param name="Scopes">Null = all that the user may do.</param>
public sealed record CreateToken(string Name, IReadOnlyList<string>? Scopes, DateTimeOffset? ExpiresAt) : ICommand<CreatedToken>
{
    public AccessRule Access => AccessRule.Session;
}

/// <param name="Secret">Shown here and never again.</param>
public sealed record CreatedToken(TokenView Token, Secret Secret);

internal sealed class CreateTokenRules : AbstractValidator<CreateToken>
{
    private const int NameMaxLength = 100;

    public CreateTokenRules()
    {
        RuleFor(c => c.Name).Name(NameMaxLength);
        RuleFor(c => c.Scopes)
            .Must(scopes => scopes is null || (scopes.Count > 0 && scopes.All(s => TokenScopes.All.Contains(s, StringComparer.Ordinal))))
            .WithErrorCode("not_allowed")
            .WithMessage($"Scopes are one or more of: {string.Join(", ", TokenScopes.All)}.");
    }
}

internal sealed class CreateTokenHandler(IAppDbContext db, Actor actor, TimeProvider clock)
    : IRequestHandler<CreateToken, Result<CreatedToken>>
{
    public Task<Result<CreatedToken>> Handle(CreateToken request, CancellationToken cancellationToken) =>
        Task.FromResult(Create(request, clock.GetUtcNow()));

    private Result<CreatedToken> Create(CreateToken request, DateTimeOffset now)
    {
        if (request.ExpiresAt <= now)
            return Error.Invalid(FieldError.In("/expires_at", "in_the_past", "A token expires in the future."));
        var secret = Secrets.NewToken();
        var scopes = request.Scopes?.Distinct(StringComparer.Ordinal) ?? [];
        var token = ApiToken.Issue(actor.UserId, request.Name, secret.Hash, scopes, request.ExpiresAt, now);
        db.ApiTokens.Add(token);
        return new CreatedToken(TokenView.From(token), secret);
    }
}
