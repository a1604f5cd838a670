using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TaskFlow.Infrastructure.Persistence.Migrations;

[DbContext(typeof(AppDbContext))]
[Migration(Name)]
internal sealed class RestMigration : Migration
{
    public const string Name = "0016_rest";

    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read(Name).Sql);
}
