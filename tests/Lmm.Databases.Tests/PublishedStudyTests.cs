using GeneExpression;
using GeneExpression.Study;
using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>The published study of 414,345 values in a table.</summary>
public sealed class PublishedStudyTests
{
    [Fact]
    public void The_published_model_is_fitted_where_its_rows_are()
    {
        Expression[] rows = ExpressionData.Construct();
        using var engine = Engine.Open("DuckDB");
        engine.Run("CREATE TABLE expression (\"values\" DOUBLE, week DOUBLE, genotype VARCHAR, probesets VARCHAR)");
        using (DuckDB.NET.Data.DuckDBAppender appender = ((DuckDB.NET.Data.DuckDBConnection)engine.Connection).CreateAppender("expression"))
        {
            foreach (Expression row in rows)
            {
                appender.CreateRow().AppendValue(row.Values).AppendValue(row.Week).AppendValue(row.Genotype.ToString()).AppendValue(row.Probesets).EndRow();
            }
        }

        ExpressionFit memory = ExpressionModel.Fit(rows, Estimation.MaximumLikelihood);

        Agreement.Of(memory, ExpressionModel.FitIn(engine.Connection, "expression", Estimation.MaximumLikelihood));
    }
}
