namespace Lmm.Solver;

/// <summary>
/// The criterion in the coordinates of some terms' axes, with given ranks: what is searched where Λ is singular or nearly so. In θ itself a
/// small pivot beside a large element below it makes a long curved valley; here it does not.
/// </summary>
/// <remarks>
/// The criterion depends on Σ = MMᵀ only. With Λ = MRᵀ the triangular factor, ∂f/∂M = (∂f/∂Λ)R, where ∂f/∂Λ has all k × k elements.
/// </remarks>
internal sealed class CovarianceChart : IObjective
{
    private readonly ProfiledCriterion criterion;
    private readonly TermAxes[] axes;
    private readonly CovarianceFace[] faces;
    private readonly ParameterInformation? information;
    private readonly double[] theta;
    private readonly double[] thetaGradient;
    private readonly double[] current;
    private readonly double[] factor;
    private readonly double[] canonical;
    private readonly double[][] rotations;
    private readonly double[] slope;

    /// <summary>Makes the chart about the given axes, which may move between searches.</summary>
    public CovarianceChart(ProfiledCriterion criterion, TermAxes[] axes, ReadOnlySpan<int> ranks)
    {
        this.criterion = criterion;
        this.axes = axes;
        faces = new CovarianceFace[axes.Length];
        for (int term = 0; term < axes.Length; term++)
        {
            faces[term] = new CovarianceFace(axes[term], ranks[term]);
            ParameterCount += faces[term].ParameterCount;
        }

        int size = axes.Max(static term => term.EffectCount * term.EffectCount);
        information = ParameterCount > 0 ? new ParameterInformation(criterion, criterion.Products.Terms, faces) : null;
        theta = new double[criterion.ParameterCount];
        thetaGradient = new double[criterion.ParameterCount];
        current = new double[ParameterCount];
        factor = new double[size];
        canonical = new double[size];
        slope = new double[size];
        rotations = Array.ConvertAll(axes, static term => new double[term.EffectCount * term.EffectCount]);
    }

    /// <inheritdoc/>
    public int ParameterCount { get; }

    /// <inheritdoc/>
    public int Evaluations => criterion.Evaluations;

    /// <inheritdoc/>
    public bool IsCostly => criterion.IsCostly;

    /// <summary>The faces by term.</summary>
    public ReadOnlySpan<CovarianceFace> Faces => faces;

    /// <summary>θ at the last point.</summary>
    public ReadOnlySpan<double> Theta => theta;

    /// <summary>Writes the parameters of the point that the axes are of.</summary>
    public void Origin(Span<double> point)
    {
        int at = 0;
        foreach (CovarianceFace face in faces)
        {
            face.Origin(point.Slice(at, face.ParameterCount));
            at += face.ParameterCount;
        }
    }

    /// <summary>Goes to a point and finds its θ, without an evaluation.</summary>
    public void MoveTo(ReadOnlySpan<double> point)
    {
        point.CopyTo(current);
        int from = 0;
        int to = 0;
        for (int term = 0; term < faces.Length; term++)
        {
            int k = axes[term].EffectCount;
            ICovarianceParameterization structure = axes[term].Term.Covariance;
            faces[term].Factor(point.Slice(from, faces[term].ParameterCount), factor);
            CanonicalFactor.Write(factor, k, canonical, rotations[term]);
            structure.Parameters(canonical.AsSpan(0, k * k), theta.AsSpan(to, structure.ParameterCount));
            from += faces[term].ParameterCount;
            to += structure.ParameterCount;
        }
    }

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> point)
    {
        MoveTo(point);
        return criterion.Value(theta);
    }

    /// <inheritdoc/>
    public void Gradient(Span<double> gradient)
    {
        criterion.Gradient(thetaGradient);
        int at = 0;
        for (int term = 0; term < faces.Length; term++)
        {
            int k = axes[term].EffectCount;
            LevelBlock.Product(criterion.Slope(term), rotations[term], slope, k);
            for (int parameter = 0; parameter < faces[term].ParameterCount; parameter++)
            {
                (int axis, int column) = (faces[term].Row(parameter), faces[term].Column(parameter));
                double sum = 0;
                for (int row = 0; row < k; row++)
                {
                    sum += axes[term].Axes[(row * k) + axis] * slope[(row * k) + column];
                }

                gradient[at++] = sum;
            }
        }
    }

    /// <inheritdoc/>
    public void Curvature(Span<double> matrix) => information?.Form(current, matrix);
}
