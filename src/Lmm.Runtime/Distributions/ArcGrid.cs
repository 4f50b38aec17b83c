using MathNet.Numerics.Integration;

namespace Lmm.Distributions;

/// <summary>
/// Smooth functions of an angle from zero to a quarter turn, at equally spaced nodes. A measure over angles is kept as weights of the nodes, by polynomials through
/// eight of them, so that integrals of any function afterwards cost one product for each node.
/// </summary>
internal static class ArcGrid
{
    /// <summary>How many nodes there are.</summary>
    public const int Nodes = Intervals + 1;

    private const int Intervals = 160;
    private const int Stencil = 8;
    private const double Width = Math.PI / 2 / Intervals;

    private static readonly GaussLegendreRule Rule = new(0, Width, 4);
    private static readonly double[] Denominators = [-5040, 720, -240, 144, -144, 240, -720, 5040];

    /// <summary>Adds mass at an angle to a measure.</summary>
    /// <param name="measure">The weights of the nodes.</param>
    /// <param name="angle">The angle, from zero to π/2.</param>
    /// <param name="mass">The mass.</param>
    public static void Add(double[] measure, double angle, double mass)
    {
        double place = angle / Width;
        int first = Math.Clamp((int)place - (Stencil / 2) + 1, 0, Nodes - Stencil);
        double x = place - first;

        // Lagrange's polynomials by the products of what stands before and after each node.
        Span<double> before = stackalloc double[Stencil];
        before[0] = mass;
        for (int node = 1; node < Stencil; node++)
        {
            before[node] = before[node - 1] * (x - (node - 1));
        }

        double after = 1;
        for (int node = Stencil - 1; node >= 0; node--)
        {
            measure[first + node] += before[node] * after / Denominators[node];
            after *= x - node;
        }
    }

    /// <summary>The integrals of a function from zero to each node.</summary>
    public static double[] Integrals(Func<double, double> function)
    {
        double[] integrals = new double[Nodes];
        for (int interval = 0; interval < Intervals; interval++)
        {
            double sum = 0;
            for (int point = 0; point < Rule.Order; point++)
            {
                sum += Rule.GetWeight(point) * function((interval * Width) + Rule.GetAbscissa(point));
            }

            integrals[interval + 1] = integrals[interval] + sum;
        }

        return integrals;
    }
}
