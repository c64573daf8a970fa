    public override global::Makemore.Runtime.Specs.ExperimentSpec Spec { get; } = new()
    {
        Name = "Settings/quotes",
        Description = "Odd text: \"\"\"quotes\"\"\", <tags> & \\n, {braces}, ünïcode \ud83d\ude00 */ // ￿ \u0000 \n line",
        Dataset = new()
        {
            Name = "given-names",
        },
    };
