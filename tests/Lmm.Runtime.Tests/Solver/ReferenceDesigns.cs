using System.Globalization;
using Lmm.Formula.Binding;
using static Lmm.Tests.Solver.DesignSketch;

namespace Lmm.Tests.Solver;

/// <summary>The designs of the reference models, by the number that their files begin with.</summary>
internal static class ReferenceDesigns
{
    /// <summary>The design of a reference by its name, such as <c>05-sleepstudy-REML</c>.</summary>
    public static ModelDesign Build(string name) => Build(int.Parse(name[..2], CultureInfo.InvariantCulture));

    public static ModelDesign Build(int number) => number switch
    {
        1 => OneWay("Dyestuff", "Yield", "Batch"),
        2 => OneWay("Dyestuff2", "Yield", "Batch"),
        3 => Penicillin(),
        4 => Pastes(),
        5 => Sleepstudy((sketch, subject, one, days) => sketch.Random(subject, one)),
        6 => Sleepstudy((sketch, subject, one, days) => sketch.Random(subject, one, days)),
        7 => Sleepstudy((sketch, subject, one, days) => sketch.Random(subject, CovarianceStructure.Diagonal, one, days)),
        8 => Sleepstudy((sketch, subject, one, days) => sketch.Random(subject, days)),
        9 => Cake(),
        10 => Machines((sketch, table, one, machine) => sketch.Random(table.Factor("Worker"), one)),
        11 => Machines((sketch, table, one, machine) => sketch.Random(table.Factor("Worker"), one).Random(table.Factor("Worker", "Machine"), one)),
        12 => Machines((sketch, table, one, machine) => sketch.Random(table.Factor("Worker"), Indicators(machine))),
        13 => Machines((sketch, table, one, machine) => sketch.Random(table.Factor("Worker"), [one, .. Contrasts(machine)])),
        14 => OxideIntercepts(),
        15 => OxideSources(),
        16 => OneWay("Rail", "travel", "Rail"),
        17 => Oxboys(),
        18 => Carrots(),
        19 => InstEval(false),
        20 => InstEval(true),
        _ => throw new ArgumentOutOfRangeException(nameof(number)),
    };

    /// <summary>naming: <c>rt ~ spkr*prec*load + (spkr+prec+load|subj) + (spkr+prec+load|item)</c>.</summary>
    public static ModelDesign Naming()
    {
        DataTable table = DataTable.Read("naming");
        SketchColumn one = One(table.RowCount);
        SketchColumn[] spkr = [new("spkr", table.Numeric("spkr"))];
        SketchColumn[] prec = [new("prec", table.Numeric("prec"))];
        SketchColumn[] load = [new("load", table.Numeric("load"))];
        return new DesignSketch("rt", table.Numeric("rt"))
            .Fixed([one, .. spkr, .. prec, .. load, .. Cross(spkr, prec), .. Cross(spkr, load), .. Cross(prec, load), .. Cross(Cross(spkr, prec), load)])
            .Random(table.Factor("subj"), [one, .. spkr, .. prec, .. load])
            .Random(table.Factor("item"), [one, .. spkr, .. prec, .. load])
            .Build();
    }

    private static ModelDesign OneWay(string data, string response, string grouping)
    {
        DataTable table = DataTable.Read(data);
        SketchColumn one = One(table.RowCount);
        return new DesignSketch(response, table.Numeric(response)).Fixed(one).Random(table.Factor(grouping), one).Build();
    }

    private static ModelDesign Penicillin()
    {
        DataTable table = DataTable.Read("Penicillin");
        SketchColumn one = One(table.RowCount);
        return new DesignSketch("diameter", table.Numeric("diameter")).Fixed(one).Random(table.Factor("plate"), one).Random(table.Factor("sample"), one).Build();
    }

    private static ModelDesign Pastes()
    {
        DataTable table = DataTable.Read("Pastes");
        SketchColumn one = One(table.RowCount);
        return new DesignSketch("strength", table.Numeric("strength")).Fixed(one).Random(table.Factor("cask", "batch"), one).Random(table.Factor("batch"), one).Build();
    }

