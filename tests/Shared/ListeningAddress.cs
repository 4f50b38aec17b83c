using System.Diagnostics;

namespace Lmm.Tests.Shared;

/// <summary>Where a service listens.</summary>
internal static class ListeningAddress
{
    /// <summary>The address that a service writes when it begins to listen.</summary>
    /// <param name="service">The process, whose output can be read.</param>
    public static async Task<string> Of(Process service)
    {
        const string Before = "Now listening on: ";
        while (await service.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(Before, StringComparison.Ordinal) is >= 0 and int at)
            {
                return line[(at + Before.Length)..].Trim();
            }
        }

        throw new InvalidOperationException("The service ended before it listened.");
    }
}
