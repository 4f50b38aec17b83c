namespace Lmm;

/// <summary>How much a finding of a review matters; the later member matters more.</summary>
public enum FindingSeverity
{
    /// <summary>To know, and no fault: what the data cannot tell, or why numbers are as they are.</summary>
    Remark,

    /// <summary>The model and the data do not go together there, and numbers of the fit change if that is seen to.</summary>
    Warning,

    /// <summary>Conclusions change, or numbers are of no use, until it is seen to.</summary>
    Serious,
}
