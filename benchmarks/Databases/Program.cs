using System.Globalization;
using System.Runtime.InteropServices;
using Lmm.Benchmarks;
using Lmm.Benchmarks.Databases;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.WriteLine($"{Machine.Processor}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}");
switch (args)
{
    case ["growth", .. var sizes]:
        Growth.Show([.. (sizes.Length > 0 ? sizes : ["100000", "1000000", "10000000", "100000000"]).Select(size => long.Parse(size, CultureInfo.InvariantCulture))]);
        break;
    case ["crossed", .. var sizes]:
        Growth.ShowCrossed([.. (sizes.Length > 0 ? sizes : ["100000", "10000000"]).Select(size => long.Parse(size, CultureInfo.InvariantCulture))]);
        break;
    case ["view", var size]:
        Growth.ShowView(long.Parse(size, CultureInfo.InvariantCulture));
        break;
    case ["fit", var size]:
        Growth.ShowFit(long.Parse(size, CultureInfo.InvariantCulture));
        break;
    case ["study"]:
        PublishedStudy.Show();
        break;
    case ["shards", .. var sizes]:
        Shards.Show(sizes.Length > 0 ? long.Parse(sizes[0], CultureInfo.InvariantCulture) : 1_000_000);
        break;
    case ["many", .. var sizes]:
        ManyResponses.Show(sizes.Length > 0 ? int.Parse(sizes[0], CultureInfo.InvariantCulture) : 2_000, sizes.Length > 1 ? int.Parse(sizes[1], CultureInfo.InvariantCulture) : 200);
        break;
    default:
        Console.Error.WriteLine("growth [ROWS ...], crossed [ROWS ...], view ROWS, fit ROWS, study, shards [ROWS], or many [RESPONSES [SAMPLES]]");
        return 2;
}

return 0;
