    public override global::Makemore.Runtime.Specs.ExperimentSpec Spec { get; } = new()
    {
        Name = "Settings/expectations",
        Dataset = new()
        {
            Name = "given-names",
        },
        Expect =
        [
            new(global::Makemore.Runtime.Specs.Figure.DevLoss, null, 2.5, 0.1),
            new(global::Makemore.Runtime.Specs.Figure.Parameters, null, 729.0, 0.0),
            new(global::Makemore.Runtime.Specs.Figure.Loss, 0, 3.7, 0.5),
            new(global::Makemore.Runtime.Specs.Figure.Loss, 9999, 2.5, 0.2),
        ],
    };
