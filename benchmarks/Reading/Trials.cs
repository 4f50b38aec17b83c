using System.Globalization;
using System.Text;

namespace Lmm.Benchmarks.Reading;

/// <summary>Writes made-up trials: two numbers at full precision, a whole number, and two texts in no order.</summary>
internal static class Trials
{
    public static void Write(string path, int rows)
    {
        Random random = new(5);
        using StreamWriter file = new(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        file.Write("reaction,dose,day,subject,item\n");
        for (int row = 0; row < rows; row++)
        {
            file.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{250 + (50 * random.NextDouble())},{random.NextDouble():F4},{random.Next(100)},S{random.Next(2000):D4},item {random.Next(500)}\n"));
        }
    }
}
