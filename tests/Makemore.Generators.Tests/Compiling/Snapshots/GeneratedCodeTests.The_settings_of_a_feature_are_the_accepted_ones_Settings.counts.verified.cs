    public override global::Makemore.Runtime.Specs.ExperimentSpec Spec { get; } = new()
    {
        Name = "Settings/counts",
        Dataset = new()
        {
            Name = "given-names",
            Unit = global::Makemore.Runtime.Specs.DatasetUnit.Line,
        },
        Split = new()
        {
            Train = 0.8,
            Dev = 0.1,
            Test = 0.1,
            Shuffle = global::Makemore.Runtime.Specs.SplitShuffle.Python,
            Seed = 42,
        },
        Tokenizer = new()
        {
            Type = global::Makemore.Runtime.Specs.TokenizerType.Char,
        },
        Context = 2,
        Smoothing = new()
        {
            Type = global::Makemore.Runtime.Specs.SmoothingType.None,
        },
        Training = new()
        {
            Backend = global::Makemore.Runtime.Specs.Backend.Ngram,
            Memory = 1024,
        },
        Sampling = new()
        {
            Count = 10,
            Temperature = 1.0,
            TopK = 0,
            Length = 500,
            Seed = 2_147_483_647,
        },
    };
