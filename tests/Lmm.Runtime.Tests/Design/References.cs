using System.Text.Json;

namespace Lmm.Runtime.Tests.Design;

/// <summary>Reads what the scripts in tests/reference printed.</summary>
internal static class References
{
    private static readonly string Folder = FindFolder();

    public static string PathOf(string file) => Path.Combine(Folder, file);

    public static string[] Lines(string file) => File.ReadAllLines(PathOf(file));

    public static JsonElement Json(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(PathOf(file)));
        return document.RootElement.Clone();
    }

    public static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetString()!)];

    public static int[] Integers(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetInt32())];

    public static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetDouble())];

    public static double[][] Columns(JsonElement array) => [.. array.EnumerateArray().Select(Numbers)];

    public static ContrastCoding Coding(string nameInR) => nameInR switch
    {
        "contr.treatment" => ContrastCoding.Treatment,
        "contr.sum" => ContrastCoding.Sum,
        "contr.helmert" => ContrastCoding.Helmert,
        "contr.poly" => ContrastCoding.Polynomial,
        "contr.sdif" => ContrastCoding.SuccessiveDifferences,
        _ => throw new ArgumentOutOfRangeException(nameof(nameInR), nameInR, "no such contrasts"),
    };

    private static string FindFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "tests", "reference");
            if (File.Exists(Path.Combine(folder.FullName, "Lmm.sln")) && Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException("tests/reference is not above the test's folder.");
    }
}
