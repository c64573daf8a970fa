using System.Globalization;
using Makemore.Runtime.Training;

namespace Makemore.Runtime.Interchange;

/// <summary>The measurements of a run as comma-separated values (RFC 4180, with <c>\n</c> at the end of a line).</summary>
public static class MetricsCsv
{
    /// <summary>A line of names, and one for each measurement; numbers are as exact as they are.</summary>
    public static string Of(IEnumerable<Metric> metrics) => "step,split,loss,rate,seconds\n" + string.Concat(metrics.Select(metric =>
        string.Create(CultureInfo.InvariantCulture, $"{metric.Step},{metric.Split},{metric.Loss:R},{metric.Rate:R},{metric.Seconds:R}\n")));
}
