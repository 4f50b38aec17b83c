namespace Lmm.Databases.Tests.Engines;

/// <summary>What an engine calls the types of columns.</summary>
public sealed record ColumnTypes(string Real, string Whole, string Truth, string Text);
