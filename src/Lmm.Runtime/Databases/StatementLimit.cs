using System.Globalization;

namespace Lmm.Databases;

/// <summary>The time that a statement may take. Not every driver keeps it itself.</summary>
/// <param name="seconds">The seconds; null or zero for any time.</param>
internal sealed class StatementLimit(int? seconds) : IDisposable
{
    private const int SecondsMore = 2;

    private readonly CancellationTokenSource? _end = seconds is > 0 and { } known ? new CancellationTokenSource(TimeSpan.FromSeconds(known)) : null;

    /// <summary>Is cancelled when the time is over.</summary>
    public CancellationToken Token => _end?.Token ?? CancellationToken.None;

    /// <summary>The seconds that a driver is told: more than these, because one that keeps the time and is cancelled in the same moment gives its connection up.</summary>
    public static int OfDriver(int seconds) => seconds == 0 ? 0 : seconds + SecondsMore;

    /// <summary>Does work on a statement; what fails because the time is over fails for that reason.</summary>
    /// <exception cref="TimeoutException">The time is over.</exception>
    public async Task<T> WithinAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception fault) when (_end is not null && (_end.IsCancellationRequested || IsOutOfTime(fault)) && !cancellationToken.IsCancellationRequested && fault is not LmmException)
        {
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"a statement took longer than the {seconds} seconds of DatabaseOptions.StatementSeconds"), fault);
        }
    }

    public void Dispose() => _end?.Dispose();

    // Of a driver that keeps the time, the own time may run out first.
    private static bool IsOutOfTime(Exception fault) => fault is TimeoutException || fault.InnerException is TimeoutException;
}
