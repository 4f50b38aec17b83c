using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Service.Description;

/// <summary>Schemas of what results are made of.</summary>
internal static class Shape
{
    /// <summary>A text.</summary>
    public static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    /// <summary>One of some texts.</summary>
    public static OpenApiSchema Choice(string description, params string[] choices) => new() { Type = JsonSchemaType.String, Description = description, Enum = [.. choices.Select(static choice => (JsonNode)choice)] };

    /// <summary>A whole number.</summary>
    public static OpenApiSchema Count(string description) => new() { Type = JsonSchemaType.Integer, Description = description };

    /// <summary>A number; null where there is none, or where it is not finite.</summary>
    public static OpenApiSchema Real(string description) => new() { Type = JsonSchemaType.Number | JsonSchemaType.Null, Description = description };

    /// <summary>Yes or no.</summary>
    public static OpenApiSchema Truth(string description) => new() { Type = JsonSchemaType.Boolean, Description = description };

    /// <summary>A list.</summary>
    public static OpenApiSchema List(string description, OpenApiSchema items) => new() { Type = JsonSchemaType.Array, Description = description, Items = items };

    /// <summary>A matrix, row by row.</summary>
    public static OpenApiSchema Matrix(string description) => List(description, List("A row.", Real("An element.")));

    /// <summary>An object that has all of these members but optional ones, and no others.</summary>
    /// <param name="description">What it is.</param>
    /// <param name="members">The members, by their names; a question mark after a name says that the member may be left out.</param>
    public static OpenApiSchema Object(string description, params (string Name, OpenApiSchema Schema)[] members) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Properties = members.ToDictionary(static member => member.Name.TrimEnd('?'), static member => (IOpenApiSchema)member.Schema),
        Required = members.Select(static member => member.Name).Where(static name => !name.EndsWith('?')).ToHashSet(),
        AdditionalPropertiesAllowed = false,
    };
}
