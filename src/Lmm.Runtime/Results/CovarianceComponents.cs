using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Printing;
using Lmm.Printing.Tables;
using Lmm.Results;
using MathNet.Numerics.LinearAlgebra;

namespace Lmm;

/// <summary>
/// The principal components of the covariance matrix of the random effects of a grouping factor, as lme4's <c>rePCA</c> has them, on the data's scale: a component without variance is a
/// direction that can be dropped. They depend on the units of the effects.
/// </summary>
[JsonConverter(typeof(ResultJsonConverter<CovarianceComponents>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class CovarianceComponents : ITableResult, IJsonResult
{
    internal CovarianceComponents(string grouping, string[] effects, double[,] factor, double sigma)
    {
        Grouping = grouping;
        EffectNames = Array.AsReadOnly(effects);
        int count = effects.Length;
        double largest = factor.Cast<double>().Max(Math.Abs);
        int unit = largest > 0 ? Math.ILogB(largest) : 0;
        var svd = Matrix<double>.Build.DenseOfArray(factor).Map(value => Math.ScaleB(value, -unit)).Svd();
        double total = svd.S.DotProduct(svd.S);
        StandardDeviations = Array.AsReadOnly([.. svd.S.Select(value => Math.ScaleB(value, unit) * sigma)]);
        RelativeStandardDeviations = Array.AsReadOnly([.. svd.S.Select(value => Math.ScaleB(value, unit))]);
        Proportions = Array.AsReadOnly([.. svd.S.Select(value => total > 0 ? value * value / total : double.NaN)]);
        var loadings = svd.U.ToArray();
        for (int column = 0; column < count; column++)
        {
            int most = Enumerable.Range(0, count).MaxBy(row => Math.Abs(loadings[row, column]));
            double sign = loadings[most, column] < 0 ? -1 : 1;
            for (int row = 0; row < count; row++)
            {
                loadings[row, column] *= sign;
            }
        }

        Loadings = new Matrix(loadings);
    }

    /// <summary>The grouping factor.</summary>
    public string Grouping { get; }

    /// <summary>The names of the effects, those of all terms on the factor.</summary>
    public IReadOnlyList<string> EffectNames { get; }

    /// <summary>The standard deviations of the components, the largest first.</summary>
    public IReadOnlyList<double> StandardDeviations { get; }

    /// <summary>The standard deviations over σ̂, as <c>rePCA</c> gives them.</summary>
    public IReadOnlyList<double> RelativeStandardDeviations { get; }

    /// <summary>The share of each component in the variance; NaN where there is none.</summary>
    public IReadOnlyList<double> Proportions { get; }

    /// <summary>The direction of each component, effects × components, of unit length, its largest element positive.</summary>
    public Matrix Loadings { get; }

    /// <summary>The components as a table, for any format: a row each, with their directions.</summary>
    public ResultTable ToTable()
    {
        int[] components = [.. Enumerable.Range(0, EffectNames.Count)];
        return new ResultTable(
        [
            TableColumn.OfTexts("component", "Component", components.Select(static component => $"PC{component + 1}"), ColumnKind.Label),
            TableColumn.OfNumbers("sd", "Std.Dev.", ColumnKind.Number, StandardDeviations),
            TableColumn.OfNumbers("proportion", "Share", ColumnKind.Number, Proportions),
            .. EffectNames.Select((name, effect) => TableColumn.OfNumbers($"loading{effect + 1}", name, ColumnKind.Number, components.Select(component => Loadings[effect, component]))),
        ])
        {
            Title = $"Principal components of the random effects by {Grouping}",
        };
    }

    /// <summary>The table as text.</summary>
    public override string ToString() => ToTable().ToText();

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json) => DiagnosticsJson.Write(json, this);
}
