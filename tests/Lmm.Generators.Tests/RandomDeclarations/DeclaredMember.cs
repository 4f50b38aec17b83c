namespace Lmm.Generators.Tests.RandomDeclarations;

/// <summary>A member of a row type that was drawn.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Variable">The name that <c>[Variable]</c> gives it; null for none.</param>
internal sealed record DeclaredMember(string Name, string Type, string? Variable)
{
    private static readonly string[] Numbers = ["double", "double", "double?", "float", "int", "int?", "decimal", "long", "byte?", "Half"];

    private static readonly string[] Groups = ["string", "string", "string?", "K", "K?", "bool", "bool?", "char", "Guid", "Guid?", "DateOnly", "int", "long?"];

    private static readonly string[] Attributes =
    [
        "[Obsolete]", "[Obsolete(\"Old.\")]", "[Obsolete(\"Gone.\", true)]", "[global::System.Diagnostics.CodeAnalysis.Experimental(\"EXP1\")]", "[global::System.Diagnostics.CodeAnalysis.Experimental(\"EXP2\")]",
        "[global::System.ComponentModel.DataAnnotations.Required]", "[global::System.Text.Json.Serialization.JsonIgnore]", "[Factor]", "[Factor(Ordered = true)]",
    ];

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber => Numbers.Contains(Type);

    /// <summary>Its name in formulas, in back-ticks.</summary>
    public string InFormulas => $"`{Variable ?? Name}`";

    public static DeclaredMember Draw(Random random, bool isNumber) => new(
        Names.Next(random),
        isNumber ? Numbers[random.Next(Numbers.Length)] : Groups[random.Next(Groups.Length)],
        random.Next(10) == 0 ? "a b" + random.Next(100) : null);

    /// <summary>As a parameter of a primary constructor.</summary>
    public string Parameter(Random random) => $"{Prefix(random, "property: ")}{Type} {Names.Code(Name)}";

    /// <summary>As a property or field of a class, struct or interface.</summary>
    public string Member(Random random, string kind)
    {
        string name = Names.Code(Name);
        string attributes = Prefix(random, "");
        if (kind == "interface")
        {
            return $"{attributes}{Type} {name} {{ get; }} ";
        }

        string access = random.Next(12) switch { 0 => "internal", 1 => "private", _ => "public" };
        return attributes + random.Next(9) switch
        {
            0 => $"{access} {Type} {name} {{ get; init; }} = default!; ",
            1 => $"public required {Type} {name} {{ get; set; }} ",
            2 => $"{access} {Type} {name}; ",
            3 => $"{access} {Type} {name} => default!; ",
            4 => $"public {Type} {name} {{ get; {(random.Next(2) == 0 ? "private" : "internal")} set; }} = default!; ",
            5 => $"public {Type} {name} {{ get; [Obsolete(\"Gone.\", true)] set; }} = default!; ",
            _ => $"{access} {Type} {name} {{ get; set; }} = default!; ",
        };
    }

    private string Prefix(Random random, string target)
    {
        string attribute = random.Next(8) == 0 ? Attributes[random.Next(Attributes.Length)] : "";
        attribute = attribute.Length == 0 ? "" : "[" + target + attribute[1..] + " ";
        return attribute + (Variable is null ? "" : $"[{target}Variable(\"{Variable}\")] ");
    }
}
