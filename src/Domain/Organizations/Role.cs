namespace TaskFlow.Domain.Organizations;

/// <summary>What a member may do; the table is in api.md. Ordered: a later role may do all an earlier one may.</summary>
public enum Role
{
    Guest,
    Member,
    Admin,
    Owner,
}
