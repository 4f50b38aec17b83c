using Lmm.Formula;
using Lmm.Formula.Diagnostics;

namespace Lmm.Generators.Declarations;

/// <summary>The part of a <c>[Model]</c> attribute that a fault is shown at.</summary>
internal enum FaultPlace
{
    /// <summary>The attribute's name.</summary>
    Attribute,

    /// <summary>The value of <c>Name</c>, or the attribute's name where there is none.</summary>
    Name,

    /// <summary>Nowhere: it is shown at another attribute, which has the fault.</summary>
    Elsewhere,
}

/// <summary>A fault of a model's declaration that is not in the formula.</summary>
/// <param name="Rule">The rule it breaks.</param>
/// <param name="Place">Where it is shown.</param>
/// <param name="Arguments">What fills the message's placeholders.</param>
internal sealed record DeclarationFault(FormulaRule Rule, FaultPlace Place, EquatableArray<string> Arguments);