    private static ModelDesign Sleepstudy(Func<DesignSketch, FactorColumn, SketchColumn, SketchColumn, DesignSketch> random)
    {
        DataTable table = DataTable.Read("sleepstudy");
        SketchColumn one = One(table.RowCount);
        SketchColumn days = new("Days", table.Numeric("Days"));
        return random(new DesignSketch("Reaction", table.Numeric("Reaction")).Fixed(one, days), table.Factor("Subject"), one, days).Build();
    }

    private static ModelDesign Cake()
    {
        DataTable table = DataTable.Read("cake");
        SketchColumn one = One(table.RowCount);
        SketchColumn[] recipe = Contrasts(table.Factor("recipe"));
        SketchColumn[] temperature = Contrasts(table.Factor("temperature"));
        return new DesignSketch("angle", table.Numeric("angle"))
            .Fixed([one, .. recipe, .. temperature, .. Cross(recipe, temperature)])
            .Random(table.Factor("recipe", "replicate"), one)
            .Build();
    }

    private static ModelDesign Machines(Func<DesignSketch, DataTable, SketchColumn, FactorColumn, DesignSketch> random)
    {
        DataTable table = DataTable.Read("Machines");
        SketchColumn one = One(table.RowCount);
        FactorColumn machine = table.Factor("Machine");
        return random(new DesignSketch("score", table.Numeric("score")).Fixed([one, .. Contrasts(machine)]), table, one, machine).Build();
    }

    private static ModelDesign OxideIntercepts()
    {
        DataTable table = DataTable.Read("Oxide");
        SketchColumn one = One(table.RowCount);
        return new DesignSketch("Thickness", table.Numeric("Thickness")).Fixed(one).Random(table.Factor("Wafer", "Lot"), one).Random(table.Factor("Lot"), one).Build();
    }

    private static ModelDesign OxideSources()
    {
        DataTable table = DataTable.Read("Oxide");
        SketchColumn[] columns = [One(table.RowCount), .. Contrasts(table.Factor("Source"))];
        return new DesignSketch("Thickness", table.Numeric("Thickness"))
            .Fixed(columns)
            .Random(table.Factor("Lot"), columns)
            .Random(table.Factor("Lot", "Wafer"), columns)
            .Build();
    }

    private static ModelDesign Oxboys()
    {
        DataTable table = DataTable.Read("Oxboys");
        double[] age = table.Numeric("age");
        SketchColumn[] columns = [One(table.RowCount), new("age", age), new("I(age^2)", Array.ConvertAll(age, static value => value * value))];
        return new DesignSketch("height", table.Numeric("height")).Fixed(columns).Random(table.Factor("Subject"), columns).Build();
    }

    private static ModelDesign Carrots()
    {
        DataTable table = DataTable.Read("carrots", "Preference", "sens2", "Homesize", "Consumer");
        SketchColumn one = One(table.RowCount);
        SketchColumn sens2 = new("sens2", table.Numeric("sens2"));
        return new DesignSketch("Preference", table.Numeric("Preference"))
            .Fixed([one, sens2, .. Contrasts(table.Factor("Homesize"))])
            .Random(table.Factor("Consumer"), one, sens2)
            .Build();
    }

    private static ModelDesign InstEval(bool interaction)
    {
        DataTable table = DataTable.Read("InstEval");
        SketchColumn one = One(table.RowCount);
        SketchColumn[] service = Contrasts(table.Factor("service"));
        var sketch = new DesignSketch("y", table.Numeric("y")).Fixed([one, .. service]).Random(table.Factor("s"), one).Random(table.Factor("d"), one);
        if (!interaction)
        {
            return sketch.Random(table.Factor("dept"), one).Build();
        }

        SketchColumn[] dept = Contrasts(table.Factor("dept"));
        return sketch.Fixed([.. dept, .. Cross(service, dept)]).Build();
    }
}
