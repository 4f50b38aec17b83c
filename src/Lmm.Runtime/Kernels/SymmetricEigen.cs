using System.Runtime.CompilerServices;

namespace Lmm.Kernels;

/// <summary>Eigenvalues and eigenvectors of small symmetric matrices, one after the other in the same storage.</summary>
/// <remarks>
/// Cyclic Jacobi rotations (Golub &amp; Van Loan, Matrix Computations, 4th ed., section 8.5): on matrices scaled to a unit diagonal they find
/// small eigenvalues to more digits than reduction to tridiagonal form does (Demmel &amp; Veselić, SIAM J. Matrix Anal. Appl. 13, 1992).
/// </remarks>
/// <param name="order">The order n of the matrices.</param>
/// <param name="cancellationToken">Stops the work, a row of rotations at a time.</param>
internal sealed class SymmetricEigen(int order, CancellationToken cancellationToken = default)
{
    private const int MostSweeps = 40;
    private const double Negligible = 1e-17;

    private readonly double[] _work = new double[order * order];

    /// <summary>The eigenvalues, ascending.</summary>
    public double[] Values { get; } = new double[order];

    /// <summary>The unit eigenvectors, one a row, in the order of <see cref="Values"/>.</summary>
    public double[] Vectors { get; } = new double[order * order];

    /// <summary>Decomposes a symmetric matrix, n × n, whose values are finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Decompose(ReadOnlySpan<double> matrix)
    {
        matrix[.._work.Length].CopyTo(_work);
        Array.Clear(Vectors);
        for (int index = 0; index < order; index++)
        {
            Vectors[(index * order) + index] = 1;
        }

        for (int sweep = 0; sweep < MostSweeps && Sweep(); sweep++)
        {
        }

        for (int index = 0; index < order; index++)
        {
            Values[index] = _work[(index * order) + index];
        }

        Sort();
    }

    // One rotation per entry below the diagonal; false when all of them are negligible.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Sweep()
    {
        bool isRotated = false;
        for (int second = 1; second < order; second++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int first = 0; first < second; first++)
            {
                double entry = _work[(second * order) + first];
                double size = Math.Abs(_work[(first * order) + first]) + Math.Abs(_work[(second * order) + second]);
                if (Math.Abs(entry) > Negligible * size)
                {
                    Rotate(first, second, entry);
                    isRotated = true;
                }
            }
        }

        return isRotated;
    }

    // A := JᵀAJ with the rotation J in the plane of two axes that makes their entry zero.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Rotate(int first, int second, double entry)
    {
        double gap = _work[(second * order) + second] - _work[(first * order) + first];
        double ratio = gap / (2 * entry);
        double tangent = double.IsFinite(ratio * ratio)
            ? Math.CopySign(1, ratio) / (Math.Abs(ratio) + Math.Sqrt(1 + (ratio * ratio)))
            : 1 / (2 * ratio);
        double cosine = 1 / Math.Sqrt(1 + (tangent * tangent));
        double sine = tangent * cosine;
        _work[(first * order) + first] -= tangent * entry;
        _work[(second * order) + second] += tangent * entry;
        _work[(first * order) + second] = _work[(second * order) + first] = 0;
        for (int other = 0; other < order; other++)
        {
            if (other != first && other != second)
            {
                double left = _work[(first * order) + other];
                double right = _work[(second * order) + other];
                _work[(first * order) + other] = _work[(other * order) + first] = (cosine * left) - (sine * right);
                _work[(second * order) + other] = _work[(other * order) + second] = (sine * left) + (cosine * right);
            }

            double u = Vectors[(first * order) + other];
            double v = Vectors[(second * order) + other];
            Vectors[(first * order) + other] = (cosine * u) - (sine * v);
            Vectors[(second * order) + other] = (sine * u) + (cosine * v);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sort()
    {
        for (int place = 0; place < order - 1; place++)
        {
            int least = place;
            for (int other = place + 1; other < order; other++)
            {
                least = Values[other] < Values[least] ? other : least;
            }

            if (least != place)
            {
                (Values[place], Values[least]) = (Values[least], Values[place]);
                for (int index = 0; index < order; index++)
                {
                    (Vectors[(place * order) + index], Vectors[(least * order) + index]) = (Vectors[(least * order) + index], Vectors[(place * order) + index]);
                }
            }
        }
    }
}
