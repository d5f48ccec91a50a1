using Labelwise.Cli.Demo.Potatoes;

namespace Labelwise.Cli.Demo.Story;

/// <summary>The demo's project.</summary>
static class Setting
{
    public const string Name = "Potatoes";

    public static readonly object Project = new
    {
        name = Name,
        spec = new
        {
            media = "image", classes = Array.Empty<object>(),
            properties = new[] { new { name = "condition", type = "option", options = Potato.Classes, required = true } },
        },
        // The model is wrong on one picture in thirteen, less where it is sure: a much tighter bound would cost more audits than it spares work.
        pipeline = new
        {
            redundancy = new { min = 1, max = 3, targetConfidence = 0.95 },
            autoAccept = new { enabled = true, maxError = 0.08, confidence = 0.95, auditRate = 0.1 },
            review = new { rate = 0.03 }, lease = "PT5M", order = "uncertainty",
        },
        guideline = """
            # Potatoes: fit for sale?

            Choose **one** for each picture.

            | key | choose | when |
            |---|---|---|
            | 1 | **good** | sound skin; soil, scuffs, eyes and odd light are fine |
            | 2 | **sprouted** | a shoot or a bud grows from an eye, however small |
            | 3 | **green** | part of the skin has turned green from light |
            | 4 | **rotten** | dark, sunken or mouldy flesh |

            In doubt between soil and rot: soil lies **on** the skin and has a dull, even brown.
            """,
    };
}
