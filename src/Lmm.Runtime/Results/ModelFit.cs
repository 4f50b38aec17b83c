#pragma warning disable CA1822 // contract: bodies to come
namespace Lmm;

/// <summary>A fitted model: what linear and linear mixed models have in common.</summary>
public abstract class ModelFit
{
    /// <summary>The fixed-effects coefficients by name and in order.</summary>
    public CoefficientTable Coefficients => throw new InvalidOperationException();
}

/// <summary>The fixed-effects coefficients, in order and by name.</summary>
public sealed class CoefficientTable
{
    /// <summary>The coefficient of that name, such as <c>week:genotypeCSB</c>; an unknown name is an error that lists the names.</summary>
    public Coefficient this[string name] => throw new InvalidOperationException(name);
}

/// <summary>A fitted linear mixed model.</summary>
public class LinearMixedModelFit : ModelFit
{
    /// <summary>Shares another fit's results; generated results derive from this class so.</summary>
    protected LinearMixedModelFit(LinearMixedModelFit fit) => throw new InvalidOperationException(fit?.ToString());

    /// <summary>The random effects of a grouping factor, such as <c>probesets</c>; an unknown name is an error that lists the names.</summary>
    public RandomEffects RandomEffects(string grouping) => throw new InvalidOperationException(grouping);
}

/// <summary>A fitted ordinary linear model.</summary>
public class LinearModelFit : ModelFit
{
    /// <summary>Shares another fit's results; generated results derive from this class so.</summary>
    protected LinearModelFit(LinearModelFit fit) => throw new InvalidOperationException(fit?.ToString());
}
