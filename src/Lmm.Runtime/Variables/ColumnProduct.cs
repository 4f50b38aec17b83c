using System.Numerics;

namespace Lmm.Variables;

/// <summary>Products of columns, element by element.</summary>
internal static class ColumnProduct
{
    public static double[][] Of(double[][] columns, double[] other, CancellationToken cancellationToken) => Array.ConvertAll(columns, column =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Of(column, other);
    });

    private static double[] Of(double[] first, double[] second)
    {
        double[] product = GC.AllocateUninitializedArray<double>(first.Length);
        int i = 0;
        for (; i <= product.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(first, i) * new Vector<double>(second, i)).CopyTo(product, i);
        }

        for (; i < product.Length; i++)
        {
            product[i] = first[i] * second[i];
        }

        return product;
    }
}
