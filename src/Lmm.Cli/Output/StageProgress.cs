namespace Lmm.Cli.Output;

/// <summary>Shows how many of how many are done of a stage.</summary>
/// <param name="stages">The stages of the run.</param>
/// <param name="stage">What is being done.</param>
internal sealed class StageProgress(Stages stages, string stage) : IProgress<FitProgress>
{
    /// <inheritdoc/>
    public void Report(FitProgress value) => stages.Say($"{stage}, {value.Done} of {value.Total}");
}
