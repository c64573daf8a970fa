    public override global::Makemore.Runtime.Specs.ExperimentSpec Spec { get; } = new()
    {
        Name = "Settings/alphabet",
        Dataset = new()
        {
            Path = "data/words.txt",
        },
        Tokenizer = new()
        {
            Alphabet = "abc\"\\é\ud83d\ude00 ",
        },
    };
