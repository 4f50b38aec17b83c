using System.Globalization;
using Lmm.Coordinates;
using Lmm.Crossing;
using Lmm.Design;
using Lmm.Kernels;
using Lmm.LeastSquares;
using Lmm.Means;
using Lmm.Prediction;
using Lmm.Shapes;
using Lmm.Solver;
using Lmm.Storage;
using Lmm.Variables;

namespace Lmm.Results;

/// <summary>Fits in files.</summary>
internal static class StoredFit
{
    private const string Shape = "shape";
    private const string Variables = "variables";
    private const string Estimates = "estimates";
    private const string Sums = "sums";
    private const string Grid = "grid";
    private const string Residuals = "residuals";
    private const string Comparison = "comparison";

    /// <summary>Writes a fit to a file.</summary>
    /// <exception cref="ModelException">A file could not tell the model.</exception>
    public static StoredFileWriter ToFile(ModelFit fit)
    {
        ModelShape shape = fit.Shape;
        LinearMixedModelFit? mixed = fit as LinearMixedModelFit;
        StoredFileWriter file = new(
            mixed is null ? StoredKind.LinearModelFit : StoredKind.LinearMixedModelFit,
            new ModelIdentity(shape.ModelName, shape.Formula, shape.ObservationCount, StoredFormat.LibraryVersion));
        file.Section(Shape, "names of coefficients and terms; the levels of factors").Write(shape);
        if (fit.HasRows || fit.Stored?.Cases is not null)
        {
            StoredWriter variables = file.Section(Variables, "types of the variables, the levels of factors and which combinations of them occur; what transforms have learned, such as means, quantiles, and for splines the smallest and the largest value");
            fit.Cases.Taught.Write(variables);
            variables.WriteOptional(fit.BoundTerms, terms => variables.Write(terms.Spec, shape.ModelName));
        }

        // Lists of texts are read in the order in which they are written.
        WriteData(file, fit);
        if (mixed is not null)
        {
            WriteMixed(file, mixed);
        }
        else
        {
            WriteLinear(file, (LinearModelFit)fit);
        }

        return file;
    }

    /// <summary>Reads a fit of either kind.</summary>
    /// <exception cref="SavedFileException">The file holds something else, or is damaged.</exception>
    public static ModelFit FromFile(StoredFileReader file) => file.Kind == StoredKind.LinearModelFit ? LinearFromFile(file) : MixedFromFile(file);

    /// <summary>Reads the fit of a mixed model.</summary>
    /// <param name="file">The file.</param>
    /// <param name="terms">The terms that the model must have; null for any.</param>
    /// <exception cref="SavedFileException">The file holds something else, or is damaged.</exception>
    public static LinearMixedModelFit MixedFromFile(StoredFileReader file, ModelTerms? terms = null)
    {
        (ModelShape shape, StoredData data) = ReadData(file, StoredKind.LinearMixedModelFit, terms);
        StoredReader sums = file.Section(Sums);
        CrossProducts products = StoredLevelTotals.Read(file, sums.ReadAll(reader => reader.ReadCrossProducts(shape)));
        return file.Section(Estimates).ReadAll(reader =>
        {
            FitOptions options = new()
            {
                MissingValues = reader.ReadMember<MissingValues>(),
                MaximumEvaluations = reader.ReadInt32(),
                DegreesOfFreedom = reader.ReadMember<DegreesOfFreedomMethod>(),
            };
            MixedModelSolution solution = reader.ReadSolution(products);
            return new LinearMixedModelFit(shape, design: null, solution, solution.Optimum.IsRestricted ? Estimation.RestrictedMaximumLikelihood : Estimation.MaximumLikelihood, options, data);
        });
    }

