using System.Text.Json;
using System.Text.Json.Serialization;
using Lmm.Inference;
using Lmm.Printing;
using Lmm.Printing.Tables;

namespace Lmm;

/// <summary>
/// Models of the same rows compared by information criteria and their weights (Burnham &amp; Anderson, Model Selection and Multimodel Inference, 2002); they need
/// not be nested. Fits by REML are fitted anew by maximum likelihood, because REML criteria of different fixed effects are not comparable.
/// </summary>
[JsonConverter(typeof(ResultJsonConverter<ModelComparison>))]
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class ModelComparison : ITableResult, IJsonResult
{
    private ModelComparison(ComparedModel[] models) => Models = Array.AsReadOnly(models);

    /// <summary>The models in the order in which they were given.</summary>
    public IReadOnlyList<ComparedModel> Models { get; }

    /// <summary>Compares models.</summary>
    /// <param name="models">Two or more models with the names to print.</param>
    /// <exception cref="ArgumentException">There are fewer than two models.</exception>
    /// <exception cref="ModelException">The models were not fitted to the same data.</exception>
    public static ModelComparison Of(params IReadOnlyList<(string Name, ModelFit Fit)> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        if (models.Count < 2)
        {
            throw new ArgumentException("A comparison needs two models at least.", nameof(models));
        }

        Comparability.Check([.. models.Select(static model => model.Fit)]);
        ComparedModel[] compared = [.. models.Select(static model =>
        {
            ModelFit comparable = Refitting.Comparable(model.Fit);
            return new ComparedModel(model.Name, comparable, !ReferenceEquals(comparable, model.Fit));
        })];
        double[] aic = Weights(compared, static fit => fit.Aic);
        double[] aicc = Weights(compared, static fit => fit.Aicc);
        double[] bic = Weights(compared, static fit => fit.Bic);
        for (int index = 0; index < compared.Length; index++)
        {
            (compared[index].AicWeight, compared[index].AiccWeight, compared[index].BicWeight) = (aic[index], aicc[index], bic[index]);
        }

        return new ModelComparison(compared);
    }

    /// <summary>The models as a table, for any format.</summary>
    public ResultTable ToTable()
    {
        string[] refitted = [.. Models.Where(static model => model.WasRefitted).Select(static model => model.Name)];
        IEnumerable<string> about = refitted.Length > 0 ? [LikelihoodRatioTable.Refitted(refitted)] : [];
        return new ResultTable(
            TableColumn.OfTexts("name", "Model", Models.Select(static model => model.Name), ColumnKind.Label),
            Column("df", "Df", ColumnKind.DegreesOfFreedom, static model => model.Fit.ParameterCount),
            Column("logLik", "logLik", ColumnKind.Criterion, static model => model.Fit.LogLikelihood),
            Column("aic", "AIC", ColumnKind.Criterion, static model => model.Fit.Aic),
            TableColumn.OfUntestedStatistics("aicWeight", "AIC weight", Models.Select(static model => model.AicWeight)),
            Column("aicc", "AICc", ColumnKind.Criterion, static model => model.Fit.Aicc),
            TableColumn.OfUntestedStatistics("aiccWeight", "AICc weight", Models.Select(static model => model.AiccWeight)),
            Column("bic", "BIC", ColumnKind.Criterion, static model => model.Fit.Bic),
            TableColumn.OfUntestedStatistics("bicWeight", "BIC weight", Models.Select(static model => model.BicWeight)))
        {
            Heading = [.. about, "Models:", .. Models.Select(static model => $"{model.Name}: {FormulaText.OnOneLine(model.Fit.Formula)}")],
            Digits = SummaryDigits.Comparisons,
        };
    }

    /// <summary>The table as text.</summary>
    public override string ToString() => ToTable().ToText();

    private TableColumn Column(string name, string header, ColumnKind kind, Func<ComparedModel, double> value)
        => TableColumn.OfNumbers(name, header, kind, Models.Select(value));

    // A criterion may be infinite: too few rows for its correction.
    private static double[] Weights(ComparedModel[] models, Func<ModelFit, double> criterion)
    {
        double[] values = Array.ConvertAll(models, model => criterion(model.Fit));
        double least = values.Min();
        double[] weights = Array.ConvertAll(values, value => Math.Exp((least - value) / 2));
        double sum = weights.Sum();
        return Array.ConvertAll(weights, weight => weight / sum);
    }

    IReadOnlyList<ResultTable> ITableResult.Tables => [ToTable()];

    void IJsonResult.WriteJson(Utf8JsonWriter json) => TestJson.Write(json, this);
}
