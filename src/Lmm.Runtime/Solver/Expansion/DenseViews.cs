using Lmm.Kernels;

namespace Lmm.Solver.Expansion;

/// <summary>Square matrices as the kernels of products take them.</summary>
internal static unsafe class DenseViews
{
    /// <summary>A matrix.</summary>
    public static StridedMatrix Of(SymmetricMatrix matrix) => new(matrix.Pointer, matrix.Stride, 1);
}
