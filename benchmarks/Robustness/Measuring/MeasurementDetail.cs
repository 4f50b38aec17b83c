using System.Globalization;

namespace Lmm.Benchmarks.Robustness.Measuring;

/// <summary>Prints one measurement with values, θ and messages.</summary>
internal static class MeasurementDetail
{
    /// <summary>Prints the measurement.</summary>
    public static void Print(Measurement measurement)
    {
        Drawing.RandomModel model = measurement.Model;
        Console.WriteLine($"{model.Seed}, {model.Family}: {model.Formula}, {model.Estimation}{(model.Weights is null ? "" : ", weights " + model.Weights)}, {model.Table.RowCount} rows");
        LinearMixedModelFit? fit = measurement.Own.Fit;
        Line("Lmm", fit is null ? measurement.Own.Refusal! : $"{Exact(fit.Objective)} after {fit.Convergence.Evaluations} evaluations, {(fit.Convergence.Converged ? "converged" : "not converged")}");
        if (fit is not null)
        {
            Line("", fit.Convergence.Message);
            foreach (string direction in fit.Convergence.SingularDirections)
            {
                Line("", direction);
            }
        }

        ReferenceValue? reference = measurement.Reference;
        Line("lme4", reference is null ? "no reference" : reference.Fault ?? $"{Exact(reference.Value)} by {reference.Optimizer}");
        if (!double.IsNaN(measurement.AtReference))
        {
            Line("Lmm at lme4's θ", $"{Exact(measurement.AtReference)}, {(measurement.IsHigher ? "lower than Lmm's optimum by " : "not lower; the difference is ")}{Exact(measurement.Excess)}");
        }

        if (measurement.Own.Design is { } design)
        {
            PrintTheta(design, fit?.Theta, measurement.HasNoReference ? null : ReferenceTheta.Of(design, reference!));
        }
    }

    private static void PrintTheta(ModelDesign design, IReadOnlyList<double>? own, double[]? reference)
    {
        Console.WriteLine($"{"θ",-44} {"Lmm",20} {"lme4",20}");
        int at = 0;
        foreach (RandomEffectsDesign term in design.RandomTerms)
        {
            foreach (string parameter in term.ThetaNames)
            {
                string name = $"{term.Grouping.Name} ({term.Grouping.Levels.Length} levels): {parameter}";
                Console.WriteLine($"{name,-44} {Exact(own?[at]),20} {Exact(reference?[at]),20}");
                at++;
            }
        }
    }

    private static void Line(string name, string text) => Console.WriteLine($"{name,-16}{text}");

    private static string Exact(double? value) => value?.ToString("G12", CultureInfo.InvariantCulture) ?? "";
}
