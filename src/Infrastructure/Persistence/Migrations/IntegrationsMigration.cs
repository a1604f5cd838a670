using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TaskFlow.Infrastructure.Persistence.Migrations;

[DbContext(typeof(AppDbContext))]
[Migration(Name)]
internal sealed class IntegrationsMigration : Migration
{
    public const string Name = "0009_integrations";

    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read(Name).Sql);
}
