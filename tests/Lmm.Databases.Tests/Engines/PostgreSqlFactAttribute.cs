namespace Lmm.Databases.Tests.Engines;

/// <summary>A test that needs PostgreSQL servers; skipped, visibly, where there is no PostgreSQL.</summary>
public sealed class PostgreSqlFactAttribute : FactAttribute
{
    public PostgreSqlFactAttribute() => Skip = PostgreSqlServer.WhatIsMissing;
}
