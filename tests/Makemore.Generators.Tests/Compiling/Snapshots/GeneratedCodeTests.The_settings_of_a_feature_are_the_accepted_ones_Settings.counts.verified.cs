    public override global::Makemore.Runtime.Specs.ExperimentSpec Spec { get; } = new()
    {
        Name = "Settings/counts",
        Dataset = new()
        {
            Name = "given-names",
        },
        Context = 2,
        Training = new()
        {
            Backend = global::Makemore.Runtime.Specs.Backend.Ngram,
        },
    };
