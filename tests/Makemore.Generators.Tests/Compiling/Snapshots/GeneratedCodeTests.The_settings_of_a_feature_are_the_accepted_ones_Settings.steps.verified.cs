    public override global::Makemore.Runtime.Specs.ExperimentSpec Spec { get; } = new()
    {
        Name = "Settings/steps",
        Description = "A learning rate by steps, and all settings of training",
        Dataset = new()
        {
            Name = "given-names",
            Unit = global::Makemore.Runtime.Specs.DatasetUnit.Line,
        },
        Split = new()
        {
            Train = 0.7,
            Dev = 0.2,
            Test = 0.1,
            Shuffle = global::Makemore.Runtime.Specs.SplitShuffle.None,
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
            L2 = 0.001,
            L2Reduction = global::Makemore.Runtime.Specs.Reduction.Sum,
            L1 = 0.0,
            L1Reduction = global::Makemore.Runtime.Specs.Reduction.Mean,
            Dropout = 0.0,
            WeightDecay = 0.0,
            WeightDecayScope = global::Makemore.Runtime.Specs.DecayScope.All,
        },
        Training = new()
        {
            Backend = global::Makemore.Runtime.Specs.Backend.Torch,
            Steps = 30_000,
            Batch = 0,
            Accumulate = 1,
            Clip = 0.0,
            LearningRate = new global::Makemore.Runtime.Specs.StepSchedule(new(0, 0.5), new(10_000, 0.05), new(20_000, 0.001)),
            Seed = 7,
            Checkpoint = 0,
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
            Every = 100,
            Log = 10,
        },
        Sampling = new()
        {
            Count = 3,
            Temperature = 0.8,
            TopK = 5,
            Length = 20,
            Seed = 1,
        },
    };
