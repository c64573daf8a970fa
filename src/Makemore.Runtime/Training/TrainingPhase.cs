namespace Makemore.Runtime.Training;

/// <summary>What a run is at; each but <see cref="Training"/> may take long without a step.</summary>
public enum TrainingPhase
{
    /// <summary>The dataset is read, split and made into tokens, and the model gets its first weights.</summary>
    LoadingData,

    /// <summary>N-grams are counted and estimated.</summary>
    Counting,

    /// <summary>Steps are made.</summary>
    Training,

    /// <summary>The loss of the whole training split is measured.</summary>
    MeasuringTrain,

    /// <summary>The loss of the whole dev split is measured, also on the way.</summary>
    MeasuringDev,

    /// <summary>The loss of the whole test split is measured.</summary>
    MeasuringTest,

    /// <summary>Samples are drawn.</summary>
    Sampling,
}
