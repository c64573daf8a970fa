using Makemore.Pages.Drawings;
using Makemore.Pages.Findings;
using Makemore.Pages.Markup;
using Makemore.Runtime.Display;

namespace Makemore.Pages.Runs;

/// <summary>The lines of dev that a model foresees worst.</summary>
internal static class SurprisingSection
{
    /// <summary>The section; null without a model that gives probabilities, or without a dev split.</summary>
    public static Section? Of(RunFindings findings, CancellationToken cancellation)
    {
        if (findings is not { Scorer: { } scorer, Trained: { Corpus.Dev.Tokens.Length: > 0 } trained })
        {
            return null;
        }

        var found = SurprisingLines.Of(scorer, trained.Corpus.Dev, trained.Corpus.Tokenizer, cancellation);
        return found.Lines.Count == 0 ? null : new("surprising", "Most surprising lines of dev", Html.Of($"""
            {Parts.Paragraph($"Of {(found.OfAll ? "all" : "the first")} {Figures.Count(found.Scored)} lines of dev, those with the highest loss per token. Their grounds mean what those of the samples do:")}
            {CharacterColors.Scale()}
            {SamplesSection.Table("The worst first", found.Lines)}
            """));
    }
}
