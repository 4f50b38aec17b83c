using GeneExpression;
using GeneExpression.Study;
using Lmm.Tests.ReferenceModels;

namespace Lmm.Benchmarks.Fits;

/// <summary>The models that are timed, all by maximum likelihood.</summary>
internal static class Cases
{
    private static readonly (string Name, Func<string, Case> Load)[] Loaders =
    [
        ("gene-expression", LoadGeneExpression),
        ("insteval", name => LoadEvaluations(name, EvaluationModel.Formula, static (rows, by) => EvaluationModel.Fit(rows, by))),
        ("insteval-interaction", name => LoadEvaluations(name, DepartmentModel.Formula, static (rows, by) => DepartmentModel.Fit(rows, by))),
        ("naming", LoadNaming),
        ("sleepstudy", LoadSleepstudy),
    ];

    /// <summary>The names of all models.</summary>
    public static IEnumerable<string> Names => Loaders.Select(loader => loader.Name);

    /// <summary>Reads the rows of a model.</summary>
    /// <exception cref="ArgumentException">No model has that name.</exception>
    public static Case Load(string name)
    {
        foreach ((string known, Func<string, Case> load) in Loaders)
        {
            if (known == name)
            {
                return load(name);
            }
        }

        throw new ArgumentException($"There is no model {name}; there are {string.Join(", ", Names)}.", nameof(name));
    }

    /// <summary>The rows of sleepstudy.</summary>
    public static SleepDay[] Sleepstudy()
        => [.. DataSet.Read("sleepstudy", row => new SleepDay(row.Parse<double>("Reaction"), row.Parse<int>("Days"), row.Parse<int>("Subject")))];

    private static Case LoadGeneExpression(string name)
    {
        Expression[] rows = ExpressionData.Construct();
        return new Case(name, ExpressionModel.Formula, rows.Length, by => ExpressionModel.Fit(rows, by));
    }

    private static Case LoadEvaluations(string name, string formula, Func<List<Evaluation>, Estimation, LinearMixedModelFit> fit)
    {
        List<Evaluation> rows = DataSet.Read("InstEval", row => new Evaluation(row.Parse<int>("y"), row.Parse<int>("s"), row.Parse<int>("d"), row.GetString("dept"), row.Parse<int>("service")));
        return new Case(name, formula, rows.Count, by => fit(rows, by));
    }

    private static Case LoadNaming(string name)
    {
        List<Naming> rows = DataSet.Read("naming", row => new Naming(row.GetString("subj"), row.GetString("item"), row.Parse<double>("spkr"), row.Parse<double>("prec"), row.Parse<double>("load"), row.Parse<double>("rt")));
        return new Case(name, "rt ~ spkr*prec*load + (spkr+prec+load|subj) + (…|item)", rows.Count, by => NamingModel.Fit(rows, by));
    }

    private static Case LoadSleepstudy(string name)
    {
        SleepDay[] rows = Sleepstudy();
        return new Case(name, SleepDayModel.Formula, rows.Length, by => SleepDayModel.Fit(rows, by));
    }
}
