namespace Lmm.Generators.Tests.RandomDeclarations;

/// <summary>Names that generated code could stumble over.</summary>
internal static class Names
{
    private static readonly string[] Keywords = ["class", "event", "params", "new", "return", "namespace", "in", "ref", "switch", "default", "string", "double", "object", "this", "base"];

    private static readonly string[] Contextual =
        ["record", "var", "value", "partial", "await", "nameof", "dynamic", "required", "scoped", "file", "field", "init", "with", "notnull", "unmanaged", "global", "alias", "nint", "when", "and", "not", "yield", "get", "args"];

    private static readonly string[] Generated = ["Fit", "FitAsync", "FitMany", "Fits", "Read", "ReadRows", "ReadCsv", "Enumerate", "EnumerateCsv", "EnumerateAsync", "EnumerateCsvAsync", "Reader", "Form", "BuildDesign", "Formula", "FormulaTerms", "DesignOf", "Predict", "Variables", "Value"];

    private static readonly string[] Inherited =
        ["Coefficients", "Sigma", "Theta", "Residuals", "RandomEffects", "Notes", "Shape", "Weights", "ToString", "Equals", "GetType", "GetHashCode", "Item", "Intercept", "Level", "Levels", "Count", "Modes", "Grouping"];

    private static readonly string[] Locals =
        ["frame", "rows", "row", "design", "data", "number", "count", "options", "fitted", "other", "level", "levels", "name", "cancellationToken", "reader", "record", "used", "_column0", "_names0", "stream", "text", "query", "path", "fit", "estimation", "first", "second"];

    private static readonly string[] Types = ["Lmm", "System", "String", "Double", "List", "IEnumerable", "Func", "ModelException", "Coefficient", "Enumerable", "CultureInfo", "GeneratedRows"];

    private static readonly string[] Plain = ["week", "Dose", "Site", "Größe", "年齢", "école", "_x", "__", "x1", "X1", "RModel", "RFit", "Row", "RowModel", "RowFit", "RowEffects", "SiteEffects", "SiteModes", "KLevel", "DoseTerm"];

    private static readonly string[][] Pools = [Keywords, Contextual, Generated, Inherited, Locals, Types, Plain, Plain];

    /// <summary>A name as an identifier's text, without an at sign.</summary>
    public static string Next(Random random)
    {
        string[] pool = Pools[random.Next(Pools.Length)];
        return pool[random.Next(pool.Length)];
    }

    /// <summary>As code writes it: any identifier may have an at sign.</summary>
    public static string Code(string name) => "@" + name;
}
