using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Makemore.Benchmarks;

/// <summary>A step of training of a module with AdamW, as a good user of TorchSharp writes it.</summary>
/// <param name="model">Tokens in, logits out.</param>
/// <param name="batches">What it learns from.</param>
/// <param name="rate">The learning rate.</param>
/// <param name="decay">The weight decay.</param>
/// <param name="clip">The greatest norm of all gradients; 0 is none.</param>
internal sealed class HandWrittenTraining(nn.Module<Tensor, Tensor> model, StepTensors batches, double rate, double decay, double clip = 0)
{
    private readonly optim.Optimizer optimizer = optim.AdamW(model.parameters(), lr: rate, beta1: 0.9, beta2: 0.99, weight_decay: decay);

    /// <summary>One step, as an action.</summary>
    public Action StepAction => () => Step();

    private float Step()
    {
        using var scope = NewDisposeScope();
        var (tokens, targets) = batches.Next();
        optimizer.zero_grad();
        var loss = cross_entropy(model.forward(tokens).flatten(0, 1), targets, ignore_index: -1);
        loss.backward();
        if (clip > 0)
        {
            nn.utils.clip_grad_norm_(model.parameters(), clip);
        }

        optimizer.step();
        return loss.item<float>();
    }
}
