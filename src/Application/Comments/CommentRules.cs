using FluentValidation;
using TaskFlow.Application.Common.Validation;
using TaskFlow.Domain.Comments;

namespace TaskFlow.Application.Comments;

internal static class CommentRules
{
    /// <summary>Length as it was written: a comment is not trimmed.</summary>
    public static IRuleBuilderOptions<T, string> CommentBody<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(b => b.Length > 0)
            .WithErrorCode("required")
            .WithMessage("A comment has a text.")
            .Text(Comment.BodyMaxLength)
            .Must(b => Mentions.In(b).Count <= Mentions.MaxPeople)
            .WithErrorCode("too_many")
            .WithMessage($"A comment mentions at most {Mentions.MaxPeople} people.");
}
