using Makemore.Torch.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Makemore.Torch;

/// <summary>
/// Shortens gradients that are too long together (Pascanu et al., 2013, arXiv:1211.5063), as PyTorch's
/// <c>clip_grad_norm_</c> does: each is multiplied by <c>min(1, most / (norm + 1e-6))</c>, with the norm over all of them.
/// </summary>
internal static class GradientClip
{
    /// <summary>Shortens the gradients in place; the caller has disabled autograd.</summary>
    /// <param name="parameters">Whose gradients.</param>
    /// <param name="most">The greatest norm; 0 is none.</param>
    public static void Apply(IReadOnlyList<TorchParameter> parameters, double most)
    {
        if (most == 0)
        {
            return;
        }

        Tensor[] gradients = [.. parameters.Select(parameter => parameter.Tensor.grad).OfType<Tensor>()];
        var norm = stack(gradients.Select(gradient => gradient.norm())).norm().item<float>();
        var factor = most / (norm + 1e-6);
        if (factor < 1)
        {
            using Scalar scale = factor;
            foreach (var gradient in gradients)
            {
                gradient.mul_(scale);
            }
        }
    }
}
