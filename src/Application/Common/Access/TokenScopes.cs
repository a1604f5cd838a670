namespace TaskFlow.Application.Common.Access;

/// <summary>How far a token reaches. <c>admin</c> includes <c>write</c>, <c>write</c> includes <c>read</c>; <c>ops</c> stands alone.</summary>
public enum TokenScope
{
    Read,
    Write,
    Admin,
    Ops,
}

public static class TokenScopes
{
    public static readonly IReadOnlyList<string> All = ["read", "write", "admin", "ops"];

    public static bool Covers(string granted, TokenScope needed) =>
        (granted, needed) switch
        {
            ("ops", TokenScope.Ops) => true,
            (_, TokenScope.Ops) => false,
            ("admin", _) => true,
            ("write", TokenScope.Read or TokenScope.Write) => true,
            ("read", TokenScope.Read) => true,
            _ => false,
        };
}
