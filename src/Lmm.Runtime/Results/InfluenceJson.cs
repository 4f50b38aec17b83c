using System.Text.Json;
using Lmm.Printing;

namespace Lmm.Results;

/// <summary>Influence as JSON.</summary>
internal static class InfluenceJson
{
    /// <summary>Writes what rows do.</summary>
    public static void Write(Utf8JsonWriter json, FitInfluence influence)
    {
        json.WriteStartObject();
        WriteMembers(json, influence);
        json.WriteEndObject();
    }

    /// <summary>Writes the members of what rows do: a number for each row of the input, null for those that were dropped.</summary>
    public static void WriteMembers(Utf8JsonWriter json, FitInfluence influence)
    {
        json.WriteString("method", NameOf(InfluenceMethod.AtFittedTheta));
        Write(json, "leverage", influence.Leverage);
        Write(json, "cooksDistance", influence.CooksDistances);
        Write(json, "covarianceRatio", influence.CovarianceRatios);
        json.WritePropertyName("dfbetas");
        json.WriteStartObject();
        foreach (string name in influence.CoefficientNames.Distinct())
        {
            Write(json, name, influence.Dfbetas(name));
        }

        json.WriteEndObject();
        json.WriteArray("notes", influence.Notes, json.WriteStringValue);
    }

    /// <summary>Writes what one row does.</summary>
    public static void Write(Utf8JsonWriter json, RowInfluence row)
    {
        json.WriteStartObject();
        json.WriteNumber("row", row.RowNumber);
        json.WriteReal("leverage", row.Leverage);
        json.WriteReal("studentizedResidual", row.StudentizedResidual);
        json.WriteReal("cooksDistance", row.CooksDistance);
        json.WriteReal("covarianceRatio", row.CovarianceRatio);
        json.WriteEndObject();
    }

    /// <summary>Writes what levels do.</summary>
    public static void Write(Utf8JsonWriter json, LevelInfluenceTable table)
    {
        json.WriteStartObject();
        WriteMembers(json, table);
        json.WriteEndObject();
    }

    /// <summary>Writes the members of what levels do.</summary>
    public static void WriteMembers(Utf8JsonWriter json, LevelInfluenceTable table)
    {
        json.WriteString("by", table.Grouping);
        json.WriteString("method", NameOf(table.Method));
        json.WriteArray("levels", table, level => Write(json, level));
        json.WriteArray("notes", table.Notes, json.WriteStringValue);
    }

    /// <summary>Writes what one level does.</summary>
    public static void Write(Utf8JsonWriter json, LevelInfluence level)
    {
        json.WriteStartObject();
        json.WriteString("level", level.Level);
        json.WriteNumber("rows", level.RowCount);
        json.WriteReal("cooksDistance", level.CooksDistance);
        json.WriteReal("covarianceRatio", level.CovarianceRatio);
        json.WriteReal("sigma", level.Sigma);
        json.WriteArray("theta", level.Theta, json.WriteReal);
        json.WriteArray("coefficients", Enumerable.Range(0, level.Coefficients.Count), index => WriteCoefficient(json, level, index));
        json.WriteString("outcome", JsonNamingPolicy.CamelCase.ConvertName(level.Outcome.ToString()));
        if (level.Message is { } message)
        {
            json.WriteString("message", message);
        }

        json.WriteNumber("evaluations", level.Evaluations);
        json.WriteEndObject();
    }

    private static void WriteCoefficient(Utf8JsonWriter json, LevelInfluence level, int index)
    {
        json.WriteStartObject();
        json.WriteString("name", level.CoefficientNames[index]);
        json.WriteReal("estimate", level.Coefficients[index]);
        json.WriteReal("se", level.StandardErrors[index]);
        json.WriteReal("change", level.Changes[index]);
        json.WriteReal("dfbetas", level.Dfbetas[index]);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, RowValues values)
        => json.WriteArray(name, values.ToInputRows(), json.WriteReal);

    private static string NameOf(InfluenceMethod method) => method == InfluenceMethod.Refitted ? "refitted" : "atFittedTheta";
}