    /// <summary>Reads the fit of a linear model.</summary>
    /// <param name="file">The file.</param>
    /// <param name="terms">The terms that the model must have; null for any.</param>
    /// <exception cref="SavedFileException">The file holds something else, or is damaged.</exception>
    public static LinearModelFit LinearFromFile(StoredFileReader file, ModelTerms? terms = null)
    {
        (ModelShape shape, StoredData data) = ReadData(file, StoredKind.LinearModelFit, terms);
        FixedEffectsCoordinates coordinates = file.Section(Sums).ReadAll(reader => reader.ReadFixedEffects(shape.Coefficients));
        return file.Section(Estimates).ReadAll(reader =>
        {
            LeastSquaresSolution solution = reader.ReadLeastSquares(shape.Coefficients.Count);
            reader.Require(data.Residuals is not null && shape.RandomTerms.Count == 0 && solution.Rank == coordinates.Rank && solution.ObservationCount == shape.ObservationCount);
            return new LinearModelFit(shape, data, solution, new StoredLinearModel(reader.ReadBoolean(), reader.ReadDouble(), reader.ReadDouble(), coordinates));
        });
    }

    private static void WriteMixed(StoredFileWriter file, LinearMixedModelFit fit)
    {
        CrossProducts products = fit.Solution.Optimum.Products;
        file.Section(Sums, fit.Stored?.Contents?.HoldsOf(Sums) ?? StoredCrossProducts.Holds(fit.Shape) + SingleRows(fit)).Write(products);
        StoredLevelTotals.Write(file, products, ClusterTotals(fit));
        StoredWriter writer = file.Section(Estimates, $"estimates and how they were found; the conditional modes of each level of {string.Join(", ", fit.Shape.RandomTerms.Select(static term => term.Grouping).Distinct())}");
        writer.Write((int)fit.Options.MissingValues);
        writer.Write(fit.Options.MaximumEvaluations);
        writer.Write((int)fit.Options.DegreesOfFreedom);
        writer.Write(fit.Solution);
    }

    // A fit that has rows, or rows that stand for others, does without these sums until it is saved.
    private static LevelTotals[] ClusterTotals(LinearMixedModelFit fit)
    {
        Optimum optimum = fit.Solution.Optimum;
        CrossProducts products = optimum.Products;
        if (optimum.IsFromRows || products.Totals.Length > 0 || (fit.HasRows ? fit.Design : fit.Stored?.Formed?.Rows(CancellationToken.None)) is not { } design)
        {
            return products.Totals;
        }

        EstimationDesign rows = EstimationDesign.Of(design);
        FixedEffectsCoordinates coordinates = products.FixedEffects with { Response = products.FixedEffects.Response.Centred };
        return LevelTotalsFormation.All(products, rows.Design, coordinates, new Workers(fit.Options.MaximumThreads, CancellationToken.None));
    }

    private static void WriteLinear(StoredFileWriter file, LinearModelFit fit)
    {
        StoredLinearModel rest = fit.Rest;
        file.Section(Sums, "means, standard deviations and sums of products of the columns, over all rows").Write(rest.Coordinates);
        StoredWriter writer = file.Section(Estimates, "estimates and sums of squares");
        writer.Write(fit.Solution);
        writer.Write(rest.HasIntercept);
        writer.Write(rest.ModelSumOfSquares);
        writer.Write(rest.ResponseSize);
    }

    private static void WriteData(StoredFileWriter file, ModelFit fit)
    {
        if (fit.BoundTerms is not null)
        {
            ReferenceGrid grid = fit.Grid;
            file.Section(Grid, StoredGrid.Holds(grid)).Write(grid);
        }

        if (fit.ResidualSummary is { } residuals)
        {
            StoredWriter writer = file.Section(Residuals, residuals.Rows is null ? "minimum, quartiles and maximum of the residuals" : "all residuals with the numbers of their rows, because they are few");
            writer.Write(residuals.Values.AsSpan());
            writer.WriteOptional(residuals.Rows, rows => writer.Write(rows.AsSpan()));
            writer.Write(residuals.IsWeighted);
        }

        if (fit.Digest is { } digest)
        {
            StoredWriter writer = file.Section(Comparison, "checksums of the response and of the weights, by which fits of the same rows are known; who guesses all of them can see that they are right");
            writer.Write(digest.Response);
            writer.Write(digest.Weights);
        }
    }

