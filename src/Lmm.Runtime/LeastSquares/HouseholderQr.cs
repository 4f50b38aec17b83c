using Lmm.Kernels;

namespace Lmm.LeastSquares;

/// <summary>The QR factorisation X = QR of a tall matrix of independent columns by Householder reflections.</summary>
internal sealed class HouseholderQr
{
    private readonly double[][] _columns;
    private readonly double[] _reflectorHeads;
    private readonly CancellationToken _cancellationToken;

    /// <summary>Factors a matrix, overwriting its columns.</summary>
    /// <param name="columns">The columns, no more than each has elements; they are overwritten.</param>
    /// <param name="cancellationToken">Stops this work and what is done with the factors.</param>
    public HouseholderQr(double[][] columns, CancellationToken cancellationToken = default)
    {
        _columns = columns;
        _cancellationToken = cancellationToken;
        _reflectorHeads = new double[columns.Length];
        for (int k = 0; k < columns.Length; k++)
        {
            FormReflector(k);
            for (int j = k + 1; j < columns.Length; j++)
            {
                Reflect(k, columns[j]);
            }
        }
    }

    /// <summary>The number of columns.</summary>
    public int Rank => _columns.Length;

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

    private double R(int row, int column) => _columns[column][row];

    // Column k becomes R's column k, with the reflector's tail below the diagonal and its head beside.
    private void FormReflector(int k)
    {
        Span<double> tail = _columns[k].AsSpan(k);
        double norm = VectorNorm.Of(tail);
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
        _cancellationToken.ThrowIfCancellationRequested();
        double head = _reflectorHeads[k];
        ReadOnlySpan<double> tail = _columns[k].AsSpan(k + 1);
        Span<double> target = vector.AsSpan(k + 1);
        double t = -((head * vector[k]) + VectorProducts.Dot(tail, target)) / head;
        vector[k] += t * head;
        VectorProducts.Add(t, tail, target);
    }
}
