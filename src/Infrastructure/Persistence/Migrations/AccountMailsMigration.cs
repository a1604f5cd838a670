using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TaskFlow.Infrastructure.Persistence.Migrations;

[DbContext(typeof(AppDbContext))]
[Migration(Name)]
internal sealed class AccountMailsMigration : Migration
{
    public const string Name = "0014_account_mails";

    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read(Name).Sql);
}
