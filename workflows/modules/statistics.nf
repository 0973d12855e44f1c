// Real crystals -> statistics of them, and the division into a statistics side and a test side.

process STATISTICS {
    label 'short'

    input:
    val run
    val arguments

    output:
    path 'statistics.json', emit: manifest

    script:
    """
    '${run.launcher}' statistics ${arguments} --out '${run.dir}/statistics' --json > statistics.json.new
    mv statistics.json.new statistics.json
    """
}
