    public override global::Makemore.Runtime.Specs.ExperimentSpec Spec { get; } = new()
    {
        Name = "Settings/counts-smoothed",
        Dataset = new()
        {
            Name = "given-names",
        },
        Context = 2,
        Smoothing = new()
        {
            Type = global::Makemore.Runtime.Specs.SmoothingType.AddK,
            K = 0.5,
        },
        Training = new()
        {
            Backend = global::Makemore.Runtime.Specs.Backend.Ngram,
        },
    };
