namespace Makemore.Runtime.Runs;

/// <summary>The endings of a chart's files.</summary>
public static class ChartEndings
{
    /// <summary>The ending of a file with a vector graphic.</summary>
    public const string Svg = ".svg";

    /// <summary>The ending of a file with pixels.</summary>
    public const string Png = ".png";
}
