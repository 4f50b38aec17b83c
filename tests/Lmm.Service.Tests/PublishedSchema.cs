using System.Text.Json;

namespace Lmm.Service.Tests;

/// <summary>What a description says of answers, and how an answer differs from it. It knows the words of JSON Schema that the description uses, and fails at others.</summary>
internal sealed class PublishedSchema(string description)
{
    private static readonly string[] Known = ["$ref", "type", "properties", "required", "additionalProperties", "items", "enum", "description", "format"];

    private readonly JsonElement _root = JsonDocument.Parse(description).RootElement;

    /// <summary>How an answer to a question differs from what is published, by place; empty where it does not.</summary>
    /// <param name="path">The question's path, without its query.</param>
    /// <param name="answer">The answer.</param>
    public IReadOnlyList<string> Differences(string path, string answer)
    {
        JsonElement schema = _root.GetProperty("paths").GetProperty(path).GetProperty("post").GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        List<string> differences = [];
        Compare(schema, JsonDocument.Parse(answer).RootElement, "$", differences);
        return differences;
    }

    private void Compare(JsonElement schema, JsonElement value, string place, List<string> differences)
    {
        Assert.All(schema.EnumerateObject(), static word => Assert.Contains(word.Name, Known));
        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            Compare(_root.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]), value, place, differences);
            return;
        }

        string[] types = schema.GetProperty("type") is { ValueKind: JsonValueKind.String } one ? [one.GetString()!] : [.. schema.GetProperty("type").EnumerateArray().Select(static type => type.GetString()!)];
        if (!types.Any(type => IsOf(type, value)))
        {
            differences.Add($"{place} is {value.GetRawText()}, not {string.Join(" or ", types)}");
        }
        else if (schema.TryGetProperty("enum", out JsonElement choices) && !choices.EnumerateArray().Any(choice => choice.GetString() == value.GetString()))
        {
            differences.Add($"{place} is {value.GetRawText()}, which is no choice");
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach ((int index, JsonElement item) in value.EnumerateArray().Index())
            {
                Compare(schema.GetProperty("items"), item, $"{place}[{index}]", differences);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            CompareMembers(schema, value, place, differences);
        }
    }

    private void CompareMembers(JsonElement schema, JsonElement value, string place, List<string> differences)
    {
        if (schema.TryGetProperty("required", out JsonElement required))
        {
            differences.AddRange(required.EnumerateArray().Select(static name => name.GetString()!).Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{place}.{name} is missing"));
        }

        bool hasOthers = schema.TryGetProperty("additionalProperties", out JsonElement others);
        foreach (JsonProperty member in value.EnumerateObject())
        {
            if (schema.TryGetProperty("properties", out JsonElement properties) && properties.TryGetProperty(member.Name, out JsonElement own))
            {
                Compare(own, member.Value, $"{place}.{member.Name}", differences);
            }
            else if (hasOthers && others.ValueKind == JsonValueKind.Object)
            {
                Compare(others, member.Value, $"{place}.{member.Name}", differences);
            }
            else
            {
                differences.Add($"{place}.{member.Name} is not published");
            }
        }
    }

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => value.ValueKind == JsonValueKind.Number,
    };
}
