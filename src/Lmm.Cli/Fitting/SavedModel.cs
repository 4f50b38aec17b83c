namespace Lmm.Cli.Fitting;

/// <summary>Fits that were saved.</summary>
internal static class SavedModel
{
    /// <summary>Reads a fit.</summary>
    /// <param name="file">The file.</param>
    /// <param name="context">The run.</param>
    /// <exception cref="SavedFileException">The file cannot be read, is damaged, of another version, or holds something else.</exception>
    public static ModelFit Read(string file, ToolContext context)
    {
        if (file.Length == 0)
        {
            throw new InputException("the name of the saved fit is empty; write the path of a file that lmm fit --save has written");
        }

        (ModelFit fit, _) = context.Stages.Run($"loading {file}", () => ModelFit.Load(file), fit => $"loaded {fit.Formula}", context.CancellationToken);
        return fit;
    }
}
