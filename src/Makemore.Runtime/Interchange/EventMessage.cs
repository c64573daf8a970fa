namespace Makemore.Runtime.Interchange;

/// <summary>
/// The messages of tensorflow/core/util/event.proto and summary.proto that tell of a training; each has the numbers of its
/// fields there.
/// </summary>
internal static class EventMessage
{
    // The step before which nothing is true any more.
    private const long First = 0;

    /// <summary>What a file begins with.</summary>
    /// <param name="time">Seconds since 1970.</param>
    public static byte[] Version(double time) => new ProtobufMessage().Double(1, time).Text(3, "brain.Event:2").ToBytes();

    /// <summary>What was told before of the first step and of later ones is not true any more.</summary>
    /// <param name="time">Seconds since 1970.</param>
    public static byte[] Restart(double time) => new ProtobufMessage()
        .Double(1, time).Integer(2, First).Message(7, new ProtobufMessage().Integer(1, 1)).ToBytes();

    /// <summary>Numbers of a step.</summary>
    /// <param name="time">Seconds since 1970.</param>
    /// <param name="step">The step.</param>
    /// <param name="values">Names and numbers.</param>
    public static byte[] Scalars(double time, long step, IEnumerable<(string Name, double Value)> values) =>
        Summary(time, step, values.Select(value => new ProtobufMessage().Text(1, value.Name).Single(2, (float)value.Value)));

    /// <summary>A text in Markdown, for the plugin that shows texts.</summary>
    /// <param name="time">Seconds since 1970.</param>
    /// <param name="name">Its name.</param>
    /// <param name="text">The text.</param>
    public static byte[] Text(double time, string name, string text)
    {
        const int StringType = 7;
        var tensor = new ProtobufMessage()
            .Integer(1, StringType)
            .Message(2, new ProtobufMessage().Message(2, new ProtobufMessage().Integer(1, 1)))
            .Text(8, text);
        var plugin = new ProtobufMessage().Message(1, new ProtobufMessage().Text(1, "text"));
        return Summary(time, First, [new ProtobufMessage().Text(1, name + "/text_summary").Message(8, tensor).Message(9, plugin)]);
    }

    private static byte[] Summary(double time, long step, IEnumerable<ProtobufMessage> values)
    {
        var summary = values.Aggregate(new ProtobufMessage(), (message, value) => message.Message(1, value));
        return new ProtobufMessage().Double(1, time).Integer(2, step).Message(5, summary).ToBytes();
    }
}
