namespace Lmm.Coordinates;

/// <summary>The response in working units, (response − offset − shift) · scale; zero when there is none.</summary>
/// <param name="Response">The response; null for none.</param>
/// <param name="Offset">The offset; null for none.</param>
/// <param name="Shift">What is subtracted.</param>
/// <param name="Scale">What is multiplied by after that.</param>
internal readonly record struct WorkingResponse(double[]? Response, double[]? Offset, double Shift, double Scale)
{
    /// <summary>Writes the values of some rows, <paramref name="stride"/> apart; nothing when there is no response.</summary>
    public void Write(int first, int count, Span<double> target, int stride)
    {
        for (int row = 0; row < count && Response is not null; row++)
        {
            double value = Response[first + row] - (Offset is null ? 0 : Offset[first + row]);
            target[row * stride] = (value - Shift) * Scale;
        }
    }
}
