// Synthetic crystals beside the real ones: how far the statistics reproduce what they were made of.

process COMPARE {
    label 'short'

    input:
    val run
    val arguments
    val statistics
    val trained

    output:
    path 'comparison.json', emit: manifest

    script:
    """
    '${run.launcher}' compare ${arguments} --out '${run.dir}/comparison' --json > summary
    sha256sum '${run.dir}/comparison/comparison.json' | sed 's/^\\([0-9a-f]*\\).*/{"sha256": "\\1"}/' > comparison.json
    """
}
