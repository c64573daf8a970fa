    public override global::Makemore.Runtime.Specs.ExperimentSpec Spec { get; } = new()
    {
        Name = "Settings/ready-made",
        Dataset = new()
        {
            Train = "data/train.txt",
            Dev = "data/dev.txt",
            Test = "data/test.txt",
        },
    };
