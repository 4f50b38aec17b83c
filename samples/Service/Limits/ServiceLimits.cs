using System.Globalization;

namespace Service.Limits;

/// <summary>What one request may ask of the service, and how many may ask at a time; the section <c>Limits</c> of the settings.</summary>
internal sealed class ServiceLimits
{
    /// <summary>The most bytes of a body.</summary>
    public long MaximumBodyBytes { get; set; } = 8 << 20;

    /// <summary>The most rows of a body.</summary>
    public int MaximumRows { get; set; } = 100_000;

    /// <summary>How long one request may take, from when it is let in until its answer begins.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many requests are worked on at a time; each has a thread.</summary>
    public int ConcurrentRequests { get; set; } = Environment.ProcessorCount;

    /// <summary>How many requests wait for their turn; more are turned away.</summary>
    public int QueuedRequests { get; set; } = 16;

    /// <summary>The limits of the settings.</summary>
    /// <exception cref="InvalidOperationException">One cannot be meant; the message names it.</exception>
    public static ServiceLimits Of(IConfiguration settings)
    {
        ServiceLimits limits = settings.GetSection("Limits").Get<ServiceLimits>() ?? new ServiceLimits();
        AtLeast(1, limits.MaximumBodyBytes, nameof(MaximumBodyBytes));
        AtLeast(1, limits.MaximumRows, nameof(MaximumRows));
        AtLeast(1, limits.Timeout.Ticks, nameof(Timeout));
        AtLeast(1, limits.ConcurrentRequests, nameof(ConcurrentRequests));
        AtLeast(0, limits.QueuedRequests, nameof(QueuedRequests));
        return limits;
    }

    private static void AtLeast(long least, long value, string name)
    {
        if (value < least)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The setting Limits:{name} is too small; give {least} or more."));
        }
    }
}
