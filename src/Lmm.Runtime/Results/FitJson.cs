using System.Text.Json;
using Lmm.Hypotheses;
using Lmm.Printing;

namespace Lmm.Results;

/// <summary>A fit in JSON.</summary>
internal static class FitJson
{
    /// <summary>Writes the fit as an object: what describes it, and the notes.</summary>
    public static void Write(Utf8JsonWriter json, ModelFit fit)
    {
        json.WriteStartObject();
        WriteMembers(json, fit);
        WriteWarnings(json, fit);
        json.WriteEndObject();
    }

    /// <summary>Writes the members that describe the fit.</summary>
    public static void WriteMembers(Utf8JsonWriter json, ModelFit fit)
    {
        LinearMixedModelFit? mixed = fit as LinearMixedModelFit;
        json.WriteString("formula", fit.Formula);
        json.WriteString("criterion", fit.Estimation == Estimation.RestrictedMaximumLikelihood ? "REML" : "ML");
        json.WriteReal("objective", mixed?.Objective ?? (-2 * fit.LogLikelihood));
        json.WriteReal("logLik", fit.LogLikelihood);
        json.WriteReal("aic", fit.Aic);
        json.WriteReal("bic", fit.Bic);
        json.WriteNumber("df", fit.ParameterCount);
        json.WriteNumber("nobs", fit.ObservationCount);
        json.WriteNumber("dropped", fit.DroppedRowCount);
        json.WriteArray("theta", mixed?.Theta ?? [], json.WriteReal);
        json.WriteReal("sigma", fit.Sigma);
        SummarisedTests tests = SummarisedTests.Of(fit, fit.Tests.Method);
        json.WriteArray("fixed", tests.Coefficients, test => HypothesisJson.Write(json, test));
        Matrix covariance = tests.Method == DegreesOfFreedomMethod.None ? fit.CoefficientCovariance : fit.Tests.Covariance;
        json.WriteMatrix("vcov", covariance.RowCount, (row, column) => covariance[row, column]);
        json.WriteArray("random", mixed is null ? [] : Factors(mixed), factor => WriteFactor(json, mixed!.RandomEffects(factor.Key), [.. factor]));
        WriteEnding(json, fit);
        json.WriteNumber("evaluations", mixed?.Convergence.Evaluations ?? 0);
    }

    /// <summary>Writes the members that say how the fit ended.</summary>
    public static void WriteEnding(Utf8JsonWriter json, ModelFit fit)
    {
        LinearMixedModelFit? mixed = fit as LinearMixedModelFit;
        json.WriteBoolean("converged", mixed?.Convergence.Converged ?? true);
        json.WriteBoolean("singular", mixed?.IsSingular ?? false);
    }

    /// <summary>Writes the member with the notes.</summary>
    public static void WriteWarnings(Utf8JsonWriter json, ModelFit fit) => json.WriteArray("warnings", fit.Notes, note => Write(json, note));

    /// <summary>Writes a note.</summary>
    public static void Write(Utf8JsonWriter json, Note note)
    {
        json.WriteStartObject();
        json.WriteString("id", note.Id);
        json.WriteString("message", note.Text);
        json.WriteEndObject();
    }

    /// <summary>Writes a coefficient, without a test where the model has none by itself.</summary>
    public static void Write(Utf8JsonWriter json, Coefficient coefficient)
    {
        json.WriteStartObject();
        json.WriteString("name", coefficient.Name);
        json.WriteReal("estimate", coefficient.Estimate);
        json.WriteReal("se", coefficient.StandardError);
        json.WriteReal("statistic", coefficient.Statistic);
        if (coefficient.PValue is { } p)
        {
            json.WriteReal("p", p);
        }

        json.WriteEndObject();
    }

    // The terms with their parts of θ, by grouping factor in the order of the formula.
    private static IEnumerable<IGrouping<string, (RandomTermShape Term, double[] Theta)>> Factors(LinearMixedModelFit fit)
    {
        double[] theta = [.. fit.Theta];
        return fit.Shape.RandomTerms.Select((term, index) => (Term: term, Theta: fit.Shape.ThetaLayout[index].Of(theta).ToArray()))
            .GroupBy(static term => term.Term.Grouping);
    }

    private static void WriteFactor(Utf8JsonWriter json, RandomEffects effects, (RandomTermShape Term, double[] Theta)[] terms)
    {
        // Where two terms have a column of one name, both components stand at the first's place.
        string[] columns = [.. terms.SelectMany(static term => term.Term.Effects)];
        VarianceComponent[] components = [.. effects.VarianceComponents.OrderBy(component => Array.IndexOf(columns, component.Name))];
        json.WriteStartObject();
        json.WriteString("name", effects.Grouping);
        json.WriteNumber("levels", effects.Levels.Count);
        EffectsJson.WriteComponents(json, components);
        json.WriteArray("theta", terms.SelectMany(static term => term.Theta), json.WriteReal);
        json.WriteEndObject();
    }
}
