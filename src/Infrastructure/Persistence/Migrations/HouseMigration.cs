using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TaskFlow.Infrastructure.Persistence.Migrations;

[DbContext(typeof(AppDbContext))]
[Migration(Name)]
internal sealed class HouseMigration : Migration
{
    public const string Name = "0001_house";

    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read(Name).Sql);
}
