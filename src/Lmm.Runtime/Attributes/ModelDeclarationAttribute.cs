using System.ComponentModel;

namespace Lmm;

/// <summary>What the attributes that declare a model have in common. No other can be derived from it: models are found by these two.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ModelDeclarationAttribute : Attribute
{
    private protected ModelDeclarationAttribute(string formula) => Formula = formula;

    /// <summary>The formula.</summary>
    public string Formula { get; }

    /// <summary>
    /// The name of the generated class: <c>"AdditiveModel"</c> gives <c>AdditiveModel</c> and <c>AdditiveFit</c>. By
    /// default the row type's name followed by <c>Model</c>.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>The variable that holds the prior weights (as <c>lmer</c>'s <c>weights</c>); by default all weights are one.</summary>
    public string? Weights { get; set; }
}
