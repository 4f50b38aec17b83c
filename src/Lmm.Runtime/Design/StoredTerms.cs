using Lmm.Formula;
using Lmm.Formula.Binding;
using Lmm.Storage;

namespace Lmm.Design;

/// <summary>
/// The terms of a model in files: the formula and what was declared of its variables, from which the one binder makes the terms again.
/// </summary>
internal static class StoredTerms
{
    /// <summary>Writes terms.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="spec">The formula, bound to its variables.</param>
    /// <param name="model">The model's name, for messages.</param>
    /// <exception cref="ModelException">The formula means something else without the columns that it does not name.</exception>
    public static void Write(this StoredWriter writer, ModelSpec spec, string model)
    {
        VariableDeclaration[] variables = [.. spec.Variables.Select(static variable => variable.Declaration)];
        string? weights = spec.Weights is { } place ? spec.Variables[place].Name : null;
        if (!spec.Equals(Bind(spec.Formula, variables, weights, spec.OffsetName)))
        {
            throw new ModelException(model, LmmErrorCode.NotAvailable, "its formula means other terms where just its own variables are there, so that a file could not tell them; write the terms out.");
        }

        writer.Write(spec.Formula);
        writer.Write(weights);
        writer.Write(spec.OffsetName);
        writer.Write(variables, variable => Write(writer, variable));
    }

    /// <summary>Reads terms.</summary>
    public static ModelTerms ReadTerms(this StoredReader reader)
    {
        string formula = reader.ReadText();
        string? weights = reader.ReadTextOrNull();
        string? offset = reader.ReadTextOrNull();
        ModelSpec? spec = Bind(formula, reader.ReadList(() => ReadVariable(reader)), weights, offset);
        reader.Require(spec is not null);
        return new ModelTerms(spec!);
    }

    private static ModelSpec? Bind(string formula, VariableDeclaration[] variables, string? weights, string? offset)
        => ModelBinder.Bind(formula, variables.ToEquatableArray(), weights, offset: offset).Spec;

    private static void Write(StoredWriter writer, VariableDeclaration variable)
    {
        writer.Write(variable.Name);
        writer.Write(variable.MemberName);
        writer.Write((int)variable.Type);
        writer.Write(variable.TypeName);
        writer.Write(variable.MayBeMissing);
        writer.Write(variable.IsFactor);
        writer.Write(variable.GroupsRows);
        writer.Write(variable.FactorIn);
        writer.Write([.. variable.Levels]);
        writer.Write(variable.IsOrdered);
        writer.WriteOptional(variable.Contrast, contrasts => Write(writer, contrasts));
    }

    private static VariableDeclaration ReadVariable(StoredReader reader)
        => new(reader.ReadText(), reader.ReadText(), reader.ReadMember<VariableType>(), reader.ReadText())
        {
            MayBeMissing = reader.ReadBoolean(),
            IsFactor = reader.ReadBoolean(),
            GroupsRows = reader.ReadBoolean(),
            FactorIn = reader.ReadTextOrNull(),
            Levels = reader.ReadTexts().ToEquatableArray(),
            IsOrdered = reader.ReadBoolean(),
            Contrast = reader.ReadOptional(() => ReadContrasts(reader)),
        };

    // A named coding, else columns.
    private static void Write(StoredWriter writer, FactorContrasts contrasts)
    {
        NamedContrasts? named = contrasts as NamedContrasts;
        writer.Write(named is not null);
        if (named is not null)
        {
            writer.Write((int)named.Coding);
            writer.Write(named.IsNumbered);
            return;
        }

        writer.Write([.. ((CustomContrasts)contrasts).Columns], column =>
        {
            writer.Write(column.Name);
            writer.Write([.. column.Weights]);
        });
    }

    private static FactorContrasts ReadContrasts(StoredReader reader) => reader.ReadBoolean()
        ? new NamedContrasts(reader.ReadMember<ContrastCoding>()) { IsNumbered = reader.ReadBoolean() }
        : new CustomContrasts(reader.ReadList(() => new ContrastColumn(reader.ReadText(), reader.ReadDoubles().ToEquatableArray())).ToEquatableArray());
}
