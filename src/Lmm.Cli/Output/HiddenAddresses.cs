using System.Text.RegularExpressions;

namespace Lmm.Cli.Output;

/// <summary>Takes addresses of databases out of messages, whole, wherever on the command line they stand: they may hold a password.</summary>
/// <param name="arguments">The command line.</param>
internal sealed partial class HiddenAddresses(IReadOnlyList<string> arguments)
{
    private const string Mark = "(address)";

    private readonly string[] _addresses =
    [
        .. arguments.SelectMany(static argument => new[] { argument, argument[(argument.IndexOf('=', StringComparison.Ordinal) + 1)..], argument[(argument.IndexOf(':', StringComparison.Ordinal) + 1)..] })
            .Where(static text => Address().IsMatch(text))
            .Distinct()
            .OrderByDescending(static text => text.Length),
    ];

    /// <summary>A message without the addresses.</summary>
    public string Hide(string message) => _addresses.Aggregate(message, static (text, address) => text.Replace(address, Mark, StringComparison.Ordinal));

    [GeneratedRegex(@"://.*@|^postgres(ql)?:|\b(password|passwd|pwd)\s*=", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
