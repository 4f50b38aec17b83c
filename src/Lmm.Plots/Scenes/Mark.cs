namespace Lmm.Plots.Scenes;

/// <summary>What a scene is made of.</summary>
internal abstract record Mark;
