using Lmm.Formula;
using Lmm.Formula.Binding;

namespace Lmm.Cli.Scaffolding;

/// <summary>The row type of a table, with the enums that its members need.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Members">A member for each column, in their order.</param>
/// <param name="Enums">The enums.</param>
internal sealed record RowType(string Name, IReadOnlyList<RowMember> Members, IReadOnlyList<LevelsEnum> Enums)
{
    /// <summary>What the binder will be told of the row when the project is built.</summary>
    public EquatableArray<VariableDeclaration> Declarations => Members.Select(member => member.Declaration).ToEquatableArray();

    /// <summary>Makes the row type of a table.</summary>
    /// <param name="file">The file that the table was read from; the type is named after it.</param>
    /// <param name="model">The model that the rows are for, bound to the table.</param>
    /// <exception cref="InputException">A row cannot say what the model makes of a column.</exception>
    public static RowType Of(string file, BoundModel model)
    {
        HashSet<string> types = new(StringComparer.Ordinal);
        HashSet<string> names = new(StringComparer.Ordinal);
        List<LevelsEnum> enums = [];
        List<RowMember> members = [];
        RowMemberTypes memberTypes = new(model, types, enums);

        // A dot stands for the columns by the names that they have in formulas.
        bool needsExactNames = model.Model.Formula.Contains('.', StringComparison.Ordinal);
        foreach (FrameColumn column in model.Frame.Columns)
        {
            string name = Identifiers.Member(column.Name, names);
            bool isNamedAlike = name.Equals(column.Name, needsExactNames ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
            bool isAlone = model.Frame.Columns.Count(other => other.Name.Equals(column.Name, StringComparison.OrdinalIgnoreCase)) == 1;
            members.Add(memberTypes.Member(column, name, isRenamed: !isNamedAlike || !isAlone));
        }

        types.UnionWith(names);
        return new RowType(Identifiers.Row(file, types), members, enums);
    }
}
