using System.Text;
using Lmm.Cli.Output;
using Lmm.Formula.Binding;
using Lmm.Formula.Diagnostics;
using Lmm.Formula.Syntax;

namespace Lmm.Cli.Scaffolding;

/// <summary>The texts of a project that reads a file by a typed row and fits one model.</summary>
/// <param name="Row">The row type.</param>
/// <param name="Formula">The formula as its attribute has it.</param>
/// <param name="Weights">The variable of weights; null for none.</param>
/// <param name="IsMixed">True when the formula has random-effects terms.</param>
/// <param name="Source">The file and how it is written.</param>
internal sealed record ScaffoldedProject(RowType Row, string Formula, string? Weights, bool IsMixed, DataSource Source)
{
    /// <summary>Makes the project of a model, and checks its formula as the build will.</summary>
    /// <param name="model">The model, bound to the file's columns.</param>
    /// <param name="weights">The column of weights; null for none.</param>
    /// <param name="offset">The column of offsets; null for none.</param>
    /// <param name="source">The file and how it is written.</param>
    /// <exception cref="InputException">A typed row cannot say what the model needs.</exception>
    public static ScaffoldedProject Of(BoundModel model, string? weights, string? offset, DataSource source)
    {
        RowType row = RowType.Of(source.File, model);
        string formula = model.Model.Formula.Trim() + (offset is null ? "" : $" + offset({Deparser.Quote(offset)})");
        BoundFormula bound = ModelBinder.Bind(formula, row.Declarations, weights);
        string faults = string.Concat(bound.Diagnostics
            .Where(fault => fault.Rule.Severity == FormulaSeverity.Error)
            .Select(fault => DiagnosticText.Of(formula, fault, data: null)));
        if (faults.Length > 0)
        {
            throw new InputException($"the formula can be fitted to the file, but not to typed rows:\n{faults.TrimEnd('\n')}");
        }

        return bound.Spec is { } spec && spec.FixedTerms.Select(term => term.Label).SequenceEqual(model.Spec.FixedTerms.Select(term => term.Label))
            ? new ScaffoldedProject(row, formula, weights, model.IsMixed, source)
            : throw new InputException("the formula does not have the same terms with typed rows; write its terms out in place of the dot");
    }

    /// <summary>The project's file.</summary>
    /// <param name="reference">The element that refers to Lmm.</param>
    public static string ProjectText(string reference) =>
        $"""
        {TargetFolder.Mark}
        <Project Sdk="Microsoft.NET.Sdk">

          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <InvariantGlobalization>true</InvariantGlobalization>
          </PropertyGroup>

          {reference}

        </Project>

        """;

    /// <summary>The file with the row type and its model.</summary>
    public string RowText()
    {
        StringBuilder text = new("using Lmm;\n\n");
        foreach (LevelsEnum levels in Row.Enums)
        {
            text.Append(levels).Append("\n\n");
        }

        text.Append("/// <summary>A row of ").Append(Literal.Documentation(Path.GetFileName(Source.File))).Append(".</summary>\n");
        text.Append("[Model(").Append(Literal.Of(Formula)).Append(Weights is null ? "" : $", Weights = {Literal.Of(Weights)}").Append(")]\n");
        text.Append("public sealed record ").Append(Row.Name).Append("(\n    ").AppendJoin(",\n    ", Row.Members).Append(");\n");
        return text.ToString();
    }

    /// <summary>The file with the program.</summary>
    /// <param name="estimation">The criterion of mixed models.</param>
    /// <param name="folder">The project's folder, from which the program finds the data.</param>
    public string ProgramText(Estimation estimation, string folder)
    {
        // From one folder to another on the same disk the way can be told, and project and data can move together.
        string way = Path.GetRelativePath(Path.GetFullPath(folder), Path.GetFullPath(Source.File));
        bool isRelative = !Path.IsPathRooted(way);
        string path = isRelative ? $"Path.GetFullPath({Literal.Of(way.Replace('\\', '/'))}, ProjectFolder())" : Literal.Of(way);
        string projectFolder = isRelative ? "\n\nstatic string ProjectFolder([System.Runtime.CompilerServices.CallerFilePath] string program = \"\") => Path.GetDirectoryName(program)!;" : "";
        string options = Source.OptionsText is { } text ? $", {text}" : "";
        string criterion = IsMixed ? $", Estimation.{estimation}" : "";
        return $"""
            using Lmm;

            string path = args.Length > 0 ? args[0] : {path};
            List<{Row.Name}> rows = {Row.Name}Model.ReadCsv(path{options});
            Console.Write({Row.Name}Model.Fit(rows{criterion}));{projectFolder}

            """;
    }
}
