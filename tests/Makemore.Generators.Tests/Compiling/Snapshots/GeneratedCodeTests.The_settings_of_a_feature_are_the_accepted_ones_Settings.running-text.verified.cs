    public override global::Makemore.Runtime.Specs.ExperimentSpec Spec { get; } = new()
    {
        Name = "Settings/running-text",
        Dataset = new()
        {
            Path = "data/novel.txt",
            Unit = global::Makemore.Runtime.Specs.DatasetUnit.Text,
        },
        Split = new()
        {
            Shuffle = global::Makemore.Runtime.Specs.SplitShuffle.None,
        },
        Context = 8,
    };
