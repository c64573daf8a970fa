using Makemore.Generators.Graphs;

namespace Makemore.Generators.Emit.Torch;

/// <content>Loops: over layers, and over time.</content>
internal sealed partial class TorchClassWriter
{
    private void WriteRepeat(Node node, Repeat repeat)
    {
        var inputs = node.Inputs.Select(id => variables[id]).ToList();
        var result = VariableOf(node, "x");
        var block = names.Add(repeat.Function);
        variables[node.Id] = result;
        forward.Line($"var {result} = {inputs[0]};");
        using (forward.Block($"foreach (var {block} in {repeats[scan + node.FullName]})"))
        {
            forward.Line($"{result} = {block}.Forward({string.Join(", ", inputs.Skip(1).Prepend(result))});");
        }

        forward.Line();
    }

    private void WriteScan(Node node, Scan loop)
    {
        var (body, outside) = (loop.Body, node.Inputs.Select(id => variables[id]).ToList());
        var inside = new Dictionary<int, string>();
        for (var index = loop.Reads + loop.States; index < outside.Count; index++)
        {
            inside[index] = outside[index];
        }

        List<string> states = [];
        for (var index = loop.Reads; index < loop.Reads + loop.States; index++)
        {
            var state = inside[index] = names.Add(body.Nodes[index].Name);
            var start = region.Nodes[node.Inputs[index]].Shape.Rank < body.Nodes[index].Shape.Rank
                ? $"TorchLayers.PerExample({outside[index]}, {outside[0]})" : outside[index];
            Commented(forward, $"var {state} = {start};", body.Nodes[index].Shape.ToString());
            states.Add(state);
        }

        var kept = names.Add("steps");
        List<string> read = [.. Enumerable.Range(0, loop.Reads).Select(index => inside[index] = names.Add(body.Nodes[index].Name))];
        List<string> apart = [.. outside.Take(loop.Reads).Select((x, index) => $"{x}.unbind({region.Nodes[node.Inputs[index]].Shape.IndexOf("time")})")];
        forward.Line($"var {kept} = new List<Tensor>();");
        using (loop.Reads == 1 ? forward.Block($"foreach (var {read[0]} in {apart[0]})") : BlockOfSteps(read, apart))
        {
            WriteInside(node, body, inside);
            // A state that stays what it is needs no assignment.
            var next = states.Zip(body.Results, (state, result) => (State: state, Next: inside[result])).Where(pair => pair.State != pair.Next).ToList();
            if (next.Count == 1)
            {
                forward.Statement($"{next[0].State} = {next[0].Next};");
            }
            else if (next.Count > 1)
            {
                forward.Statement($"({string.Join(", ", next.Select(pair => pair.State))}) = ({string.Join(", ", next.Select(pair => pair.Next))});");
            }

            forward.Line($"{kept}.Add({states[0]});");
        }

        forward.Line();
        variables[node.Id] = VariableOf(node, node.Name);
        Commented(forward, $"var {variables[node.Id]} = TorchLayers.Stack({kept}, {node.Shape.IndexOf("time")});", CommentOf(node));
    }

    // A loop over several tensors at once, step by step.
    private IDisposable BlockOfSteps(IReadOnlyList<string> read, IReadOnlyList<string> apart)
    {
        List<string> sequences = [.. read.Select(name => names.Add($"{name}Steps"))];
        var step = names.Add("step");
        foreach (var (sequence, steps) in sequences.Zip(apart, (sequence, steps) => (sequence, steps)))
        {
            forward.Line($"var {sequence} = {steps};");
        }

        var block = forward.Block($"for (var {step} = 0; {step} < {sequences[0]}.Length; {step}++)");
        forward.Statement($"var ({string.Join(", ", read)}) = ({string.Join(", ", sequences.Select(sequence => $"{sequence}[{step}]"))});");
        return block;
    }

    // A layer of the prelude that has no call of its own: what its program computes.
    private void WriteBody(Node node, Region body)
    {
        var inside = node.Inputs.Select((id, place) => (id, place)).ToDictionary(input => input.place, input => variables[input.id]);
        forward.Line($"// {node.Operation.Text}");
        WriteInside(node, body, inside);
        forward.Line();
        variables[node.Id] = inside[body.Result];
    }

    // The nodes of a region within the one that is being written, behind its inputs.
    private void WriteInside(Node node, Region body, Dictionary<int, string> inside)
    {
        var around = (variables, region, kept, scan);
        (variables, region, kept, scan) =
            (inside, body, [.. node.Parameters.Select(id => kept[id])], $"{scan}{node.FullName}.");
        WriteNodes(body.Nodes.Skip(node.Inputs.Count));
        (variables, region, kept, scan) = around;
    }

    /// <summary>A repetition as a field.</summary>
    /// <param name="Repeat">What is repeated.</param>
    /// <param name="Path">Its path in the class.</param>
    /// <param name="Name">Its name.</param>
    private sealed record Repetition(Repeat Repeat, string Path, string Name);
}
