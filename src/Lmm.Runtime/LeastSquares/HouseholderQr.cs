using Lmm.Kernels;

namespace Lmm.LeastSquares;

/// <summary>
/// The QR factorisation X = QR of a tall matrix by Householder reflections, with the limited column pivoting of
/// LINPACK's <c>dqrdc2</c> as R uses it: a column whose norm falls below a fraction of its original norm, once the
/// columns before it are taken out, moves to the end. Columns thus keep the formula's order, and the same coefficients
/// turn out not estimable as in R.
/// </summary>
internal sealed class HouseholderQr
{
    /// <summary>The fraction of its norm below which a column counts as a combination of those before it; R's <c>lm</c> takes the same.</summary>
    public const double Tolerance = 1e-7;

    // Below this squared ratio the down-dated norm has lost its digits and is formed anew.
    private const double NormRefresh = 1e-6;

    private readonly double[][] _columns;
    private readonly double[] _reflectorHeads;
    private readonly int _rows;

    /// <summary>Factors a matrix, overwriting its columns.</summary>
    /// <param name="columns">The columns, each of the same length; they are overwritten.</param>
    /// <param name="rows">The length of the columns.</param>
    /// <param name="cancellationToken">Stops the work between two columns.</param>
    public HouseholderQr(double[][] columns, int rows, CancellationToken cancellationToken = default)
    {
        _columns = [.. columns];
        _rows = rows;
        _reflectorHeads = new double[columns.Length];
        Pivot = [.. Enumerable.Range(0, columns.Length)];
        Rank = Factor(cancellationToken);
    }

    /// <summary>The number of columns that are not combinations of those before them.</summary>
    public int Rank { get; }

    /// <summary>The original index of each column in the factorisation; the first <see cref="Rank"/> are independent.</summary>
    public int[] Pivot { get; }

    /// <summary>An element of the upper triangle R, row ≤ column &lt; <see cref="Rank"/>.</summary>
    public double R(int row, int column) => _columns[column][row];

    /// <summary>Overwrites a vector v with Qᵀv.</summary>
    public void ApplyTransposed(double[] vector)
    {
        for (int k = 0; k < Rank; k++)
        {
            Reflect(k, vector);
        }
    }

    /// <summary>Overwrites a vector v with Qv.</summary>
    public void Apply(double[] vector)
    {
        for (int k = Rank - 1; k >= 0; k--)
        {
            Reflect(k, vector);
        }
    }

    /// <summary>Solves Rx = v for the first <see cref="Rank"/> elements, in place.</summary>
    public void SolveUpper(Span<double> vector)
    {
        for (int i = Rank - 1; i >= 0; i--)
        {
            double sum = vector[i];
            for (int j = i + 1; j < Rank; j++)
            {
                sum -= R(i, j) * vector[j];
            }

            vector[i] = sum / R(i, i);
        }
    }

    /// <summary>Solves Rᵀx = v for the first <see cref="Rank"/> elements, in place.</summary>
    public void SolveUpperTransposed(Span<double> vector)
    {
        for (int i = 0; i < Rank; i++)
        {
            double sum = vector[i];
            for (int j = 0; j < i; j++)
            {
                sum -= R(j, i) * vector[j];
            }

            vector[i] = sum / R(i, i);
        }
    }

    private int Factor(CancellationToken cancellationToken)
    {
        int candidates = _columns.Length;
        double[] norms = [.. _columns.Select(column => VectorNorm.Of(column))];
        double[] originalNorms = [.. norms.Select(norm => norm == 0 ? 1 : norm)];
        int k = 0;
        while (k < candidates && k < _rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (norms[k] < originalNorms[k] * Tolerance)
            {
                MoveToEnd(k, norms, originalNorms);
                candidates--;
                continue;
            }

            if (k == _rows - 1)
            {
                k++;
                break;
            }

            FormReflector(k);
            for (int j = k + 1; j < _columns.Length; j++)
            {
                Reflect(k, _columns[j]);
                DowndateNorm(k, j, norms);
            }

            k++;
        }

        return Math.Min(k, candidates);
    }

    // Column k becomes R's column k, with the reflector's tail below the diagonal and its head beside.
    private void FormReflector(int k)
    {
        Span<double> tail = _columns[k].AsSpan(k);
        double norm = VectorNorm.Of(tail);
        if (norm == 0)
        {
            return;
        }

        double signedNorm = tail[0] < 0 ? -norm : norm;
        for (int i = 0; i < tail.Length; i++)
        {
            tail[i] /= signedNorm;
        }

        _reflectorHeads[k] = 1 + tail[0];
        tail[0] = -signedNorm;
    }

    // v ← (I − h hᵀ / h₀) v with h = (head, tail), hᵀh = 2h₀.
    private void Reflect(int k, double[] vector)
    {
        double head = _reflectorHeads[k];
        if (head == 0)
        {
            return;
        }

        ReadOnlySpan<double> tail = _columns[k].AsSpan(k + 1);
        Span<double> target = vector.AsSpan(k + 1);
        double t = -((head * vector[k]) + VectorProducts.Dot(tail, target)) / head;
        vector[k] += t * head;
        VectorProducts.Add(t, tail, target);
    }

    private void DowndateNorm(int k, int j, double[] norms)
    {
        if (norms[j] == 0)
        {
            return;
        }

        double ratio = Math.Abs(_columns[j][k]) / norms[j];
        double remaining = Math.Max(1 - (ratio * ratio), 0);
        if (remaining < NormRefresh)
        {
            norms[j] = VectorNorm.Of(_columns[j].AsSpan(k + 1));
        }
        else
        {
            norms[j] *= Math.Sqrt(remaining);
        }
    }

    private void MoveToEnd(int k, params double[][] companions)
    {
        RotateLeft(_columns, k);
        RotateLeft(Pivot, k);
        foreach (double[] companion in companions)
        {
            RotateLeft(companion, k);
        }
    }

    private static void RotateLeft<T>(T[] items, int start)
    {
        T moved = items[start];
        Array.Copy(items, start + 1, items, start, items.Length - start - 1);
        items[^1] = moved;
    }
}
