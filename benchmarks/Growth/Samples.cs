namespace Lmm.Benchmarks.Growth;

/// <summary>Random rows of known models; the same seed gives the same rows.</summary>
internal static class Samples
{
    private const int Seed = 20240229;

    /// <summary>Groups of equal expected size, in random order of rows: standard deviations 1 (intercept), 0.5 (slope) and 1 (residual).</summary>
    public static Measurement[] Grouped(int rows, int groups)
    {
        Measurement[] result = [.. GroupedOneByOne(rows, groups)];
        new Random(Seed).Shuffle(result);
        return result;
    }

    /// <summary>The same rows in an order of their own, none of which is kept.</summary>
    public static IEnumerable<Measurement> GroupedOneByOne(int rows, int groups)
    {
        var random = new Random(Seed);
        double[] intercepts = Normals(random, groups, 1);
        double[] slopes = Normals(random, groups, 0.5);
        for (int row = 0; row < rows; row++)
        {
            int group = row < groups ? row : random.Next(groups);
            double x = random.NextDouble() - 0.5;
            yield return new Measurement(2 + intercepts[group] + ((1 + slopes[group]) * x) + Normal(random), x, group);
        }
    }

    /// <summary>Ratings as of films: the popularity of films and the diligence of users fall like one over their rank, nobody rates a film twice.</summary>
    public static Rating[] Skewed(int rows, int users, int films)
    {
        var random = new Random(Seed);
        double[] userEffects = Normals(random, users, 0.5);
        double[] filmEffects = Normals(random, films, 0.7);
        double[] userShares = Cumulative(users, 0.7, 10);
        double[] filmShares = Cumulative(films, 1, 30);
        var seen = new HashSet<long>(rows);
        var result = new Rating[rows];
        for (int row = 0; row < rows;)
        {
            int user = row < users ? row : Draw(random, userShares);
            int film = row < films ? row : Draw(random, filmShares);
            if (seen.Add(((long)user * films) + film))
            {
                double x = random.NextDouble();
                result[row++] = new Rating(3.5 + (0.2 * x) + userEffects[user] + filmEffects[film] + Normal(random), x, user, film);
            }
        }

        return result;
    }

    /// <summary>Users who meet only a few of the films near their own place on a line, as patients and doctors, or workers and firms, of a region.</summary>
    public static Rating[] Local(int rows, int users, int films)
    {
        const int Reach = 6;
        var random = new Random(Seed);
        double[] userEffects = Normals(random, users, 0.5);
        double[] filmEffects = Normals(random, films, 0.7);
        var result = new Rating[rows];
        for (int row = 0; row < rows; row++)
        {
            int user = row < users ? row : random.Next(users);
            int home = (int)((long)user * films / users);
            int film = Math.Clamp(home + random.Next(-Reach, Reach + 1), 0, films - 1);
            double x = random.NextDouble();
            result[row] = new Rating(3.5 + (0.2 * x) + userEffects[user] + filmEffects[film] + Normal(random), x, user, film);
        }

        return result;
    }

    /// <summary>
    /// Five years of students, each year with a teacher of the student's school; one year in twenty a student changes to a school nearby.
    /// </summary>
    public static SchoolYear[] Schools(int students, int teachers, int schools)
    {
        const int Years = 5;
        const int Reach = 3;
        var random = new Random(Seed);
        double[] studentEffects = Normals(random, students, 1);
        double[] teacherEffects = Normals(random, teachers, 0.4);
        double[] schoolEffects = Normals(random, schools, 0.3);
        int staff = teachers / schools;
        var result = new SchoolYear[students * Years];
        for (int student = 0; student < students; student++)
        {
            int school = (int)((long)student * schools / students);
            for (int year = 0; year < Years; year++)
            {
                if (random.NextDouble() < 0.05)
                {
                    school = Math.Clamp(school + random.Next(-Reach, Reach + 1), 0, schools - 1);
                }

                int teacher = (school * staff) + random.Next(staff);
                double x = random.NextDouble();
                result[(student * Years) + year] = new SchoolYear(
                    5 + x + studentEffects[student] + teacherEffects[teacher] + schoolEffects[school] + Normal(random), x, student, teacher, school);
            }
        }

        return result;
    }

    /// <summary>Rows of all cells of sorts and places, in random order: standard deviations between 0.5 and 1.5 by sort, and 1 (residual).</summary>
    public static Cell[] Cells(int sorts, int places, int replicates)
    {
        var random = new Random(Seed);
        var result = new Cell[sorts * places * replicates];
        for (int sort = 0, row = 0; sort < sorts; sort++)
        {
            double[] effects = Normals(random, places, 0.5 + ((double)sort / sorts));
            for (int place = 0; place < places; place++)
            {
                for (int replicate = 0; replicate < replicates; replicate++)
                {
                    result[row++] = new Cell(3 + effects[place] + Normal(random), $"s{sort:000}", $"p{place:000}");
                }
            }
        }

        random.Shuffle(result);
        return result;
    }

    private static double[] Cumulative(int count, double exponent, double shift)
    {
        var sums = new double[count];
        double sum = 0;
        for (int rank = 0; rank < count; rank++)
        {
            sum += Math.Pow(rank + shift, -exponent);
            sums[rank] = sum;
        }

        return sums;
    }

    private static int Draw(Random random, double[] sums)
    {
        int place = Array.BinarySearch(sums, random.NextDouble() * sums[^1]);
        return Math.Min(place < 0 ? ~place : place, sums.Length - 1);
    }

    private static double[] Normals(Random random, int count, double deviation)
    {
        var values = new double[count];
        for (int index = 0; index < count; index++)
        {
            values[index] = deviation * Normal(random);
        }

        return values;
    }

    private static double Normal(Random random)
        => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
