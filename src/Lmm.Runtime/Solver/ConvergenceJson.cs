using System.Text.Json;
using Lmm.Printing;

namespace Lmm.Solver;

/// <summary>How a search ended, in JSON.</summary>
internal static class ConvergenceJson
{
    /// <summary>Writes the object.</summary>
    public static void Write(Utf8JsonWriter json, Convergence convergence)
    {
        json.WriteStartObject();
        json.WriteBoolean("converged", convergence.Converged);
        json.WriteBoolean("singular", convergence.IsSingular);
        json.WriteNumber("evaluations", convergence.Evaluations);
        json.WriteArray("theta", convergence.Theta, json.WriteReal);
        json.WriteArray("gradient", convergence.Gradient, json.WriteReal);
        json.WriteString("message", convergence.Message);
        json.WriteEndObject();
    }
}
