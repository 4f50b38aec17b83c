using System.Data.Common;
using Lmm.Databases.Tests.Engines;

namespace Lmm.Databases.Tests;

/// <summary>Fits a model to a source twice: to its rows in memory, as the driver gives them, and where they are.</summary>
internal static class BothWays
{
    /// <summary>Asserts that both fits are the same, and returns the one from the database.</summary>
    public static LinearMixedModelFit Agree(Engine engine, string formula, string query, DatabaseOptions? options = null)
    {
        var memory = (LinearMixedModelFit)Model.Parse(formula).Fit(Frame(engine, query), weights: options?.Weights);
        LinearMixedModelFit? database = null;
        foreach (DatabaseStrategy strategy in new[] { DatabaseStrategy.Pairs, DatabaseStrategy.Sums, DatabaseStrategy.Compression })
        {
            database = Model.Parse(formula).FitIn(engine.Connection, query, options: (options ?? DatabaseOptions.Default) with { Strategy = strategy });
            Agreement.Of(memory, database);
            Assert.Equal(memory.Coefficients.Select(static coefficient => coefficient.Name), database.Coefficients.Select(static coefficient => coefficient.Name));
            Assert.Equal(memory.GroupingFactors.Select(static factor => factor.Levels), database.GroupingFactors.Select(static factor => factor.Levels));
        }

        return database!;
    }

    /// <summary>The rows of a query.</summary>
    public static ModelFrame Frame(Engine engine, string query)
    {
        using DbCommand command = engine.Connection.CreateCommand();
        command.CommandText = query;
        using DbDataReader rows = command.ExecuteReader();
        return ModelFrame.From(rows);
    }
}
