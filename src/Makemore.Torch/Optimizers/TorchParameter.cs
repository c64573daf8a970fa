using static TorchSharp.torch;

namespace Makemore.Torch.Optimizers;

/// <summary>A trained tensor of a network.</summary>
/// <param name="Name">Its name in the saved model.</param>
/// <param name="Tensor">Its values.</param>
/// <param name="IsWeight">Whether regularization applies.</param>
public sealed record TorchParameter(string Name, Tensor Tensor, bool IsWeight);
