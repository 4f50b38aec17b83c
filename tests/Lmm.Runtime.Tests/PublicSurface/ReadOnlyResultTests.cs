using System.Collections;
using System.Reflection;
using Lmm.Tests.HardData;

namespace Lmm.Tests.PublicSurface;

/// <summary>Nothing that a result hands out lets a caller change the result.</summary>
public class ReadOnlyResultTests
{
    private static readonly ModelFrame Data = CsvText.ReadShared("sleepstudy").Frame();

    [Fact]
    public void No_public_property_is_an_array()
    {
        IEnumerable<string> arrays =
            from type in typeof(ModelFit).Assembly.GetExportedTypes()
            where !type.IsSubclassOf(typeof(Attribute))
            from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            where property.PropertyType.IsArray
            select $"{type.Name}.{property.Name}";

        Assert.Empty(arrays);
    }

    [Fact]
    public void No_public_record_is_positional()
    {
        IEnumerable<string> positional = typeof(ModelFit).Assembly.GetExportedTypes().Where(static type => type.GetMethod("Deconstruct") is not null).Select(static type => type.Name);

        Assert.Empty(positional);
    }

    [Fact]
    public void Lists_of_results_refuse_writers()
    {
        LinearMixedModelFit mixed = LinearMixedModel.Fit(Model.Parse("Reaction ~ Days + I(2 * Days) + (Days | Subject)").Bind(Data).BuildDesign());
        var line = (LinearModelFit)Model.Parse("Reaction ~ Days").Fit(Data);
        ManyFits many = LinearMixedModel.FitMany(mixed.Design, new ResponseTable([mixed.Design.Response.ToArray()]));
        object[] results =
        [
            mixed, line, mixed.Convergence, mixed.Coefficients, mixed.GroupingFactors[0], mixed.GroupingFactors[0].ModesAt(0), mixed.Design, mixed.Design.FixedEffects,
            mixed.Design.RandomEffects[0], mixed.Design.RandomEffects[0].Grouping, many, many[0], many.Coefficient("Days"), mixed.Tables, mixed.Tables.VarianceComponents, mixed.Tables.VarianceComponents.Columns[0],
            mixed.Tables.VarianceComponents.Columns[2], mixed.Notes[0], LikelihoodRatioTest.Compare(line, mixed), Data, new FitWorkspace(mixed.Design), mixed.Rows,
        ];
        int lists = 0;
        foreach (object result in results)
        {
            foreach (PropertyInfo property in result.GetType().GetProperties().Where(static property => property.GetIndexParameters().Length == 0 && typeof(IEnumerable).IsAssignableFrom(property.PropertyType) && property.PropertyType != typeof(string)))
            {
                object? value = property.GetValue(result);
                string name = $"{result.GetType().Name}.{property.Name}";
                Assert.False(value is Array { Length: > 0 }, name);
                if (value is IList list and not Array)
                {
                    lists++;
                    Assert.True(list.IsReadOnly, name);
                    Assert.Throws<NotSupportedException>(() => list[0] = null);
                }
            }
        }

        Assert.True(lists > 30, $"{lists} lists");
    }

    [Fact]
    public void A_copy_of_a_matrix_or_of_a_column_is_a_copy()
    {
        LinearMixedModelFit fit = LinearMixedModel.Fit(Model.Parse("Reaction ~ Days + (Days | Subject)").Bind(Data).BuildDesign());
        double variance = fit.CoefficientCovariance[0, 0];
        double first = fit.Design.Response[0];
        string printed = fit.ToString();
        fit.CoefficientCovariance.ToArray()[0, 0] = 1e9;
        fit.CoefficientCorrelation.ToArray()[0, 1] = 1e9;
        fit.Design.Response.ToArray()[0] = 1e9;

        Assert.Equal(variance, fit.CoefficientCovariance[0, 0]);
        Assert.Equal(first, fit.Design.Response[0]);
        Assert.Equal(printed, fit.ToString());
    }
}
