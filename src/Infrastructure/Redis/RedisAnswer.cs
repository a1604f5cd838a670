namespace TaskFlow.Infrastructure.Redis;

/// <summary>What a call came to. The default is "unavailable": Redis holds only what may vanish, so every caller can do without (C-7, decision D1).</summary>
internal readonly record struct RedisAnswer<T>(bool IsAvailable, T? Value);
