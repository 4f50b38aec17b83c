using System.Runtime.CompilerServices;

namespace Lmm.Tests.Shared;

/// <summary>
/// Compares a text with the file beside the test, named as Verify names its files: <c>Class.Method.verified.txt</c>. On
/// a difference the text is left in <c>Class.Method.received.txt</c>, to be looked at and moved over the other.
/// </summary>
internal static class GoldenFile
{
    public static void Verify(string text, string extension = "txt", [CallerFilePath] string testFile = "", [CallerMemberName] string method = "")
    {
        string stem = Path.Combine(Path.GetDirectoryName(testFile)!, $"{Path.GetFileNameWithoutExtension(testFile)}.{method}");
        string verified = $"{stem}.verified.{extension}";
        string received = $"{stem}.received.{extension}";
        string expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "";
        if (expected == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Equal(expected, text);
    }
}
