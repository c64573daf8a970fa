    public override global::Makemore.Runtime.Specs.ExperimentSpec Spec { get; } = new()
    {
        Name = "Settings/address",
        Dataset = new()
        {
            Url = "https://example.org/words.txt",
            Sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        },
    };
