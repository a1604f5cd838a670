using System.Text.RegularExpressions;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using TaskFlow.Application.Common;
using TaskFlow.Application.Common.Access;
using TaskFlow.Application.Common.Messaging;
using TaskFlow.Application.Common.Ports;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Identity;

namespace TaskFlow.Application.Identity;

/// <summary>Null = leave it.</summary>
/// <param name="TimeZone">IANA name, for example <c>Europe/Berlin</c>.</param>
/// <param name="Locale">BCP 47 tag, for example <c>en</c> or <c>de-AT</c>.</param>
public sealed record UpdateProfile(string? DisplayName, string? TimeZone, string? Locale) : ICommand<UserView>
{
    public AccessRule Access => AccessRule.SignedIn;
}

internal sealed partial class UpdateProfileRules : AbstractValidator<UpdateProfile>
{
    public UpdateProfileRules()
    {
        When(c => c.DisplayName is not null, () => RuleFor(c => c.DisplayName!).Name(User.NameMaxLength));
        RuleFor(c => c.TimeZone)
            .Must(zone => zone is null || IsTimeZone(zone))
            .WithErrorCode("unknown_time_zone")
            .WithMessage("A time zone is an IANA name such as Europe/Berlin.");
        RuleFor(c => c.Locale)
            .Must(locale => locale is null || LocaleShape().IsMatch(locale))
            .WithErrorCode("not_a_locale")
            .WithMessage("A locale is a language tag such as en or de-AT.");
    }

    /// <summary>A machine without time zone data (slim images have none) knows only UTC; there the shape must do.</summary>
    private static bool IsTimeZone(string zone)
    {
        if (!ZoneShape().IsMatch(zone))
            return false;
        return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) || TimeZoneInfo.GetSystemTimeZones().Count <= 1;
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_+-]{0,31}(/[A-Za-z0-9_+-]{1,31}){0,2}$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ZoneShape();

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex LocaleShape();
}

internal sealed class UpdateProfileHandler(
    IAppDbContext db,
    IUnitOfWork unitOfWork,
    IIdentities identities,
    Installation installation,
    Actor actor
) : IRequestHandler<UpdateProfile, Result<UserView>>
{
    public async Task<Result<UserView>> Handle(UpdateProfile request, CancellationToken cancellationToken)
    {
        var user = await db.Users.Where(u => u.Id == actor.UserId).Locked().SingleAsync(cancellationToken);
        user.EditProfile(request.DisplayName, request.TimeZone, request.Locale);
        unitOfWork.AfterCommit(() => identities.Forget(user.Id));
        return UserView.From(user, installation);
    }
}
