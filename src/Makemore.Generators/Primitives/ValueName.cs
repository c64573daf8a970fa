namespace Makemore.Generators.Primitives;

/// <summary>What a value is called in generated code: after the program where it has a name there, else after what it is.</summary>
/// <param name="Scope">The path of what it stands in: <c>attention</c>, a layer; empty for what stands outside of all.</param>
/// <param name="Part">Its name there: <c>scores</c>.</param>
public sealed record ValueName(string Scope, string Part)
{
    /// <summary>The whole path, for where several values have one name.</summary>
    public string Path => Scope.Length == 0 ? Part : $"{Scope}.{Part}";

    /// <summary>What the derivative of the loss by the value is called.</summary>
    public ValueName Gradient => this with { Part = Part + "Gradient" };

    /// <summary>What a part of that derivative is called, which others are added to.</summary>
    public ValueName GradientPart => this with { Part = Part + "GradientPart" };

    /// <summary>What the derivative is called with that of another step added.</summary>
    public ValueName GradientSum => this with { Part = Part + "GradientSum" };

    /// <summary>What a step is called that belongs to what has this name; null for what only says how a value is seen.</summary>
    public ValueName? Step(Primitive primitive) =>
        primitive is Scalar or Iota or Source or Port or Rename or Split or Merge or Expand ? null : this with { Part = $"{Part}.{Of(primitive)}" };

    /// <summary>What a step is called that has no other name: <c>product</c>.</summary>
    public static string Of(Primitive primitive) => primitive switch
    {
        Binary { Function: BinaryFunction.Add } => "sum",
        Binary { Function: BinaryFunction.Subtract } => "difference",
        Binary { Function: BinaryFunction.Multiply } or Contract => "product",
        Binary { Function: BinaryFunction.Divide } => "quotient",
        Binary { Function: BinaryFunction.Maximum } or Reduce { Function: ReductionFunction.Maximum } => "largest",
        Binary { Function: BinaryFunction.Equal } => "isEqual",
        Binary => "isLess",
        Unary { Function: UnaryFunction.Exp } => "power",
        Unary { Function: UnaryFunction.SquareRoot } => "root",
        Unary { Function: UnaryFunction.Log } => "logarithm",
        Unary unary => Lower(unary.Function.ToString()),
        Reduce or CumulativeSum => "total",
        Scalar => "number",
        Iota => "place",
        Gather or Scatter => "rows",
        Select => "chosen",
        Keep => "kept",
        Concat => "joined",
        _ => Lower(primitive.GetType().Name),
    };

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
