using System.Diagnostics.CodeAnalysis;

namespace TaskFlow.Domain.Common;

/// <summary>What every result can tell without its value; lets the pipeline refuse a request of any answer type.</summary>
public interface IOutcome<TSelf>
    where TSelf : IOutcome<TSelf>
{
    bool IsFailure { get; }

    Error? Refusal { get; }

    object? Success { get; }

    static abstract TSelf Refuse(Error error);
}

/// <summary>A value or an expected refusal. Exceptions are for bugs and dead infrastructure (ADR 0004).</summary>
public sealed class Result<T> : IOutcome<Result<T>>
{
    private readonly T? value;

    private Result(T? value, Error? error)
    {
        this.value = value;
        Refusal = error;
    }

    [MemberNotNullWhen(true, nameof(Refusal))]
    public bool IsFailure => Refusal is not null;

    public Error? Refusal { get; }

    public T Value => IsFailure ? throw new InvalidOperationException($"A refused result has no value: {Refusal.Code}") : value!;

    public object? Success => value;

    public static Result<T> Refuse(Error error) => new(default, error);

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Error error) => Refuse(error);
}

/// <summary>The value of a result that has nothing to say but "done".</summary>
public readonly record struct Done
{
    public static readonly Done Value;
}
