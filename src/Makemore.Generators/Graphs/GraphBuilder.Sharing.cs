namespace Makemore.Generators.Graphs;

/// <summary>The parameters that the first application of a layer has drawn, for those that follow.</summary>
internal sealed class SharedParameters
{
    public List<DrawnParameter> Drawn { get; } = [];

    /// <summary>The region in which they were drawn; null before.</summary>
    public RegionBuilder? Region { get; set; }

    /// <summary>Whether the first application is over.</summary>
    public bool IsDrawn { get; set; }

    /// <summary>How many the application that is going on has taken.</summary>
    public int Taken { get; set; }
}

/// <content>Layers that share their weights, and attempts.</content>
public sealed partial class GraphBuilder
{
    /// <summary>What is applied until the result is disposed of has the parameters of the first time.</summary>
    internal IDisposable Share(SharedParameters parameters)
    {
        var outer = shared;
        shared = parameters;
        parameters.Taken = 0;
        return new Scope(() =>
        {
            parameters.IsDrawn = true;
            shared = outer;
        });
    }

    /// <summary>Tries something, and leaves no trace of it.</summary>
    internal bool Try(Func<bool> attempt)
    {
        var (nodesBefore, constraintsBefore, constantsBefore) = (nodes.Count, constraints.Count, constants.ToList());
        var result = attempt();
        nodes.RemoveRange(nodesBefore, nodes.Count - nodesBefore);
        known.ExceptWith(constraints.Skip(constraintsBefore).Select(constraint => (constraint.Kind, constraint.Left, constraint.Right)));
        constraints.RemoveRange(constraintsBefore, constraints.Count - constraintsBefore);
        constants.IntersectWith(constantsBefore);
        return result;
    }

    // What an override could make differ is a constraint.
    private bool MayBeEqual(Shape first, Shape second)
    {
        if (first.Rank != second.Rank)
        {
            return false;
        }

        foreach (var (left, right) in first.Dimensions.Zip(second.Dimensions, (left, right) => (left, right)))
        {
            if (!Polynomial.AreEqual(left, right))
            {
                if (left.Value is not { } size || size != right.Value)
                {
                    return false;
                }

                Require(new(ConstraintKind.Equal, left, right, "share"));
            }
        }

        return true;
    }

    private DrawnParameter Draw(Parameter parameter)
    {
        if (shared is null)
        {
            return new(parameter);
        }

        if (!shared.IsDrawn)
        {
            shared.Region = region.Home;
            shared.Drawn.Add(new(parameter));
            return shared.Drawn[shared.Drawn.Count - 1];
        }

        var drawn = shared.Taken < shared.Drawn.Count ? shared.Drawn[shared.Taken++] : null;
        if (drawn is null || !MayBeEqual(drawn.Parameter.Shape, parameter.Shape))
        {
            throw new ShapeException(
                $"a weight of shape {parameter.Shape}",
                $"the same inputs each time, since it is shared{(drawn is null ? "" : $": its first weight is {drawn.Parameter.Shape}")}");
        }

        return shared.Region == region.Home ? drawn
            : throw new ShapeException("a shared layer inside of 'repeat' that is applied outside of it too", "all applications in one place");
    }
}
