namespace TaskFlow.Domain.Links;

public enum LinkType
{
    /// <summary>The first has to be done before the second. Makes no circles.</summary>
    Blocks,

    /// <summary>The same in both directions.</summary>
    Relates,

    /// <summary>The first says the same as the second.</summary>
    Duplicates,
}
