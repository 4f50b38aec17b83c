namespace Lmm.Cli;

/// <summary>What was asked for cannot be done; the message says what is wrong and what to write.</summary>
internal sealed class InputException(string message) : Exception(message);
