namespace Service.Faults;

/// <summary>What lies behind a fault: readers of rows wrap what the server throws while they read.</summary>
internal static class FaultCauses
{
    /// <summary>The first of a type among a fault and its causes; null where there is none.</summary>
    public static TException? Cause<TException>(this Exception fault)
        where TException : Exception
    {
        for (Exception? cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is TException found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>True when the body did not come to its end, for which a client that left is the usual reason.</summary>
    public static bool IsOfBrokenBody(this Exception fault) => fault.Cause<IOException>() is { } cause and not BadHttpRequestException { StatusCode: not StatusCodes.Status400BadRequest };
}
