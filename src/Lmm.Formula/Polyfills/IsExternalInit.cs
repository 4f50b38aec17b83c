#pragma warning disable IDE0130 // the compiler looks for the type in its own namespace

namespace System.Runtime.CompilerServices;

/// <summary>
/// Part of the signature of every <c>init</c> accessor. The builds for netstandard2.0 and net10.0 both have it of their
/// own, so that their signatures agree and what was compiled against one also runs on the other.
/// </summary>
internal static class IsExternalInit;
