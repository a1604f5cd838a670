var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/health/liveness", () => "ok");
app.Run();