    private static (ModelShape Shape, StoredData Data) ReadData(StoredFileReader file, StoredKind kind, ModelTerms? expected)
    {
        file.Expect(kind);
        ModelShape shape = file.Section(Shape).ReadAll(StoredShape.ReadShape);
        CompleteCases? cases = null;
        ModelTerms? terms = null;
        if (file.Has(Variables))
        {
            (cases, terms) = file.Section(Variables).ReadAll(reader => (
                new CompleteCases(StoredCases.Read(reader, shape.ModelName)) { ModelName = shape.ModelName, Formula = shape.Formula },
                reader.ReadOptional(reader.ReadTerms)));
        }

        if (expected is not null)
        {
            RefuseOtherModel(file, shape, terms, expected);
        }

        ReferenceGrid? grid = terms is null || cases is null ? null : file.Section(Grid).ReadAll(reader =>
        {
            reader.Require(IsTold(shape, terms, cases));
            return reader.ReadGrid(terms.Spec, cases);
        });
        ResidualSummary? residuals = !file.Has(Residuals) ? null : file.Section(Residuals).ReadAll(static reader =>
        {
            ResidualSummary summary = new(reader.ReadDoubles(), reader.ReadOptional(reader.ReadInt32s), reader.ReadBoolean());
            reader.Require(summary.Rows is null ? summary.Values.Length == 5 : summary.Values.Length == summary.Rows.Length);
            return summary;
        });
        DataDigest? digest = !file.Has(Comparison) ? null : file.Section(Comparison).ReadAll(static reader => new DataDigest(reader.ReadUInt64(), reader.ReadUInt64()));
        return (shape, new StoredData(cases, terms, grid is null ? null : new(grid), residuals, digest, file.Contents));
    }

    // Terms, levels and transforms make the columns that there are estimates of: rows to predict will find what they need.
    private static bool IsTold(ModelShape shape, ModelTerms terms, CompleteCases cases)
    {
        int numbers = terms.Spec.Variables.Count(static variable => !variable.IsOutcome && variable.Use.HasFlag(Formula.Binding.VariableUse.Numeric));
        int factors = terms.Spec.Variables.Count(static variable => !variable.IsOutcome && variable.Use.HasFlag(Formula.Binding.VariableUse.Factor));
        ModelDesign none = SingleRow.Design(terms.Spec, cases, [.. Enumerable.Repeat(double.NaN, numbers)], new string?[factors]);
        return none.FixedEffects.ColumnNames.SequenceEqual(shape.Coefficients)
            && none.RandomTerms.Length == shape.RandomTerms.Count
            && none.RandomTerms.Zip(shape.RandomTerms).All(static term => term.First.Matrix.ColumnNames.SequenceEqual(term.Second.Effects) && term.First.Grouping.Levels.SequenceEqual(term.Second.Levels));
    }

    private static void RefuseOtherModel(StoredFileReader file, ModelShape shape, ModelTerms? terms, ModelTerms expected)
    {
        if (terms is null)
        {
            throw file.OfOtherModel($"it holds a fit without a formula's terms; load it with {(shape.RandomTerms.Count > 0 ? StoredKind.LinearMixedModelFit : StoredKind.LinearModelFit).Loader()}.");
        }

        if (TermDifference.Of(terms.Spec, expected.Spec) is { } difference)
        {
            throw file.OfOtherModel($"it holds the fit of another model: {difference}; load it with that model, with ModelFit.Load, or fit this one and save it.");
        }
    }

    // How many levels have a single row.
    private static string SingleRows(LinearMixedModelFit fit)
    {
        if (!fit.HasRows)
        {
            return "";
        }

        List<string> single = [];
        foreach (FactorColumn grouping in fit.Design.RandomTerms.Select(static term => term.Grouping).DistinctBy(static factor => factor.Name))
        {
            var counts = new int[grouping.Levels.Length];
            foreach (int row in fit.Design.ObservedRows ?? [.. Enumerable.Range(0, grouping.Codes.Length)])
            {
                counts[grouping.Codes[row]]++;
            }

            int ones = counts.Count(static count => count == 1);
            if (ones > 0)
            {
                single.Add(string.Create(CultureInfo.InvariantCulture, $"{ones} of {counts.Length} levels of {grouping.Name}"));
            }
        }

        return single.Count == 0 ? " (none has)" : $" ({string.Join(", ", single)})";
    }
}
