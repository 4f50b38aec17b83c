using System.Runtime.ExceptionServices;
using Lmm.Kernels;

namespace Lmm.Influence;

/// <summary>Takes out one level after the other.</summary>
/// <param name="groups">The rows by levels.</param>
/// <param name="levels">The levels to take out.</param>
/// <param name="rest">Fits what is left.</param>
/// <param name="measures">What the estimates are compared by.</param>
/// <param name="theta">θ̂ of all rows; empty for a linear model.</param>
internal sealed class LevelDeletions(LevelGroups groups, int[] levels, RestFit rest, DeletionMeasures measures, double[] theta)
{
    private readonly int _rowCount = groups.Rows.Sum(static rows => rows.Length);

    /// <summary>At the fit's θ: from what a level's rows have in the estimates, or where these are too many or alone tell of something, from the rows that are left.</summary>
    public DeletedEstimates[] AtTheta(EstimatedRows rows, Workers workers, IProgress<FitProgress>? progress)
    {
        int[]? places = Places(rows);
        return Run(workers, progress, () => new GroupDeletion(rows), (level, deletion) =>
        {
            int[] own = groups.Rows[level];
            return deletion.TryDelete(places is null ? own : Array.ConvertAll(own, row => places[row]))
                ? Read(rows, deletion, own.Length)
                : Rest(level, refits: false, workers.CancellationToken);
        });
    }

    /// <summary>With θ estimated anew.</summary>
    public DeletedEstimates[] ByRefits(Workers workers, IProgress<FitProgress>? progress)
        => Run(workers, progress, static () => 0, (level, _) => Rest(level, refits: true, workers.CancellationToken));

    private DeletedEstimates[] Run<TScratch>(Workers workers, IProgress<FitProgress>? progress, Func<TScratch> scratch, Func<int, TScratch, DeletedEstimates> delete)
    {
        var results = new DeletedEstimates[levels.Length];
        Lock reporting = new();
        int done = 0;
        try
        {
            workers.Run(results.Length, scratch, (place, own) =>
            {
                results[place] = delete(levels[place], own);
                lock (reporting)
                {
                    progress?.Report(new FitProgress(FitStage.Deletions, ++done, results.Length));
                }
            });
        }
        catch (AggregateException faults)
        {
            ExceptionDispatchInfo.Throw(faults.InnerExceptions[0]);
        }

        return results;
    }

    private DeletedEstimates Read(EstimatedRows rows, GroupDeletion deletion, int count)
    {
        double variance = deletion.ResidualSumOfSquares / (rows.DegreesOfFreedom - count);
        double[] change = measures.ChangeOfWorking(deletion.Change);
        var covariance = measures.Covariance(deletion.Covariance, variance);
        return new DeletedEstimates(count, FitOutcome.Converged)
        {
            Change = change,
            StandardErrors = measures.StandardErrors(covariance),
            Sigma = Math.ScaleB(Math.Sqrt(variance), rows.ResidualUnit),
            Theta = theta,
            CooksDistance = measures.CooksDistance(change),
            CovarianceRatio = measures.CovarianceRatio(covariance),
        };
    }

    private DeletedEstimates Rest(int level, bool refits, CancellationToken cancellationToken)
    {
        int[] own = groups.Rows[level];
        var left = new List<int>(_rowCount - own.Length);
        for (int other = 0; other < groups.Rows.Length; other++)
        {
            if (other != level)
            {
                left.AddRange(groups.Rows[other]);
            }
        }

        left.Sort();
        return rest.Estimate([.. left], own.Length, refits, cancellationToken);
    }

    // Rows of the design among those that count; null where all do.
    private static int[]? Places(EstimatedRows rows)
    {
        if (rows.Estimation.Rows is not { } counted)
        {
            return null;
        }

        var places = new int[counted[^1] + 1];
        for (int place = 0; place < counted.Length; place++)
        {
            places[counted[place]] = place;
        }

        return places;
    }
}
