using System.Text.Json;
using Lmm.Printing;

namespace Lmm.Results;

/// <summary>What describes and checks a fit, as JSON.</summary>
internal static class DiagnosticsJson
{
    /// <summary>Writes a mode.</summary>
    public static void Write(Utf8JsonWriter json, ConditionalModeRow row)
    {
        json.WriteStartObject();
        json.WriteString("level", row.Level);
        json.WriteString("effect", row.Effect);
        json.WriteReal("mode", row.Mode);
        json.WriteReal("sd", row.StandardDeviation);
        json.WriteReal("lower", row.Lower);
        json.WriteReal("upper", row.Upper);
        json.WriteBoolean("excludesZero", row.ExcludesZero);
        json.WriteEndObject();
    }

    /// <summary>Writes modes with the covariance matrix of each level.</summary>
    public static void Write(Utf8JsonWriter json, ConditionalModeTable table)
    {
        json.WriteStartObject();
        json.WriteString("grouping", table.Grouping);
        json.WriteReal("intervalLevel", table.IntervalLevel);
        json.WriteArray("effects", table.EffectNames, json.WriteStringValue);
        json.WriteArray("modes", table, row => Write(json, row));
        WriteCovariances(json, table);
        json.WriteEndObject();
    }

    /// <summary>Writes the covariance matrices of modes by level.</summary>
    public static void WriteCovariances(Utf8JsonWriter json, ConditionalModeTable table)
        => json.WriteArray("covariances", table.Levels, level =>
        {
            Matrix covariance = table.Covariance(level);
            json.WriteStartObject();
            json.WriteString("level", level);
            json.WriteMatrix("covariance", covariance.RowCount, (row, column) => covariance[row, column]);
            json.WriteEndObject();
        });

    /// <summary>Writes explained variance.</summary>
    public static void Write(Utf8JsonWriter json, ExplainedVariance variance)
    {
        json.WriteStartObject();
        json.WriteReal("fixedVariance", variance.FixedVariance);
        json.WriteReal("randomVariance", variance.RandomVariance);
        json.WriteReal("residualVariance", variance.ResidualVariance);
        json.WriteReal("marginalR2", variance.Marginal);
        json.WriteReal("conditionalR2", variance.Conditional);
        json.WriteReal("icc", variance.IntraclassCorrelation);
        json.WriteReal("unadjustedIcc", variance.UnadjustedIntraclassCorrelation);
        json.WriteEndObject();
    }

    /// <summary>Writes principal components.</summary>
    public static void Write(Utf8JsonWriter json, CovarianceComponents components)
    {
        json.WriteStartObject();
        json.WriteString("grouping", components.Grouping);
        json.WriteArray("effects", components.EffectNames, json.WriteStringValue);
        json.WriteArray("sd", components.StandardDeviations, json.WriteReal);
        json.WriteArray("proportion", components.Proportions, json.WriteReal);
        json.WriteMatrix("loadings", components.EffectNames.Count, (row, column) => components.Loadings[row, column]);
        json.WriteEndObject();
    }

    /// <summary>Writes a term's variance inflation.</summary>
    public static void Write(Utf8JsonWriter json, VarianceInflation term)
    {
        json.WriteStartObject();
        json.WriteString("term", term.Term);
        json.WriteNumber("df", term.DegreesOfFreedom);
        json.WriteReal("gvif", term.Factor);
        json.WriteReal("standardErrorFactor", term.StandardErrorFactor);
        json.WriteEndObject();
    }

    /// <summary>Writes variance inflation.</summary>
    public static void Write(Utf8JsonWriter json, VarianceInflationTable table) => json.WriteArray(table, term => Write(json, term));

    /// <summary>Writes a standardised effect.</summary>
    public static void Write(Utf8JsonWriter json, StandardizedEffect effect)
    {
        json.WriteStartObject();
        json.WriteString("name", effect.Name);
        json.WriteReal("estimate", effect.Estimate);
        json.WriteReal("se", effect.StandardError);
        json.WriteEndObject();
    }

    /// <summary>Writes standardised effects.</summary>
    public static void Write(Utf8JsonWriter json, StandardizedEffectTable table) => json.WriteArray(table, effect => Write(json, effect));

    /// <summary>Writes a test of scaled residuals.</summary>
    public static void Write(Utf8JsonWriter json, ResidualTest test)
    {
        json.WriteStartObject();
        json.WriteString("test", test.Name);
        json.WriteReal("statistic", test.Statistic);
        json.WriteReal("p", test.PValue);
        json.WriteEndObject();
    }

    /// <summary>Writes scaled residuals: one for each row of the input, null for those that were dropped.</summary>
    public static void Write(Utf8JsonWriter json, ScaledResiduals residuals)
    {
        json.WriteStartObject();
        json.WriteString("target", residuals.Target == PredictionTarget.Conditional ? "conditional" : "population");
        json.WriteString("kind", residuals.Kind == ScaledResidualKind.Exact ? "exact" : "simulated");
        json.WriteNumber("draws", residuals.Draws);
        json.WriteNumber("seed", residuals.Seed);
        json.WriteArray("residuals", residuals.Values.ToInputRows(), json.WriteReal);
        json.WriteArray("tests", residuals.Tests, test => Write(json, test));
        json.WriteArray("notes", residuals.Notes, json.WriteStringValue);
        json.WriteEndObject();
    }
}
