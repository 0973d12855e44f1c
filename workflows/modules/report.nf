// What was measured on all test sets in one file, and the page on the whole run.

process REPORT {
    label 'short'

    input:
    val run
    path 'trained.json'
    path metrics
    val comparison

    output:
    val "${run.dir}/report.html", emit: page

    script:
    def joined = metrics instanceof List && metrics.size() > 1
    """
    ${joined ? "'${run.launcher}' workflow-metrics ${metrics.join(' ')} --out '${run.dir}/evaluation/metrics.json'" : ''}
    '${run.launcher}' report '${run.dir}'
    """
}
