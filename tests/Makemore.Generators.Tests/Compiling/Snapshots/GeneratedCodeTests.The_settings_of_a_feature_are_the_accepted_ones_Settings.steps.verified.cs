    public override global::Makemore.Runtime.Specs.ExperimentSpec Spec { get; } = new()
    {
        Name = "Settings/steps",
        Description = "A learning rate by steps, and all settings of training",
        Dataset = new()
        {
            Name = "given-names",
        },
        Split = new()
        {
            Train = 0.7,
            Dev = 0.2,
            Shuffle = global::Makemore.Runtime.Specs.SplitShuffle.None,
        },
        Regularization = new()
        {
            L2 = 0.001,
            L2Reduction = global::Makemore.Runtime.Specs.Reduction.Sum,
        },
        Training = new()
        {
            Steps = 30_000,
            Batch = global::Makemore.Runtime.Specs.BatchSize.Full,
            LearningRate = new global::Makemore.Runtime.Specs.StepSchedule(new(0, 0.5), new(10_000, 0.05), new(20_000, 0.001)),
            Seed = 7,
            Checkpoint = 0,
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
