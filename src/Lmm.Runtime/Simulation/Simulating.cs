using Lmm.Design;
using Lmm.Formula.Binding;
using Lmm.Formula.Syntax;
using Lmm.Resampling;
using Lmm.Shapes;
using Lmm.Simulation;

namespace Lmm;

/// <summary>Simulates responses: lme4's <c>simulate</c>, for the rows that were fitted, for others, and for designs without data.</summary>
public static class Simulating
{
    /// <summary>Responses of the rows that were fitted.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="settings">How many, by which seed, given the modes or not; null for one with new random effects.</param>
    /// <exception cref="InvalidOperationException">The fit has no rows.</exception>
    public static SimulatedResponses Simulations(this ModelFit fit, SimulationSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return Simulations(fit, fit.Design, settings);
    }

    /// <summary>Responses of other rows, by the levels and transforms that the fit has learned.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="rows">The rows; they need no response and no weights, which count as one.</param>
    /// <param name="settings">How many, by which seed, given the modes or not; null for one with new random effects.</param>
    /// <exception cref="ModelException">A column is missing or holds text in place of numbers, or a row has a level that no fitted row had and the settings refuse it.</exception>
    /// <exception cref="InvalidOperationException">The fit has no rows or no formula.</exception>
    public static SimulatedResponses Simulations(this ModelFit fit, ModelFrame rows, SimulationSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(rows);
        ModelSpec spec = fit.Design.Terms?.Spec
            ?? throw new InvalidOperationException($"{fit.ModelName} was fitted to a design built by hand, which does not know its formula's terms; build the design of the rows likewise and pass that to Simulations.");
        return Simulations(fit, DesignInterpreter.Build(spec, rows, fit.FittedRows), settings);
    }

    /// <summary>Responses of rows whose design was built for the fit, as generated models do of typed rows.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="design">The rows' design, by the levels and transforms that the fit has learned.</param>
    /// <param name="settings">How many, by which seed, given the modes or not; null for one with new random effects.</param>
    /// <exception cref="ModelException">A row has a level that no fitted row had and the settings refuse it.</exception>
    /// <exception cref="ArgumentException">The design was not built for this fit.</exception>
    public static SimulatedResponses Simulations(this ModelFit fit, ModelDesign design, SimulationSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(design);
        if (design.Rows.Fitted != fit.FittedRows && design.Rows != fit.FittedRows)
        {
            throw new ArgumentException($"{fit.ModelName}: the design was not built for predictions by this fit; build it with the fit.", nameof(design));
        }

        settings ??= SimulationSettings.Default;
        ResponseSource source = ResponseSource.Of(fit) with { Design = design };
        if (fit is not LinearMixedModelFit mixed)
        {
            return new SimulatedResponses(source, design == fit.Design ? ResponseSimulator.Of(fit) : source.Simulator(), settings, [Note(fit.ModelName, settings, isMixed: false)]);
        }

        double[] mean = LinearPredictor.OfFixedEffects(design, mixed.Solution.Beta);
        for (int term = 0; term < design.RandomTerms.Length; term++)
        {
            RandomEffectsDesign effects = design.RandomTerms[term];
            RefuseOrSkip(mean, effects.Grouping, settings.NewLevels);
            if (settings.IsConditional)
            {
                LinearPredictor.AddRandomEffects(mean, effects, mixed.Solution.RandomTerms[term].Modes);
            }
        }

        ResponseSimulator simulator = ResponseSimulator.Of(design, mean, source.Lambda, source.Unit, settings.IsConditional);
        return new SimulatedResponses(source, simulator, settings, [Note(fit.ModelName, settings, isMixed: true)]);
    }

    /// <summary>Responses of a design without data, from parameters that are given by hand.</summary>
    /// <param name="formula">The formula; its response is a name, and need not be a column.</param>
    /// <param name="rows">The design: the values of all other variables of the formula.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="settings">How many, and by which seed; null for one.</param>
    /// <param name="name">The model's name, for messages.</param>
    /// <exception cref="FormulaException">The formula has errors, or does not fit the columns.</exception>
    /// <exception cref="ModelException">A coefficient is given that the model does not have, or the parameters of its random effects do not fit.</exception>
    public static SimulatedResponses Of(string formula, ModelFrame rows, SimulationParameters parameters, SimulationSettings? settings = null, string name = Model.DefaultName)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(parameters);
        Model model = Model.Parse(formula, name);
        settings ??= SimulationSettings.Default;
        ModelDesign design = model.Bind(WithResponse(model, rows)).BuildDesign();
        ModelShape shape = design.Shape;
        NameIndex names = new(name, "coefficient", shape.Coefficients);
        var beta = new double[shape.Coefficients.Count];
        foreach ((string coefficient, double value) in parameters.Coefficients)
        {
            beta[names.Find(coefficient)] = value;
        }

        // Λ is relative to σ; where that is zero, to one.
        double unit = parameters.Sigma > 0 ? parameters.Sigma : 1;
        ResponseSource source = new(design, beta, GivenFactors.Of(shape, parameters, unit), unit, parameters.Sigma, Estimation.RestrictedMaximumLikelihood, FitOptions.Default);
        return new SimulatedResponses(source, source.Simulator(), settings, ["Responses are drawn from parameters that were given by hand."]);
    }

    // A response that differs from row to row, in the place of the one to come.
    private static ModelFrame WithResponse(Model model, ModelFrame rows)
        => FormulaParser.Parse(model.Formula).Response is NameSyntax response
            ? rows.With(FrameColumn.Numeric(rows.Find(response.Name)?.Name ?? response.Name, Enumerable.Range(0, rows.RowCount).Select(static row => (double)row)))
            : throw new ModelException(model.Name, LmmErrorCode.NotAvailable, "responses of a design without data are simulated as the formula's left side has them; write a name there, such as y, and not an expression.");

    private static void RefuseOrSkip(double[] mean, FactorColumn grouping, NewLevels newLevels)
    {
        for (int row = 0; row < mean.Length; row++)
        {
            if (grouping.Codes[row] < 0)
            {
                mean[row] = grouping.LevelAt(row) is null ? double.NaN : newLevels == NewLevels.Refuse ? throw grouping.UnknownLevel(row) : mean[row];
            }
        }
    }

    private static string Note(string model, SimulationSettings settings, bool isMixed) => !isMixed ? $"Responses are drawn from the estimates of {model}."
        : settings.IsConditional ? $"Responses are drawn from the estimates of {model}, given the conditional modes of levels in the data."
        : $"Responses are drawn from the estimates of {model}, with new random effects.";
}
