namespace Service.Rows;

/// <summary>A request has more rows than the service fits.</summary>
/// <param name="most">The most rows.</param>
internal sealed class TooManyRowsException(int most)
    : Exception(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"There are more than {most} rows, the most that this service fits; send fewer."));
