    public override global::Makemore.Runtime.Specs.ExperimentSpec Spec { get; } = new()
    {
        Name = "Settings/expectations",
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
        Context = 1,
        Smoothing = new()
        {
            Type = global::Makemore.Runtime.Specs.SmoothingType.None,
        },
        Regularization = new()
        {
            L2 = 0.0,
            L2Reduction = global::Makemore.Runtime.Specs.Reduction.Mean,
            L1 = 0.0,
            L1Reduction = global::Makemore.Runtime.Specs.Reduction.Mean,
            Dropout = 0.0,
            WeightDecay = 0.0,
            WeightDecayScope = global::Makemore.Runtime.Specs.DecayScope.All,
        },
        Training = new()
        {
            Backend = global::Makemore.Runtime.Specs.Backend.Torch,
            Steps = 10_000,
            Batch = 32,
            Accumulate = 1,
            Clip = 0.0,
            LearningRate = global::Makemore.Runtime.Specs.Schedule.Constant(0.1),
            Seed = 2_147_483_647,
            Checkpoint = 10_000,
            Threads = 1,
            Optimizer = new()
            {
                Type = global::Makemore.Runtime.Specs.OptimizerType.Sgd,
            },
            EarlyStopping = new()
            {
                Patience = 0,
            },
        },
        Evaluation = new()
        {
            Every = 0,
            Log = 1000,
        },
        Sampling = new()
        {
            Count = 10,
            Temperature = 1.0,
            TopK = 0,
            Length = 500,
            Seed = 2_147_483_647,
        },
        Expect =
        [
            new("dev-loss", null, 2.5, 0.1),
            new("parameters", null, 729.0, 0.0),
            new("loss", 0, 3.7, 0.5),
            new("loss", 9999, 2.5, 0.2),
        ],
    };
