    public override global::Makemore.Runtime.Specs.ExperimentSpec Spec { get; } = new()
    {
        Name = "Settings/bytes",
        Dataset = new()
        {
            Name = "given-names",
        },
        Tokenizer = new()
        {
            Type = global::Makemore.Runtime.Specs.TokenizerType.Byte,
        },
    };
