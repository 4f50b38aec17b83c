using System.Text.RegularExpressions;

namespace Lmm.Cli.Output;

/// <summary>Takes addresses of databases out of messages, whole, wherever on the command line they stand: they may hold a password.</summary>
/// <param name="arguments">The command line.</param>
internal sealed partial class HiddenAddresses(IReadOnlyList<string> arguments)
{
    private const string Mark = "(address)";

    private readonly Lazy<string[]> _addresses = new(() =>
    [
        .. arguments.SelectMany(static argument => new[] { argument, argument[(argument.IndexOf('=', StringComparison.Ordinal) + 1)..], argument[(argument.IndexOf(':', StringComparison.Ordinal) + 1)..] })
            .Where(static text => Address().IsMatch(text))
            .Distinct()
            .OrderByDescending(static text => text.Length),
    ]);

    /// <summary>A message without the addresses, and without passwords of statements.</summary>
    public string Hide(string message)
        => message.Length == 0 ? message : Masked(_addresses.Value.Aggregate(message, static (text, address) => text.Replace(address, Mark, StringComparison.Ordinal)));

    /// <summary>A statement without passwords, as calls of an engine's may have them that reach for other databases.</summary>
    public static string Masked(string text) => Password().Replace(text, "(hidden)");

    [GeneratedRegex(@"://.*@|^postgres(ql)?:|\b(password|passwd|pwd)\s*=", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"(?<=\b(password|passwd|pwd)\s*=\s*)(''[^']*''|'[^']*'|""[^""]*""|[^\s;,'"")]+)|(?<=://[^\s/@:]*:)[^\s@]+(?=@)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Password();
}
