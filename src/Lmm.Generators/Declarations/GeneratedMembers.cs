using Lmm.Formula;

namespace Lmm.Generators.Declarations;

/// <summary>The members of the class that is generated for a model.</summary>
internal static class GeneratedMembers
{
    /// <summary>The name of the class nested in a mixed model's.</summary>
    public const string NestedClass = "Fits";

    /// <summary>Members of which a class can have one of the name only.</summary>
    public static readonly string[] Single = ["DesignOf", NestedClass, "Formula", "FormulaTerms", "ReadRows"];

    /// <summary>Methods, beside which a class may have others of the name.</summary>
    public static readonly string[] Overloaded = ["BuildDesign", "Enumerate", "EnumerateAsync", "EnumerateCsv", "EnumerateCsvAsync", "Fit", "FitAsync", "FitIn", "FitInAsync", "FitMany", "FitManyIn", "FitManyInAsync", "FitStream", "FitStreamAsync", "Load", "Read", "ReadCsv", "ResidualsOf", "ResidualsOfAsync", "ShowSql"];

    /// <summary>True for the name of any of them.</summary>
    public static bool Contain(string name) => Single.Contains(name) || Overloaded.Contains(name);

    /// <summary>True for a member that is a part of the generated class nested in the model's.</summary>
    public static bool IsPart(string member, EquatableArray<NestedPart> parts) => member == NestedClass && parts.Any(static part => part.Name == NestedClass);
}
