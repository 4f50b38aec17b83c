namespace Service.Faults;

/// <summary>Adds what tells clients of faults.</summary>
internal static class FaultServices
{
    /// <summary>Adds it.</summary>
    public static void AddFaults(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddExceptionHandler<FaultHandler>();
    }
}
