using System.Text.Json;
using Lmm.Printing;

namespace Lmm.Hypotheses;

/// <summary>Tests of fixed effects in JSON.</summary>
internal static class HypothesisJson
{
    /// <summary>Writes the test of a coefficient, or of whatever the member of its name says.</summary>
    public static void Write(Utf8JsonWriter json, CoefficientTest test, string nameMember = "name")
    {
        json.WriteStartObject();
        json.WriteString(nameMember, test.Name);
        WriteNumbers(json, test);
        json.WriteEndObject();
    }

    /// <summary>Writes the members of a test, its name left out.</summary>
    public static void WriteNumbers(Utf8JsonWriter json, CoefficientTest test)
    {
        json.WriteReal("estimate", test.Estimate);
        json.WriteReal("se", test.StandardError);
        json.WriteReal("df", test.DegreesOfFreedom ?? double.NaN);
        json.WriteReal("statistic", test.Statistic);
        json.WriteReal("p", test.PValue ?? double.NaN);
    }

    /// <summary>Writes a joint test.</summary>
    public static void Write(Utf8JsonWriter json, WaldTest test)
    {
        json.WriteStartObject();
        json.WriteNumber("numDf", test.NumeratorDegreesOfFreedom);
        json.WriteReal("denDf", test.DenominatorDegreesOfFreedom ?? double.NaN);
        json.WriteReal("f", test.F);
        json.WriteReal("p", test.PValue ?? double.NaN);
        json.WriteEndObject();
    }

    /// <summary>Writes the test of a term.</summary>
    public static void Write(Utf8JsonWriter json, AnovaRow row)
    {
        json.WriteStartObject();
        json.WriteString("term", row.Term);
        json.WriteReal("sumSq", row.SumOfSquares);
        json.WriteReal("meanSq", row.MeanSquare);
        json.WriteReal("numDf", row.IsEstimable ? row.NumeratorDegreesOfFreedom : double.NaN);
        json.WriteReal("denDf", row.DenominatorDegreesOfFreedom ?? double.NaN);
        json.WriteReal("f", row.F);
        json.WriteReal("p", row.PValue ?? double.NaN);
        json.WriteString("notEstimable", row.NotEstimable);
        json.WriteEndObject();
    }

    /// <summary>Writes residual variation.</summary>
    public static void Write(Utf8JsonWriter json, ResidualVariation residuals)
    {
        json.WriteStartObject();
        json.WriteReal("sumSq", residuals.SumOfSquares);
        json.WriteReal("meanSq", residuals.MeanSquare);
        json.WriteReal("df", residuals.DegreesOfFreedom);
        json.WriteEndObject();
    }

    /// <summary>Writes the members of an analysis of variance.</summary>
    public static void WriteMembers(Utf8JsonWriter json, AnovaTable table)
    {
        json.WriteNumber("type", (int)table.Type + 1);
        json.WriteArray("tests", table.Rows, row => Write(json, row));
        if (table.Residuals is { } residuals)
        {
            json.WritePropertyName("residuals");
            Write(json, residuals);
        }

        json.WriteArray("notes", table.Notes, json.WriteStringValue);
    }

    /// <summary>Writes the members of tests of hypotheses.</summary>
    public static void WriteMembers(Utf8JsonWriter json, HypothesisTests tests)
    {
        json.WriteArray("hypotheses", tests.Rows, test => Write(json, test, "hypothesis"));
        json.WritePropertyName("joint");
        Write(json, tests.Joint);
        json.WriteArray("notes", tests.Notes, json.WriteStringValue);
    }

    /// <summary>Writes the tests of all coefficients.</summary>
    public static void Write(Utf8JsonWriter json, FixedEffectsTests tests)
    {
        json.WriteStartObject();
        json.WriteArray("fixed", tests.Coefficients, test => Write(json, test));
        Matrix covariance = tests.Covariance;
        json.WriteMatrix("vcov", covariance.RowCount, (row, column) => covariance[row, column]);
        json.WriteArray("notes", tests.Notes, json.WriteStringValue);
        json.WriteEndObject();
    }
}
